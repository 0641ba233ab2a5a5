"""An error that passes through finally blocks."""
def f():
    try:
        1 / 0
    finally:
        print("cleaning")
def g():
    try:
        f()
    finally:
        print("outer cleaning")
g()
