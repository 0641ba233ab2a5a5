"""__lt__ only, __eq__ only, __getitem__ only, __len__ only: what the rest falls back to."""
class Lt:
    def __init__(self, v): self.v = v
    def __lt__(self, o): return self.v < o.v
    def __repr__(self): return f"L{self.v}"
a, b = Lt(1), Lt(2)
print(a < b, a > b, sorted([b, a]), min(a, b), max(a, b))
for e in ("a <= b", "a >= b", "a == b", "a != b"):
    try: print(e, eval(e))
    except TypeError as err: print(e, err)
class Get:
    def __getitem__(self, i):
        if i > 3: raise IndexError
        return i
g = Get()
print(list(g), 2 in g, 9 in g, [*g], tuple(g), dict(zip(g, g)), max(g), sum(g))
for e in ("len(g)", "reversed(g)", "g[1:2]", "bool(g)"):
    try: print(e, eval(e))
    except TypeError as err: print(e, err)
class Iter:
    def __iter__(self): return iter((3, 1, 2))
i = Iter()
print(list(i), 1 in i, sorted(i), max(i), bool(i))
for e in ("i[0]", "len(i)", "reversed(i)", "next(i)"):
    try: print(e, eval(e))
    except TypeError as err: print(e, err)
class Str:
    def __repr__(self): return "repr only"
print(str(Str()), f"{Str()}", f"{Str()!s:>12}", "%s" % Str())
class Int:
    def __index__(self): return 7
print(int(Int()), float(Int()), complex(Int()), hex(Int()), range(Int())[-1], "abcdefghij"[Int()], [0] * Int() == [0] * 7, round(2.123456789, Int()))
