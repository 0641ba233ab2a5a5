"""Suggestions come from locals, globals and builtins."""
def f():
    counter = 1
    return countr
f()
