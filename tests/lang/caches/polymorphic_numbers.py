"""Numeric user classes mixed with ints and floats in one loop."""
class Dual:
    def __init__(self, v, d=0.0): self.v, self.d = v, d
    def _of(x): return x if isinstance(x, Dual) else Dual(x)
    def __add__(s, o): o = Dual._of(o); return Dual(s.v + o.v, s.d + o.d)
    __radd__ = __add__
    def __sub__(s, o): o = Dual._of(o); return Dual(s.v - o.v, s.d - o.d)
    def __rsub__(s, o): return Dual._of(o) - s
    def __mul__(s, o): o = Dual._of(o); return Dual(s.v * o.v, s.v * o.d + s.d * o.v)
    __rmul__ = __mul__
    def __truediv__(s, o): o = Dual._of(o); return Dual(s.v / o.v, (s.d * o.v - s.v * o.d) / (o.v * o.v))
    def __rtruediv__(s, o): return Dual._of(o) / s
    def __pow__(s, n): return Dual(s.v ** n, n * s.v ** (n - 1) * s.d)
    def __lt__(s, o): return s.v < Dual._of(o).v
    def __gt__(s, o): return s.v > Dual._of(o).v
    def __neg__(s): return Dual(-s.v, -s.d)
    def __repr__(s): return f"<{s.v} {s.d}>"
def f(x): return 3 * x ** 2 + 2 * x - 1 / x
def horner(cs, x):
    r = 0
    for c in cs: r = r * x + c
    return r
def newton(x):
    for _ in range(20):
        y = horner([1, 0, -2], Dual(x, 1.0))
        x = x - y.v / y.d
    return x
def clamp(x, lo, hi): return lo if x < lo else hi if x > hi else x
for x in (2, 2.0, Dual(2.0, 1.0), -1, 0.5, Dual(0.5, 1.0), 3): print(f(x), horner([1, 2, 3], x), clamp(x, 0, 1))
print(newton(1.0), sum([Dual(1, 1), 2, Dual(3, 1)]), -Dual(1, 2), max(Dual(1), Dual(5)), sorted([Dual(2), Dual(1)]))
def dot(a, b):
    t = 0
    for x, y in zip(a, b): t += x * y
    return t
print(dot([1, 2], [3, 4]), dot([1.5, 2], [2, 4]), dot([Dual(1, 1)], [5]), dot([1j], [2]), dot([2**40] * 3, [2**40] * 3), dot([], []), dot([1, 2.5, Dual(1), 10**20], [1, 2, 3, 4]))
