"""Class bodies: names are not seen by methods, lookups fall to globals, loops, conditionals, del, locals()."""
x = "global"
class A:
    print(x)
    x = "class"
    print(x)
    def m(self): return x
    y = [x for _ in range(1)]
    z = x
    del x
    print(x)
    if True: cond = 1
    for i in range(3): pass
    try: 1 / 0
    except ZeroDivisionError as e: msg = str(e)
    f = lambda self: x
    l = sorted(k for k in locals() if not k.startswith("_"))
    class Inner:
        try: print(z)
        except NameError as err: text = str(err)
a = A()
print(a.m(), A.y, A.z, A.cond, A.i, A.msg, a.f(), A.l, A.Inner.text, hasattr(A, "e"))
def outer():
    x = "local"
    class B:
        before = x
        def m(self): return x
    class C:
        x = x
        def m(self): return x
    return B.before, B().m(), C.x if hasattr(C, "x") else None, C().m()
try:
    print(outer())
except NameError as error:
    print(error)
class D:
    exec("made = 1")
    v = made + 1
    __slots_like__ = ["q"]
    globals()["from_class"] = 2
print(D.v, from_class, D.__module__, D.__qualname__)
class E:
    a = b = 1
    a += 1
    (c, d), *e = (1, 2), 3
    with open("/dev/null") as f: closed = False
    while a < 5: a += 1
    else: w = "else"
    import math as m
    from math import pi
print(E.a, E.b, E.c, E.d, E.e, E.w, E.m.floor(1.5), round(E.pi, 2), E.f.closed)
class F:
    def __init__(self): self.__private = 1; self.__dunder__ = 2; self._F__x = 3
    def get(self): return self.__private, self.__x
    __cls = 5
    class __Inner: pass
    def f(self, __arg=1): return __arg
print(vars(F()), F().get(), F._F__cls, F._F__Inner.__name__, F().f(_F__arg=4), F.f.__code__.co_varnames)
