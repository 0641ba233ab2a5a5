"""A SyntaxError in the script itself."""
print("not printed")
def f(:
    pass
