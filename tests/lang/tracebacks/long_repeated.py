"""Repeated frames in the middle of a traceback."""
def recurse(n):
    if n == 0:
        raise ValueError("bottom")
    return recurse(n - 1)
def start():
    recurse(20)
start()
