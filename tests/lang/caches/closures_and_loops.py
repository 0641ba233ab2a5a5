"""Closures in loops with variables that change type; nonlocal counters; generators interleaved."""
def make():
    state = 0
    def step(v):
        nonlocal state
        state = state + v
        return state
    return step
s = make()
print(s(1), s(1.5), s(2), s(10**30), s(True))
try: s("a")
except TypeError as e: print(e)
print(s(0))
def gens():
    def g(n):
        x = n
        while True:
            x = x + (yield x)
    return g
a, b, c = (gens()(v) for v in (1, 1.5, "s"))
for g in (a, b, c): next(g)
print([a.send(1), b.send(1), c.send("t"), a.send(2.5), b.send(2), c.send("u"), a.send(10**20)])
fs = []
for i in (1, 2.5, "x", None, [1]):
    def f(j=i): return i, j
    fs.append(f)
print([f() for f in fs])
def outer(flag):
    v = 1
    def read(): return v
    if flag: v = "changed"
    r1 = read()
    v = 2.5
    return r1, read()
print(outer(0), outer(1), outer(0))
def counter(limit):
    n = 0
    def more():
        nonlocal n
        n += 1
        return n < limit
    while more(): pass
    return n
print(counter(10), counter(1000), counter(2.5))
def accumulate(fs):
    def total(x):
        for f in fs: x = f(x)
        return x
    return total
print(accumulate([lambda x: x + 1, lambda x: x * 2.0, str, len])(3), accumulate([])(5), accumulate([abs, lambda x: [x]])(-4))
def rec(n): return (lambda: n if n == 0 else rec(n - 1) + 1)()
print(rec(50))
