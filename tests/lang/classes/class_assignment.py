"""Assigning __class__, __dict__, changing methods and attributes of classes after creation."""
class A:
    def who(self): return "A"
class B:
    def who(self): return "B"
class S1: __slots__ = ("x",)
class S2: __slots__ = ("x",)
class S3: __slots__ = ("y",)
a = A(); a.v = 1
a.__class__ = B
print(a.who(), a.v, type(a).__name__, isinstance(a, A))
s = S1(); s.x = 5
s.__class__ = S2
print(s.x, type(s).__name__)
class C(B): pass
a.__class__ = C; print(a.who())
for o, k in ((s, S3), (a, S1), (a, int), (5, A), (a, 5), ([], A), (s, A), (A, B), (a, type), (len, A)):
    try:
        o.__class__ = k
        print("ok", type(o).__name__)
    except TypeError as error:
        print(error)
class I(int): pass
class J(int): pass
i = I(5)
i.__class__ = J
print(type(i).__name__, i + 1)
a.__dict__ = {"new": 1}
print(a.new, hasattr(a, "v"))
for bad in (5, [], None):
    try:
        a.__dict__ = bad
    except TypeError as error:
        print(error)
del a.__dict__
print(vars(a))
A.who = lambda self: "changed"; print(A().who())
A.__call__ = lambda self, x: x * 2; print(A()(4))
A.__len__ = lambda self: 7; print(len(A()), bool(A()))
A.__add__ = lambda self, o: "added"; print(A() + 1)
del A.__add__
try:
    A() + 1
except TypeError as error:
    print(error)
A.__getattr__ = lambda self, n: n.upper(); print(A().foo)
del A.__getattr__
A.__eq__ = lambda s, o: True; print(A() == 1, hash(A()) is not None)
A.__name__ = "Renamed"; A.__qualname__ = "Q"; A.__module__ = "mod"; A.__doc__ = "d"
print(A, A.__doc__, A().__doc__)
b1 = B(); B.late = 5; print(b1.late); b1.late = 6; del B.late; print(b1.late)
class Base: pass
class D(Base): pass
d = D()
Base.m = lambda self: "from base"; print(d.m())
D.m = lambda self: "from D"; print(d.m())
del D.m; print(d.m())
try:
    del D.m
except AttributeError as error:
    print(error)
for action in ("A.__mro__ = ()", "A.__dict__ = {}", "del A.__name__", "A.__base__ = int", "A.__dict__['x'] = 1", "A.__name__ = 'a\\0b'", "A.__qualname__ = 5", "del A.__bases__", "A.__module__ = 5", "del A.__doc__", "A.__slots__ = 5", "A.__abstractmethods__"):
    try:
        exec(action)
        print(action, "ok")
    except (TypeError, AttributeError, ValueError) as error:
        print(action, "|", type(error).__name__, error)
