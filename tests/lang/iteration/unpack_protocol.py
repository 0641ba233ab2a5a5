"""How many items are taken, from what, and what is closed, when unpacking fails."""
log = []
def g(n):
    for i in range(n): log.append(i); yield i
def t(f):
    log.clear()
    try: print(f(), log)
    except (ValueError, TypeError) as e: print(e, log)
def a(): x, y = g(2); return x, y
def b(): x, y = g(1)
def c(): x, y = g(5)
def d(): x, *y = g(3); return x, y
def e(): *x, y = g(0)
def f(): x, *y, z = g(2); return x, y, z
def h(): (x, y), z = [g(2), 5]; return x, y, z
def i(): x, (y, *z) = 1, "abc"; return x, y, z
def j(): [x, y] = {1: 2, 3: 4}; return x, y
def k(): x, y = {"ab", }
def l(): x, y, z = "ab"
def m(): x, y = 5
def n(): (x,) = g(2)
def o(): () = g(0); return "empty"
def p(): () = g(1)
def q(): x, y = (v for v in "xy"); return x + y
def r(): (a, b), (c, d) = zip("ab", "cd"); return a, b, c, d
def s(): x = *g(2), 5; return x
def u(): x, y = map(int, "1 2".split()); return x + y
def w(): [*x] = "ab"; return x
def v(): x, y = [1, 2, 3][:2]; return x, y
for fn in (a, b, c, d, e, f, h, i, j, k, l, m, n, o, p, q, r, s, u, w, v): t(fn)
for x, y in ((1, 2), [3, 4], "ab"): print(x, y, end=" ")
print()
try:
    for x, y in [(1, 2), (3,)]: print(x, y)
except ValueError as err: print(err)
