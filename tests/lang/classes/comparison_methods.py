"""Rich comparison: reflection, NotImplemented, subclasses first, __eq__ and __hash__, __ne__ from __eq__, results of any type."""
class C:
    def __init__(self, v): self.v = v
    def __lt__(self, o): print("lt", end=" "); return self.v < o.v if isinstance(o, C) else NotImplemented
    def __eq__(self, o): print("eq", end=" "); return self.v == o.v if isinstance(o, C) else NotImplemented
    __hash__ = object.__hash__
a, b = C(1), C(2)
print(a < b, a > b, a == b, a != b, a == 5, a != 5, 5 == a)
for e in ("a <= b", "a < 5", "5 < a", "a >= b"):
    try:
        print(eval(e))
    except TypeError as error:
        print(error)
class All:
    def __lt__(self, o): return "lt"
    def __le__(self, o): return "le"
    def __eq__(self, o): return "eq"
    def __ne__(self, o): return "ne"
    def __gt__(self, o): return "gt"
    def __ge__(self, o): return "ge"
x = All()
print(x < 1, x <= 1, x == 1, x != 1, x > 1, x >= 1, 1 < x, 1 <= x, 1 == x, 1 != x, 1 > x, 1 >= x, [] == x, x in [5], [x] == [5], not x == 1)
class Base:
    def __eq__(self, o): return "base eq"
    def __lt__(self, o): return "base lt"
    def __gt__(self, o): return "base gt"
class Sub(Base):
    def __eq__(self, o): return "sub eq"
    def __gt__(self, o): return "sub gt"
print(Base() == Sub(), Sub() == Base(), Base() < Sub(), Sub() < Base(), Base() > Sub())
class EqOnly:
    def __eq__(self, o): return True
print(EqOnly.__hash__, EqOnly() != 3, EqOnly() == None)
try:
    {EqOnly()}
except TypeError as error:
    print(error)
class EqHash:
    def __eq__(self, o): return isinstance(o, EqHash)
    def __hash__(self): return 5
print(len({EqHash(), EqHash()}), EqHash() in {EqHash(): 1}, EqHash() in [EqHash()])
class NeOnly:
    def __ne__(self, o): return "ne!"
print(NeOnly() != 1, NeOnly() == 1, hash(NeOnly()) is not None)
class NoneLt: __lt__ = None
for e in ("NoneLt() < 1", "1 > NoneLt()", "object() < object()", "object() >= 1", "a < object()", "None < None", "{} < {}", "(lambda: 0) < 1", "int < str", "1 < 'a' < 2", "[1] < (1,)", "{1} < [1]", "1j < 1", "slice(1) < 5", "range(2) < range(3)", "print < 1", "... < ..."):
    try:
        print(eval(e))
    except TypeError as error:
        print(error)
class Raises:
    def __eq__(self, o): raise ValueError("eq failed")
    def __bool__(self): raise KeyError("bool failed")
r = Raises()
for e in ("r == 1", "1 == r", "r in [1]", "[r] == [1]", "(r,) != (1,)", "r != 1", "not r", "r and 1", "1 if r else 2", "any([r])", "[1, r].index(5)", "r is r", "[r] == [r]", "r in (r,)"):
    try:
        print(e, eval(e))
    except (ValueError, KeyError) as error:
        print(e, "|", error)
