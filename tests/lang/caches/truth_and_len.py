"""Truth of objects at one branch: __bool__, __len__, containers, changed classes."""
def t(x):
    if x: return 1
    return 0
def w(x):
    n = 0
    while x:
        n += 1
        x = x[1:] if not isinstance(x, int) else x - 1
    return n
class L:
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
class B:
    def __init__(self, v): self.v = v
    def __bool__(self): return self.v
class N: pass
vals = [0, 1, "", "a", [], [0], (), (0,), {}, {0: 0}, set(), {0}, None, True, False, 0.0, 0.1, L(0), L(3), B(True), B(False), N(), N, len, range(0), range(1), b"", b"x", 0j, 1j, 2**70, frozenset(), iter([])]
for _ in range(2): print("".join(str(t(v)) for v in vals))
print(w("abc"), w([1, 2]), w(5), w(()), w(b"xy"))
n = N()
print(t(n)); N.__len__ = lambda self: 0; print(t(n)); N.__bool__ = lambda self: True; print(t(n)); del N.__bool__; print(t(n)); del N.__len__; print(t(n))
for bad in (B(1), B("x"), L(-1), L("a"), L(1.5)):
    try: t(bad)
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
print([not v for v in vals[:6]], [v and 1 for v in vals[:4]], [v or 1 for v in vals[:4]], any(map(t, vals)), all(map(t, vals)), [bool(v) for v in vals] == [bool(t(v)) for v in vals])
def multi(a, b, c): return a and b or c, (a or b) and c, not a and not b, a if b else c
print([multi(*p) for p in ((0, 1, 2), (1, 0, 2), (1, 1, 0), ("", [], None), (L(1), B(False), 5))][:4])
