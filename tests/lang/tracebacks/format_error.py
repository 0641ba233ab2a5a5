"""An error in a format specification of an f-string."""
v = "text"
print(f"{v:d}")
