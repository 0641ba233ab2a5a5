"""Instances that are called, formatted, indexed by tuples, compared with themselves, used as functions and keys."""
class Poly:
    def __init__(self, *c): self.c = c
    def __call__(self, x): return sum(k * x ** i for i, k in enumerate(self.c))
    def __format__(self, spec):
        terms = [f"{k:{spec}}" + ("" if i == 0 else "x" if i == 1 else f"x^{i}") for i, k in enumerate(self.c) if k]
        return " + ".join(reversed(terms)) or "0"
    def __len__(self): return len(self.c)
    def __getitem__(self, i): return Poly(*self.c[i]) if isinstance(i, slice) else self.c[i]
    def __eq__(self, o): return isinstance(o, Poly) and self.c == o.c
    def __hash__(self): return hash(self.c)
    def __mul__(self, o):
        r = [0] * (len(self) + len(o) - 1)
        for i, a in enumerate(self.c):
            for j, b in enumerate(o.c): r[i + j] += a * b
        return Poly(*r)
    def __round__(self, n=0): return Poly(*(round(k, n) for k in self.c))
    def __index__(self): return len(self.c)
p = Poly(1, 2, 3)
print(p(2), f"{p}", f"{p:.1f}", p[1], p[1:] == Poly(2, 3), list(map(p, range(4))), f"{p * p}", {p: "p"}[Poly(1, 2, 3)], f"{round(Poly(1.26, 2.74), 1)}", [10, 20, 30, 40][p], sorted([3, 1, 2], key=p), f"{Poly()}", list(p), 2 in p, callable(p))
