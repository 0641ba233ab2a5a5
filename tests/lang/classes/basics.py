"""Class statement: attributes, methods, instances, repr, isinstance, dynamic attributes."""
class A:
    "doc of A"
    x = 1
    def __init__(self, v=0): self.v = v
    def m(self): return self.v + self.x
a, b = A(), A(5)
print(a.m(), b.m(), A.x, A.__doc__, A.__name__, A.__module__, A.__qualname__, A.__bases__, A.__dict__["x"], a.__class__ is A, type(a) is A, isinstance(a, A), a.__dict__, a.__module__, a.__doc__)
A.x = 10; b.x = 100
print(a.m(), b.m(), A.m(b), vars(b))
del b.x
print(b.x, hasattr(a, "nope"), getattr(a, "nope", "default"), repr(A), repr(a)[:19], str(A), A.m.__name__)
A.late = lambda self, k=1: (self.v, k)
print(a.late(), b.late(7))
a.own = lambda: "no self"
print(a.own())
setattr(a, "with space", 1); print(getattr(a, "with space"), "with space" in a.__dict__); delattr(a, "with space")
class B(A):
    def m(self): return super().m() * 2
c = B(3)
print(c.m(), isinstance(c, A), issubclass(B, A), B.__mro__, B.__base__, issubclass(B, (int, A)), isinstance(3, (str, int)), A.__subclasses__())
for action in ("a.nope", "A.nope", "del a.nope", "del A.nope", "a.m = 5; a.m()", "A().m(1)", "a()", "a[0]", "len(a)", "a + 1", "1 + a", "-a", "a < a", "iter(a)", "a in a", "with_a()", "int(a)", "a.__dict__ = 5", "a.v.w", "A.__name__ = 5", "A.__bases__ = 5", "hash(a) and None", "del a.x", "a.__class__ = 5", "float(a)", "range(a)", "[1][a]", "a @ a", "a **= 2", "next(a)", "await_a()", "f'{a:x}'", "a.__nope__()"):
    try:
        exec(action)
        print(action, "ok")
    except Exception as error:
        print(action, "|", type(error).__name__, error)
