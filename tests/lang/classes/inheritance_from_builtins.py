"""Classes derived from several built-in types: storage, overridden methods, cooperation with operators."""
class Vec(list):
    def __add__(self, o): return Vec(a + b for a, b in zip(self, o))
    def __mul__(self, k): return Vec(a * k for a in self)
    __rmul__ = __mul__
    def __getattr__(self, n):
        try: return self["xyz".index(n)]
        except ValueError: raise AttributeError(n) from None
v = Vec([1, 2, 3])
print(v + v, v * 2, 3 * v, v.x, v.z, v == [1, 2, 3], v[1:], type(v[1:]).__name__, len(v), sum(v))
try: v.w
except AttributeError as e: print(e)
class Counter(dict):
    def __missing__(self, k): return 0
    def add(self, items):
        for i in items: self[i] += 1
        return self
    def most(self, n): return sorted(self.items(), key=lambda p: (-p[1], p[0]))[:n]
c = Counter().add("mississippi")
print(c.most(2), c["z"], "z" in c, len(c), c == {"m": 1, "i": 4, "s": 4, "p": 2})
class Path(str):
    def __truediv__(self, o): return Path(f"{self}/{o}")
    @property
    def name(self): return self.rsplit("/", 1)[-1]
p = Path("a") / "b" / "c.txt"
print(p, p.name, type(p.name).__name__, p.upper(), p == "a/b/c.txt", isinstance(p, str))
class Celsius(float):
    def __new__(cls, v): return super().__new__(cls, round(v, 1))
    fahrenheit = property(lambda s: s * 9 / 5 + 32)
    def __repr__(self): return f"{float(self)}°C"
t = Celsius(21.46)
print(t, t.fahrenheit, t + 1, sorted([Celsius(3), Celsius(1)]), f"{t:.2f}", max(t, 30))
class Flags(int):
    NAMES = ("r", "w", "x")
    def __contains__(self, n): return bool(self & 1 << self.NAMES.index(n))
    def __or__(self, o): return Flags(int(self) | int(o))
    def __str__(self): return "".join(n if n in self else "-" for n in self.NAMES)
print(Flags(5), Flags(1) | Flags(2), "w" in Flags(2), Flags(7) == 7, [str(Flags(i)) for i in range(8)], Flags(6) & 2)
class Frozen(tuple):
    def __new__(cls, **kw): self = super().__new__(cls, sorted(kw.items())); return self
    def __getattr__(self, n):
        for k, v in self:
            if k == n: return v
        raise AttributeError(n)
f = Frozen(b=2, a=1)
print(f, f.a, f.b, hash(f) == hash((("a", 1), ("b", 2))), {f: 1}[Frozen(a=1, b=2)])
class Stack(list):
    push = list.append
    def peek(self): return self[-1]
s = Stack(); s.push(1); s.push(2); print(s.peek(), s.pop(), s)
class Err(KeyError, AttributeError): pass
try: raise Err("both")
except AttributeError as e: print(repr(e), isinstance(e, KeyError), str(e))
