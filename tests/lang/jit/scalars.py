# Items of bytes, bytearrays and arrays, which compiled code loads and stores itself.
import sys
from array import array

engine = getattr(sys, "_typhon", None)
compiling = getattr(engine, "jit_compile", None) is not None and sys._xoptions.get("jit") != "off"


def warm(f, *args):
    for _ in range(30):
        f(*args)
    if compiling:
        assert engine.jit_compile(f)
    return f(*args)


def shown(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def make(code):
    """A loader and a storer of their own, so that each has met one kind."""
    space = {}
    exec("def load(a, i):\n    return a[i]\ndef store(a, i, x):\n    a[i] = x\n    return a[i]\n"
         "def total(a, n):\n    t = 0\n    for i in range(n):\n        t += a[i]\n        a[i] = a[i]\n    return t\n", space)
    return space["load"], space["store"], space["total"]


limits = {"b": 7, "B": 8, "h": 15, "H": 16, "i": 31, "I": 32, "l": 63, "L": 64, "q": 63, "Q": 64}
for code in "bBhHiIlLqQfd":
    load, store, total = make(code)
    a = array(code, [1, 2, 3, 4])
    print(code, warm(load, a, 2), warm(store, a, 1, 100), warm(total, a, 4))
    print(shown(load, a, -1), shown(load, a, 4), shown(load, a, -5), shown(load, a, 1 << 70), shown(load, a, "x"))
    print(load(a, slice(1, 3)), shown(load, [5, 6, 7], 1), shown(load, "text", 1), shown(load, array("B", b"xy"), 1))
    print(shown(store, a, -2, 7), shown(store, a, 4, 7), shown(store, a, 0, 2.5), shown(store, a, 0, "x"), shown(store, a, 0, True))
    if code in limits:
        bits = limits[code]
        for x in (2**bits - 1, 2**bits, -(2**bits), -(2**bits) - 1, -1, 2**61 - 1, 2**61, 2**80):
            r = shown(store, a, 0, x)
            print(r if not isinstance(r, str) else r.split(":")[0], a[0], shown(load, a, 0), end=" ")
    else:
        for x in (0.1, -0.0, 1e300, float("inf"), float("nan"), 3, 2**70, 1e-310):
            print(shown(store, a, 0, x), a[0], shown(load, a, 0), end=" ")
    print()
    print(shown(total, a, 4), shown(total, a, 5), shown(total, array(code), 0), shown(total, array(code), 1))

for kind in (bytes, bytearray):
    load, store, total = make(kind)
    a = kind(b"\x00\x7f\x80\xff")
    print(warm(load, a, 3), load(a, 2), shown(load, a, -4), shown(load, a, -5), shown(load, a, 4), shown(load, kind(), 0))
    if kind is bytearray:
        print(warm(store, a, 1, 200), shown(store, a, 0, 256), shown(store, a, 0, -1), shown(store, a, 0, 1.0), shown(store, a, -1, 9))
        print(warm(total, a, 4), shown(total, a, 9), a)
        view = memoryview(a)
        print(store(a, 2, 77), view[2], shown(a.append, 1))
        view.release()
        del a[:2]
        print(load(a, 0), shown(load, a, 2), store(a, 1, 5), a)
        a.extend(range(200))
        print(load(a, 100), store(a, 150, 3), len(a))
    else:
        print(shown(store, a, 0, 1))


# The storage changes while a loop runs.
def growing(n):
    a = bytearray(b"\1")
    t = 0
    for i in range(n):
        t += a[i]
        a.append(t & 0xFF)
    return t, bytes(a[-3:])


print(warm(growing, 20), growing(300))


def shrinking(a, stop):
    t = 0
    i = 0
    while True:
        t += a[i]
        i += 1
        if i == stop:
            del a[i:]


print(shown(warm, shrinking, array("i", range(50)), 7))


class Doubling(array):
    def __getitem__(self, i):
        return 2 * array.__getitem__(self, i)


def both(a, n):
    t = 0
    for i in range(n):
        t += a[i]
    return t


print(warm(both, array("l", [1, 2, 3]), 3), both(Doubling("l", [1, 2, 3]), 3), both(array("l", [2**62, 1]), 2))


def sieve(n):
    s = bytearray([1]) * (n + 1)
    s[0] = s[1] = 0
    i = 2
    while i * i <= n:
        if s[i]:
            for j in range(i * i, n + 1, i):
                s[j] = 0
        i += 1
    return sum(s)


print(warm(sieve, 1000), sieve(20000))


def smooth(n):
    a = array("d", [0.5]) * n
    b = array("l", range(n))
    for k in range(5):
        for i in range(1, n - 1):
            a[i] = (a[i - 1] + a[i + 1]) * 0.5 + b[i]
    return a[1], a[n - 2], sum(a)


print(warm(smooth, 40), smooth(300))
