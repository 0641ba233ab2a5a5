"""What except* does not handle."""
try:
    raise ExceptionGroup("g", [ValueError("v"), KeyError("k"), TypeError("t")])
except* ValueError:
    pass
except* KeyError as e:
    raise RuntimeError("while handling keys")
