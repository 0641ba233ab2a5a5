"""Subclasses of tuple, structures made from them, __new__ with arguments."""
class P(tuple):
    def __new__(cls, x, y): return super().__new__(cls, (x, y))
    x = property(lambda self: self[0])
    y = property(lambda self: self[1])
    def __add__(self, other): return P(self.x + other[0], self.y + other[1])
    def __repr__(self): return f"P({self.x}, {self.y})"
p = P(1, 2)
print(p, p.x, p + p, p + (5, 6), p == (1, 2), hash(p) == hash((1, 2)), len(p), p[::-1], type(p[:]), type(p * 2), isinstance(p, tuple), {p: 1}[(1, 2)], "%s %s" % p, [*p], tuple(p), type(tuple(p)))
x, y = p
print(x, y, p.__dict__)
p.note = "attribute"
print(p.note)
class S(tuple):
    __slots__ = ()
try:
    S().x = 1
except AttributeError as error:
    print(error)
try:
    class Bad(tuple): __slots__ = ("a",)
except TypeError as error:
    print(error)
class I(tuple):
    def __iter__(self): return iter("xyz")
    def __getitem__(self, i): return "g"
    def __len__(self): return 9
i = I((1, 2))
print(list(i), i[0], len(i), i, tuple(i), [*i], i + (3,), sorted(i), "%s %s" % i, i == (1, 2))
a, b, c = i
print(a, b, c)
print(sorted([P(2, 1), P(1, 5)]), max(P(1, 2), P(0, 9)), P(1, 2) < (1, 3), (0, 0) < P(1, 1))
