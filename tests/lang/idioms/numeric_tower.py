"""A fraction class that works with ints and floats on both sides."""
class Fr:
    def __init__(self, n, d=1):
        if d == 0: raise ZeroDivisionError(f"Fr({n}, 0)")
        if d < 0: n, d = -n, -d
        a, b = abs(n), d
        while b: a, b = b, a % b
        self.n, self.d = n // a, d // a
    def _ops(f):
        def op(s, o):
            if isinstance(o, int): o = Fr(o)
            if isinstance(o, Fr): return f(s, o)
            if isinstance(o, float): return NotImplemented
            return NotImplemented
        return op
    __add__ = _ops(lambda a, b: Fr(a.n * b.d + b.n * a.d, a.d * b.d))
    __sub__ = _ops(lambda a, b: Fr(a.n * b.d - b.n * a.d, a.d * b.d))
    __mul__ = _ops(lambda a, b: Fr(a.n * b.n, a.d * b.d))
    __truediv__ = _ops(lambda a, b: Fr(a.n * b.d, a.d * b.n))
    __radd__ = __add__; __rmul__ = __mul__
    __rsub__ = _ops(lambda a, b: b - a)
    __rtruediv__ = _ops(lambda a, b: b / a)
    __eq__ = _ops(lambda a, b: a.n * b.d == b.n * a.d)
    __lt__ = _ops(lambda a, b: a.n * b.d < b.n * a.d)
    __le__ = _ops(lambda a, b: a.n * b.d <= b.n * a.d)
    def __hash__(self): return hash(self.n) if self.d == 1 else hash((self.n, self.d))
    def __neg__(self): return Fr(-self.n, self.d)
    def __abs__(self): return Fr(abs(self.n), self.d)
    def __pow__(self, k): return Fr(self.n ** k, self.d ** k) if k >= 0 else Fr(self.d ** -k, self.n ** -k)
    def __float__(self): return self.n / self.d
    def __int__(self): return self.n // self.d if self.n >= 0 else -(-self.n // self.d)
    def __bool__(self): return self.n != 0
    def __repr__(self): return f"{self.n}/{self.d}" if self.d != 1 else str(self.n)
    def __round__(self, k=None): return round(float(self), k)
    def __floor__(self): return self.n // self.d
import math
h, t = Fr(1, 2), Fr(-1, 3)
print(h + t, h - 1, 1 - h, h * t, 2 * h, h / t, 1 / t, -h, abs(t), h ** 3, h ** -2, h == Fr(2, 4), Fr(4, 2) == 2, 2 == Fr(2), h < 1, 1 > h, t < h, h >= t, sorted([h, t, Fr(1, 4)]))
print(float(t), int(Fr(-7, 2)), round(Fr(5, 2)), round(Fr(1, 3), 2), math.floor(Fr(-7, 2)), bool(Fr(0)), sum([h, t, h]), max(h, t), {Fr(2): "two"}[2], sum(Fr(1, k) for k in range(1, 11)), hash(Fr(3)) == hash(3))
x = h
x += 1; x *= 3; x -= Fr(1, 6); x /= 2
print(x)
for a in (lambda: h + 0.5, lambda: "a" + h, lambda: h < "a", lambda: Fr(1, 0), lambda: h / 0, lambda: h % 2, lambda: 2 ** h, lambda: math.sqrt(h) > 0.7):
    try: print(a())
    except Exception as e: print(type(e).__name__, e)
