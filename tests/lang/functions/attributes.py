"""Attributes of functions: names, doc, annotations, dict, code, closure, globals; what can be assigned."""
def f(a: int, b: "str" = 5, *args: list, c: None = None, **kw: dict) -> bool:
    "The doc."
    return a
print(f.__name__, f.__qualname__, f.__doc__, f.__module__, f.__annotations__, f.__dict__, f.__closure__, f.__globals__ is globals(), f.__builtins__ is not None, f.__type_params__, type(f).__name__)
f.attr = 1
f.__doc__ = "new"
f.__name__ = "renamed"
f.__qualname__ = "Q.renamed"
print(f.attr, f.__dict__, f.__doc__, repr(f)[:14], f.__name__)
try:
    f(1, 2, c=1, d=2, *[3]) and f()
except TypeError as error:
    print(error)
for action in ("f.__name__ = 5", "f.__code__ = 5", "f.__dict__ = 5", "f.__closure__ = ()", "f.__globals__ = {}", "f.__annotations__ = 5", "del f.__name__", "f.__qualname__ = None", "f.missing", "del f.missing", "f.__type_params__ = 5", "f.__code__ = (lambda x: (lambda: x)).__code__ if 0 else outer(1).__code__"):
    try:
        def outer(x): return lambda: x
        exec(action)
        print(action, "ok")
    except (TypeError, AttributeError, ValueError) as error:
        print(action, "|", type(error).__name__, error)
f.__annotations__ = None
f.__annotations__["x"] = 1
print(f.__annotations__)
def g(): return "g"
def h(): return "h"
g.__code__ = h.__code__
print(g(), g.__name__)
del f.attr
print(f.__dict__, hasattr(f, "attr"), callable(f), f == f, hash(f) == hash(f))
def nested():
    def inner(): pass
    class K:
        def m(self): pass
    return inner.__qualname__, K.__qualname__, K.m.__qualname__, (lambda: 0).__qualname__, (lambda: 0).__name__
print(nested())
c = f.__code__
print(c.co_name, c.co_argcount, c.co_kwonlyargcount, c.co_varnames, c.co_nlocals, c.co_flags & 0xF, c.co_firstlineno, c.co_freevars, c.co_cellvars, c.co_qualname)
print(outer(3).__closure__[0].cell_contents, outer(1).__code__.co_freevars, outer.__code__.co_cellvars)
