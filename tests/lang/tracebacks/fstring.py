"""An error inside an f-string."""
name = "x"
print(f"hello {name} and {name.missing!r:>{10}} end")
