"""Unbounded recursion: repeated lines are collapsed."""
def f(n):
    return f(n + 1)
f(0)
