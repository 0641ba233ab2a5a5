"""Variables that hold ints, then floats, then others inside hot loops."""
def loop(x, n):
    for i in range(n):
        if i == n // 2: x = x + 0.5
        x = x + 1
    return x
print(loop(0, 10), loop(0.25, 10), loop(10**30, 4), loop(True, 4))
def acc(values):
    t = 0
    for v in values: t += v * 2
    return t
print(acc([1, 2]), acc([1.5, 2]), acc([1, 2.5]), acc([10**20, 1.5]), acc([1j, 1]), acc([]))
def poly(x): return x * x - 2 * x + 1
print([poly(v) for v in (3, 3.0, 2**40, 1e100, 1j, True, -0.0, 10**20, 3)])
def div(a, b): return a / b, a // b, a % b
print([div(*p) for p in ((7, 2), (7.0, 2), (7, 2.0), (-7, 2), (7, -2.0), (10**20, 3), (1e300, 7), (2**62, 2), (-2**61, -1))])
for p in ((1, 0), (1.0, 0), (1, 0.0), (10**20, 0)):
    for f in (lambda a, b: a / b, lambda a, b: a // b, lambda a, b: a % b):
        try: f(*p)
        except ZeroDivisionError as e: print(e, end="; ")
print()
def compare(a, b): return a < b, a <= b, a == b, a != b, a > b, a >= b
print([compare(*p) for p in ((1, 2), (1.5, 1), (2, 2.0), (2**62, 2.0**62), (10**400, 1e308), (float("nan"), 1), (True, 1), (-0.0, 0))])
def neg(x): return -x, +x, abs(x), not x
print([neg(v) for v in (5, -5, 0, 2.5, -0.0, 2**61, -2**61, -2**62, 10**30, True)])
def cond(x): return "t" if x else "f"
print([cond(v) for v in (0, 1, 0.0, -0.0, 0.1, "", "a", [], [0], None, 2**100, float("nan"), 0j, {}, {1}, lambda: 0)])
big = [1e-300, 1e-200, 1e-100, 1e100, 1e200, 1e300, 5e-324, 1.7e308]
print([x * 10 for x in big], [x / 10 for x in big], sum(big), max(big), sorted(big) == big, [x == x * 2 / 2 for x in big])
m = 1.0
for _ in range(400): m *= 10
print(m)
m = 1.0
for _ in range(400): m /= 10
print(m)
