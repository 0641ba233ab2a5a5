"""Subclasses of list and what methods they override."""
class L(list):
    def __init__(self, *items):
        super().__init__(items)
        self.name = "L"
    def append(self, x):
        super().append(x * 2)
a = L(1, 2)
a.append(5)
a.extend([7])
a += [8]
print(a, type(a), a.name, type(a + [1]), type(a * 2), type(a[:]), type(a.copy()), a == [1, 2, 10, 7, 8], isinstance(a, list), repr(a))
class G(list):
    def __getitem__(self, i): return "item"
    def __len__(self): return 7
    def __iter__(self): return iter("it")
    def __contains__(self, x): return True
g = G([1, 2, 3])
print(g[0], len(g), list(g), 99 in g, g, sorted(g), [*g], g + [4], g.index(2), bool(g), list.__len__(g), tuple(g), sum([1]), "".join(g))
a, b = g
print(a, b, max(g), dict(zip(g, g)))
class S(list): __slots__ = ("x",)
s = S([1]); s.x = 2
print(s, s.x)
try:
    s.y = 1
except AttributeError as error:
    print(error)
class Cmp(list):
    def __eq__(self, other): return "eq"
    def __lt__(self, other): return "lt"
    def __gt__(self, other): return "gt"
    __hash__ = None
print(Cmp() == [], [] == Cmp(), Cmp() < [], [] < Cmp(), [1] > Cmp())
try:
    hash(Cmp())
except TypeError as error:
    print(error)
class N(list):
    def __new__(cls, *a, **k):
        print("new", a, k); return super().__new__(cls, *a, **k)
print(N([1]), N())
