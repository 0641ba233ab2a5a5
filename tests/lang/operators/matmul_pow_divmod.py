"""@, **, divmod and their in-place and reflected forms on user classes."""
class V:
    def __init__(self, *v): self.v = v
    def __matmul__(self, o): return sum(a * b for a, b in zip(self.v, o.v))
    def __rmatmul__(self, o): return ("rmatmul", o)
    def __imatmul__(self, o): self.v = tuple(a * b for a, b in zip(self.v, o.v)); return self
    def __pow__(self, n, m=None): return V(*(pow(a, n, m) if m else a ** n for a in self.v))
    def __rpow__(self, b): return V(*(b ** a for a in self.v))
    def __ipow__(self, n): self.v = tuple(a ** n for a in self.v); return self
    def __divmod__(self, n): return [divmod(a, n) for a in self.v]
    def __repr__(self): return f"V{self.v}"
a, b = V(1, 2, 3), V(4, 5, 6)
print(a @ b, 5 @ a, [1] @ b, a ** 2, pow(a, 2, 3), 2 ** a, divmod(b, 4))
c = a
c @= b; print(c, a is c)
c **= 2; print(c, a)
for e in ("a @ 1", "1 @ 1", "a // 1", "divmod(1, a)", "pow(a)", "a.__matmul__(1)", "pow(1, 2, a)", "a @ a @ a"):
    try: print(eval(e))
    except (TypeError, AttributeError) as err: print(e, "|", type(err).__name__, err)
x = 5
for s in ("x @= 1", "x **= 2", "x //= 3", "x %= 5", "x <<= 2", "x >>= 1", "x |= 1", "x &= 6", "x ^= 3"):
    try: exec(s); print(s, x)
    except TypeError as err: print(s, "|", err)
