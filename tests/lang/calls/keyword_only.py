"""Keyword-only and positional-only parameters, and all kinds together."""


def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__ + ":", error)

def k(a, *, b, c=3): return a, b, c
attempt(k, 1, b=2)
attempt(k, 1)
attempt(k, 1, 2)
attempt(k, 1, 2, b=3)
attempt(k, b=1)
attempt(k, 1, 2, 3, b=4, c=5)
attempt(k, 1, b=2, d=3)
def k2(*, x, y, z): return x, y, z
attempt(k2)
attempt(k2, x=1)
attempt(k2, 1)
attempt(k2, 1, x=2)
attempt(k2, x=1, y=2, z=3)
def p(a, b=2, /, c=3): return a, b, c
attempt(p, 1)
attempt(p, 1, 2, 3)
attempt(p, 1, c=5)
attempt(p, a=1)
attempt(p, 1, b=2)
attempt(p, 1, 2, c=3, d=4)
attempt(p)
def pk(a, /, **kw): return a, kw
attempt(pk, 1, a=2)
attempt(pk, a=2)
def everything(a, b=1, /, c=2, *args, d, e=5, **kw): return a, b, c, args, d, e, kw
attempt(everything, 0, d=1)
attempt(everything, 0, 1, 2, 3, 4, d=5, x=6, a=7)
attempt(everything, 0, c=1, d=2, b=3)
attempt(everything, d=1)
attempt(everything, 1)
attempt(everything, 1, 2, 3, c=4, d=5)
def both(a, b, /): return a, b
attempt(both, a=1, b=2)
attempt(both, 1, b=2)
attempt(both, 1, 2, 3)
print(k.__kwdefaults__, everything.__defaults__, everything.__kwdefaults__, everything.__code__.co_posonlyargcount, everything.__code__.co_kwonlyargcount, everything.__code__.co_argcount, everything.__code__.co_varnames)
