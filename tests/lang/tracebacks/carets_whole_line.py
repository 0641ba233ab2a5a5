"""When the whole line is the error, no carets are shown."""
def f():
    raise KeyError("whole")
def g():
    f()
g()
