"""Custom containers in for, unpacking, star calls, comprehension, dict(), min, zip, in."""
class Pair:
    def __init__(self, a, b): self.a, self.b = a, b
    def __iter__(self): yield self.a; yield self.b
    def keys(self): return ("a", "b")
    def __getitem__(self, k): return getattr(self, k)
    def __repr__(self): return f"<{self.a} {self.b}>"
p = Pair(1, Pair(2, 3))
a, (b, c) = p
print(a, b, c, [*p], {**p}, dict(p), (lambda *x: x)(*p), (lambda a, b: (a, b))(**p), max(Pair(5, 3)), list(zip(p, "xy")), 1 in p, 9 in p, sorted(Pair("b", "a")), set(Pair(1, 1)), sum(Pair(4, 5)), list(map(str, p)), [x for x in p], dict([Pair("k", "v")]))
x, *rest = Pair(1, 2)
print(x, rest, {k: v for k, v in [Pair("q", 1)]}, any(Pair(0, 0)), "-".join(Pair("l", "r")), list(enumerate(Pair(7, 8))), tuple(reversed(list(p))))
for k, v in [Pair(1, 2), Pair(3, 4)]: print(k + v, end=" ")
print()
for bad in ("a, b, c = p", "a, = p", "(a, b), c = p"):
    try: exec(bad)
    except (ValueError, TypeError) as e: print(bad, "|", e)
