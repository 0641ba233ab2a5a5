"""An error while the arguments are unpacked."""
def f(*a, **k): pass
f(*[1], **{"a": 1}, a=2)
