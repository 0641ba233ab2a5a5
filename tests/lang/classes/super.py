"""super(): zero and two arguments, in classmethods, staticmethods, properties, nested functions, errors."""
class A:
    def m(self, x=0): return f"A.m({x})"
    @classmethod
    def c(cls): return f"A.c {cls.__name__}"
    @staticmethod
    def s(): return "A.s"
    @property
    def p(self): return "A.p"
    attr = "A.attr"
    def __len__(self): return 3
    def __getitem__(self, i): return i
class B(A):
    def m(self, x=1): return "B>" + super().m(x) + "|" + super(B, self).m()
    @classmethod
    def c(cls): return "B>" + super().c()
    @staticmethod
    def s(): return "B>" + super(B, B).s()
    @property
    def p(self): return "B>" + super().p
    def nested(self):
        def inner(): return super(B, self).m()
        gen = (super(B, self).m() for _ in range(1))
        return inner(), next(gen), [super(B, self).attr for _ in range(1)]
    def length(self): return super().__len__(), super().attr
class C(B):
    def m(self, x=2): return "C>" + super().m(x)
c = C()
print(c.m(), c.c(), C.c(), c.s(), c.p, c.nested(), c.length())
print(super(B, c).m(), super(C, C).c(), super(B, C).c(), super(A, c).__repr__()[:10], repr(super(B, c))[:24], super(B, c).__self__ is c, super(B, c).__thisclass__, super(B, c).__self_class__)
u = super(B)
print(repr(u), u.__self__, u.__get__(c, C).m(), u.__get__(None, C) is u)
class D(A):
    def items(self): return super()[0]
class E(A):
    def f(self): return super().nope
    def g(self): super().attr = 5
    def h(): return super()
    def i(self):
        del self
        return super()
    def j(*args): return super().m()
    k = lambda self: super().m(9)
    def l(self): return [super().m() for _ in range(1)]
for action in (lambda: D().items(), lambda: E().f(), lambda: E().g(), E.h, lambda: E().i(), lambda: E().j(), lambda: E().k(), lambda: E().l(), lambda: super(int, "a"), lambda: super(5), lambda: super(A, 5), lambda: super(B, A()), lambda: len(super(B, c)), lambda: super(1, 2, 3), lambda: super(), lambda: E.j(5)):
    try:
        print(action())
    except (TypeError, RuntimeError, AttributeError) as error:
        print(type(error).__name__, error)
class F(A):
    __class__ = int
    def m(self): return super().m(7)
print(F().m(), isinstance(F(), int))
class G(A):
    def __init__(self): super().__init__(); self.ok = 1
    def __setattr__(self, n, v): super().__setattr__(n, v * 10)
    def __getattribute__(self, n): return super().__getattribute__(n)
print(G().ok)
