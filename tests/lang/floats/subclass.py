"""Subclasses of float."""
class F(float):
    def __new__(cls, value, unit="m"):
        self = float.__new__(cls, value)
        self.unit = unit
        return self
    def __repr__(self): return f"F({float(self)}, {self.unit})"
    def __mul__(self, other): return F(float(self) * other, self.unit)
    __rmul__ = __mul__
x = F(2.5, "kg")
print(x, str(x), repr(x * 2), 2 * x, type(x + 1), x == 2.5, hash(x) == hash(2.5), {2.5: "v"}[x], f"{x:.3f}", "%g" % x, float(x), type(float(x)))
print(x.unit, x.__dict__, isinstance(x, float), round(x), round(x, 1), type(round(x, 1)), -x, type(-x), abs(F(-1.0)), x < 3, sorted([F(2), F(1)]))
class Plain(float): pass
print(Plain("1.5"), repr(Plain(2)), Plain(0.1) + Plain(0.2), Plain.fromhex("0x1p3"), type(Plain.fromhex("0x1p3")), bool(Plain(0)))
class Weird(float):
    def __eq__(self, other): return True
    def __hash__(self): return 7
    def __float__(self): return 9.0
    def __lt__(self, other): return "less"
    def __gt__(self, other): return "greater"
print(Weird(1) == "x", 1.0 == Weird(5), Weird(1) < 2, 1.5 < Weird(1), hash(Weird(3)), float(Weird(1)), Weird(1) + 1)
