"""_functools._lru_cache_wrapper: hits, misses, size limit, typed, cache_clear."""
from _functools import _lru_cache_wrapper as lru
class Info(tuple):
    def __new__(cls, *a): return tuple.__new__(cls, a)
calls = []
def f(*a, **k): calls.append((a, k)); return len(calls)
c = lru(f, 2, False, Info)
print(c(1), c(1), c(2), c(1), c(3), c(2), c(1), c.cache_info(), calls)
c.cache_clear(); calls.clear()
print(c(1.0), c(1), c(True), c.cache_info())
t = lru(f, None, True, Info); calls.clear()
print(t(1), t(1.0), t(True), t(1), t(x=1), t(x=1.0), t(1, x=2), t.cache_info())
z = lru(f, 0, False, Info); calls.clear()
print(z(1), z(1), z.cache_info())
try: c([])
except TypeError as e: print(e)
def fails(x): raise ValueError(x)
e = lru(fails, 4, False, Info)
for _ in range(2):
    try: e(1)
    except ValueError as err: print(err)
print(e.cache_info())
fib = lru(lambda n: n if n < 2 else fib(n - 1) + fib(n - 2), None, False, Info)
print(fib(80), fib.cache_info()[:2])
class K:
    def __init__(self, v): self.v = v
    def m(self, x): return self.v + x
    m = lru(m, 8, False, Info)
k = K(10)
print(k.m(1), k.m(1), K.m.cache_info(), k.m.__self__ is k)
c.attr = 1; print(c.attr, callable(c), c.__wrapped__ if hasattr(c, "__wrapped__") else "no __wrapped__")
for args in ((), (f,), (5, 1, False, Info), (f, "x", False, Info)):
    try: lru(*args); print("ok")
    except TypeError as err: print(err)
