"""Errors of unpacking and calls mark what failed."""
def f(a, b): return a
def g():
    x, y = f(1)
g()
