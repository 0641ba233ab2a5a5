"""super() and properties called many times with receivers of different classes."""
class A:
    def f(self): return "A"
    @property
    def p(self): return ("A.p", self.n)
    n = 0
class B(A):
    def f(self): return "B" + super().f()
    @property
    def p(self): return ("B.p",) + super().p
class C(A):
    def f(self): return "C" + super().f()
class D(B, C):
    def f(self): return "D" + super().f()
    n = 4
class E(B): n = 5
objs = [A(), B(), C(), D(), E()]
for _ in range(3): print([o.f() for o in objs], [o.p for o in objs])
A.f = lambda self: "A2"; print([o.f() for o in objs])
C.f = lambda self: "C2"; print(D().f(), C().f())
del C.f; print(D().f(), C().f())
class P:
    def __init__(self): self._v = 0
    @property
    def v(self): return self._v
    @v.setter
    def v(self, x): self._v = x * 2
p = P()
for i in range(5): p.v = i; p.v += 1
print(p.v)
P.v = property(lambda self: "replaced"); print(p.v)
try: p.v = 1
except AttributeError as e: print(e)
del P.v
p.v = "plain"; print(p.v, vars(p))
class Q:
    x = property(lambda self: self.__dict__.setdefault("c", 0))
    @x.setter
    def x(self, v): self.__dict__["c"] = v
q = Q()
for i in range(4): q.x += i
print(q.x)
def read(o): return o.value
class V1:
    value = 1
class V2:
    @property
    def value(self): return 2
class V3:
    def __init__(self): self.value = 3
class V4:
    __slots__ = ("value",)
    def __init__(self): self.value = 4
class V5(V2): value = 5
class V6(V1):
    def __getattribute__(self, n): return 6
for _ in range(2): print([read(o) for o in (V1(), V2(), V3(), V4(), V5(), V6(), V1, V5)])
