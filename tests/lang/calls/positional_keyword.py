"""Binding positional and keyword arguments to plain parameters with defaults."""


def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__ + ":", error)

def f(a, b=2, c=3): return a, b, c
attempt(f, 1)
attempt(f, 1, 5)
attempt(f, 1, c=9)
attempt(f, a=1, b=0)
attempt(f, c=1, b=2, a=3)
attempt(f, *[1, 2], **{"c": 3})
attempt(f, *"abc")
attempt(f)
attempt(f, b=1)
attempt(f, 1, 2, 3, 4)
attempt(f, 1, 2, 3, 4, 5, d=6)
attempt(f, 1, a=2)
attempt(f, 1, 2, b=3)
attempt(f, 1, d=4)
attempt(f, 1, cc=4)
attempt(f, x=1, y=2)
def g(): return "g"
attempt(g)
attempt(g, 1)
attempt(g, 1, 2)
attempt(g, x=1)
def h(a, b): return a, b
attempt(h)
attempt(h, 1)
attempt(h, b=1)
attempt(h, 1, 2, 3)
attempt(h, 1, 2, 3, c=4)
attempt(h, **{"a": 1, "b": 2})
attempt(lambda: h(**{1: 2}))
attempt(lambda: h(*5))
attempt(lambda: h(**5))
attempt(lambda x: x)
attempt(lambda x, y, z: x)
attempt(lambda a, b, c, d: 0, 1)
attempt((lambda *, k: k), 1)
attempt(5)
attempt(None)
attempt("abc", 1)
