"""Class variables shared, shadowed and mutated through classes and instances."""
class A:
    items = []
    count = 0
    def __init__(self):
        A.count += 1
        self.count += 10
        self.items.append(A.count)
a, b = A(), A()
print(a.count, b.count, A.count, a.items is b.items, A.items, "items" in vars(a), "count" in vars(a))
a.items = ["own"]; a.items += ["more"]
print(a.items, b.items)
b.items += ["shared?"]
print(A.items, "items" in vars(b), b.items is A.items)
class B(A):
    count = 100
print(B().count, B.count, A.count, B.items is A.items)
B.count += 1
print(B.count, A.count)
del B.count
print(B.count)
class C:
    n = 0
    @classmethod
    def inc(cls): cls.n += 1; return cls.n
class D(C): pass
print(C.inc(), D.inc(), D.inc(), C.inc(), D.n, C.n, "n" in vars(D))
class E:
    x = [i for i in range(3)]
    y = x[::-1]
    z = {k: v for k, v in zip("abc", range(3))}
    total = sum(x)
print(E.x, E.y, E.z, E.total)
