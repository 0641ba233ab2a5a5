"""Names in comprehensions inside functions, classes, lambdas, with walrus, nested, and shadowing."""
x = "global"
def f():
    x = "local"
    a = [x for _ in range(1)]
    b = [x for x in range(2)]
    c = [(lambda: x)() for x in "ab"]
    d = {x: y for x, y in zip("ab", (1, 2))}
    e = list(x for _ in "1")
    return a, b, c, d, e, x
print(f())
class C:
    x = "class"
    a = [x for x in range(2)]
    b = x
    c = [i for i in x]
    d = (lambda: x)()
    e = list(map(lambda _: x, [1]))
    try: g = [x for _ in range(1)]
    except NameError as err: g = str(err)
print(C.a, C.b, C.c, C.d, C.e, C.g)
def g(n): return [[j for j in range(i) if j != n] for i in range(n)]
print(g(4))
def h():
    fs = [lambda: i for i in range(3)]
    gs = [lambda i=i: i for i in range(3)]
    i = "outer"
    return [k() for k in fs], [k() for k in gs], i
print(h())
def w():
    r = [last := k for k in range(4) if (sq := k * k) > 1]
    return r, last, sq
print(w())
def n():
    def inner(): return [v for v in vals if v in allowed]
    vals, allowed = [1, 2, 3], {1, 3}
    return inner()
print(n())
def e():
    try: [1 / k for k in (1, 0)]
    except ZeroDivisionError: pass
    try: k
    except NameError as err: return str(err)
print(e())
def p(k): return [k for k in [k, k]], k
print(p(5), [[y for y in x] for x in ["ab", "c"]], [x for x in [x for x in range(3)]], x)
gen = (x for x in range(3)); x = "changed"; print(list(gen), x)
def late(): return [z for _ in range(1)]
z = "defined later"; print(late())
print([a + b for a in "ab" for b in "cd" if a + b != "ad"], {a: {b for b in range(a)} for a in range(3)}, [*(a for a in range(2)), *[b for b in "x"]], sorted({len(s): s for s in ["a", "bb", "cc"]}.items()))
