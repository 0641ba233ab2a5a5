"""An error in an expression with a multi-line string."""
text = """a
b""" + 5
