"""Default values: evaluated once, mutable, expressions, changed through __defaults__."""
def f(a, acc=[]):
    acc.append(a)
    return acc
print(f(1), f(2), f(3, []), f(4))
def counter(): counter.n += 1; return counter.n
counter.n = 0
def g(x=counter(), y=counter()): return x, y
print(g(), g(), counter.n)
n = 5
def h(a=n, b=n * 2, c=lambda: n): return a, b, c()
n = 7
print(h())
print(f.__defaults__, g.__defaults__, h.__defaults__[:2], (lambda: 0).__defaults__)
g.__defaults__ = (100,)
try:
    print(g())
except TypeError as error:
    print(error)
print(g(1), g(1, 2))
g.__defaults__ = None
try:
    g(1)
except TypeError as error:
    print(error)
def k(*, a=1, b=2): return a, b
k.__kwdefaults__ = {"a": 10}
try:
    print(k())
except TypeError as error:
    print(error)
print(k(b=3))
for bad in (5, [1], "x"):
    try:
        g.__defaults__ = bad
    except TypeError as error:
        print(error)
    try:
        k.__kwdefaults__ = bad
    except TypeError as error:
        print(error)
def outer(v):
    def inner(a=v, *, b=v * 2): return a, b
    return inner
print(outer(1)(), outer(2)(5), [fn() for fn in [outer(i) for i in range(3)]])
class C:
    attr = 3
    def m(self, a=attr, b=[attr]): return a, b
print(C().m(), C.m.__defaults__)
def late(a=(print("evaluated at definition"), 1)[1]): return a
print(late(), late())
