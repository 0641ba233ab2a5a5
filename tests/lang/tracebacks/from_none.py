"""raise from None hides the context."""
try:
    int("x")
except ValueError:
    raise TypeError("hidden context") from None
