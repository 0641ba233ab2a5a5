"""Chained comparisons evaluate each operand once and stop early."""
log = []
def v(x): log.append(x); return x
def t(f):
    log.clear()
    r = f()
    print(r, log)
t(lambda: v(1) < v(2) < v(3))
t(lambda: v(1) < v(0) < v(3))
t(lambda: v(1) == v(1) != v(2) > v(0))
t(lambda: v(3) > v(2) > v(2) > v(0))
t(lambda: v(1) in [v(1)] in [[1]])
t(lambda: v(1) is v(1) is not None)
t(lambda: not v(1) < v(2))
t(lambda: v(0) or v(1) < v(2) and v(5))
t(lambda: (v(1) < v(2)) == True)
t(lambda: v(1) < (v(2) if v(0) else v(9)) <= v(9))
class C:
    def __init__(self, n): self.n = n
    def __lt__(self, o): return [self.n, o.n] if self.n < o.n else []
print(C(1) < C(2) < C(3), C(2) < C(1) < C(3), C(1) < C(3) < C(2))
class B:
    def __bool__(self): raise ValueError("bool of a comparison")
class D:
    def __lt__(self, o): return B()
try: D() < D() < D()
except ValueError as e: print(e)
print(type(D() < D()).__name__, [1 < x < 4 for x in range(6)], 1 < 2 in [True, 2])
