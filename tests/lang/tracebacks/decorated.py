"""Errors inside decorated functions and in the decorator line."""
def deco(f):
    def wrapper(*args, **kwargs):
        return f(*args, **kwargs)
    return wrapper
@deco
@deco
def target(x, y=1):
    raise LookupError(x, y)
target(5, y=6)
