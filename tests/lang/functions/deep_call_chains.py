"""Calls through many layers and forms: star args, methods, partials, callbacks, recursion with containers."""
def layer(n, f, *a, **k): return f(*a, **k) if n == 0 else layer(n - 1, f, *a, **k)
print(layer(50, max, 3, 9, 2), layer(20, dict, a=1, b=2), layer(0, lambda *a, **k: (a, k), 1, x=2))
class Chain:
    def __init__(self): self.ops = []
    def __getattr__(self, n):
        if n.startswith("_"): raise AttributeError(n)
        def op(*a, **k): self.ops.append((n, a, k)); return self
        return op
    def __call__(self, x):
        for n, a, k in self.ops: x = getattr(x, n)(*a, **k)
        return x
print(Chain().strip().upper().replace("A", "4").split(",")("  a,ba "), Chain().join(["a", "b"])("-"))
def ackermann(m, n): return n + 1 if m == 0 else ackermann(m - 1, 1) if n == 0 else ackermann(m - 1, ackermann(m, n - 1))
print(ackermann(2, 5), ackermann(2, 20))
def flatten(x, out=None):
    out = [] if out is None else out
    for i in x: flatten(i, out) if isinstance(i, (list, tuple, set)) else out.append(i)
    return out
print(flatten([1, (2, [3, [4, (5,)]], []), 6]))
def mutual(n, a=None, b=None): return n if n <= 0 else (b or mutual)(n - 1, b=a or mutual)
print(mutual(30))
def cps(n, k): return k(1) if n == 0 else cps(n - 1, lambda r: k(n * r))
print(cps(20, lambda r: r))
def pingpong(n): return ping(n)
def ping(n, *log): return log if n == 0 else pong(n - 1, *log, "ping")
def pong(n, *log): return log if n == 0 else ping(n - 1, *log, "pong")
print(pingpong(5), len(pingpong(100)))
def kw(n, **k): return sorted(k) if n == 0 else kw(n - 1, **k, **{f"k{n}": n})
print(kw(6))
print(sorted(range(10), key=lambda x: (lambda y: (y % 3, -y))(x)), list(map(lambda f: f(3), [lambda x: x, lambda x: x * x, str, [0, 1, 2, 3, 4].__getitem__])))
