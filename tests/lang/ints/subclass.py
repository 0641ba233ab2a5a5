"""Subclasses of int: what operators return, overriding, attributes, hashing."""
class N(int):
    def __new__(cls, value=0, note=""):
        self = super().__new__(cls, value)
        self.note = note
        return self
    def __add__(self, other):
        return N(int(self) + int(other), "sum")
    def __radd__(self, other):
        return N(int(self) + int(other), "rsum")
    def __repr__(self):
        return f"N({int(self)}, {self.note!r})"
    __str__ = lambda self: "N" + int.__str__(self)
a = N(5, "five")
print(a, repr(a), a + 1, repr(1 + a), repr(a + a), type(a * 2), type(-a), type(+a), type(abs(a)), type(a.real))
print(a == 5, 5 == a, hash(a) == hash(5), {5: "x"}[a], [10, 11, 12, 13, 14, 15][a], a > 4, bool(N()), f"{a}", f"{a:4}", "%d" % a, "%s" % a)
print(int(a), type(int(a)), a.note, a.__dict__, isinstance(a, int), issubclass(N, int), N.__mro__)
print(sum([N(1), N(2)]), type(sum([N(1), N(2)])), range(N(3)), list(range(N(3))), "ab" * N(2), [0] * N(3))
class Index(int):
    def __index__(self): return 99
print([*range(100)][Index(3)], Index(3) + 1, hex(Index(3)), bin(Index(5)))
class Hashed(int):
    def __hash__(self): return 1
    def __eq__(self, other): return False
print({Hashed(5): 1, Hashed(5): 2} != {}, len({Hashed(5), Hashed(5)}), 5 == Hashed(5), Hashed(5) == 5)
class Right(int):
    def __rsub__(self, other): return "right"
    def __rmul__(self, other): return ("rmul", other)
print(10 - Right(3), Right(3) - 10, Right(3) - Right(1), 4 * Right(2), 2.5 - Right(1))
big = N(10**30, "big")
print(big, int.__add__(big, 1), big // 10**29, hash(big) == hash(10**30), big == 10**30)
try:
    N("x")
except ValueError as error:
    print(error)
