"""Decorators with state, arguments, stacking, on methods and classes; functools-free wraps."""
def wraps(f):
    def deco(g):
        g.__name__, g.__doc__, g.__wrapped__ = f.__name__, f.__doc__, f
        g.__dict__.update(f.__dict__)
        return g
    return deco
def memo(f):
    cache = {}
    @wraps(f)
    def w(*a):
        try: return cache[a]
        except KeyError: r = cache[a] = f(*a); return r
    w.cache = cache
    return w
def repeat(n, *, sep=" "):
    def deco(f):
        @wraps(f)
        def w(*a, **k): return sep.join(str(f(*a, **k)) for _ in range(n))
        return w
    return deco
@memo
def fib(n):
    "nth fibonacci"
    return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(60), len(fib.cache), fib.__name__, fib.__doc__, fib.__wrapped__(5))
@repeat(3, sep="-")
@repeat(2)
def hi(name="x"): return "hi " + name
print(hi(), hi(name="bo"), hi.__name__)
def method_deco(f):
    def w(self, *a): self.calls = getattr(self, "calls", 0) + 1; return f(self, *a)
    return w
class C:
    @method_deco
    def m(self, x): return x + 1
    @classmethod
    @repeat(2)
    def c(cls): return cls.__name__
    @staticmethod
    @memo
    def s(x): return [x]
c = C()
print(c.m(1), c.m(2), c.calls, C.c(), C.s(1) is C.s(1))
def add_repr(cls):
    cls.__repr__ = lambda self: f"{cls.__name__}({', '.join(f'{k}={v!r}' for k, v in vars(self).items())})"
    return cls
@add_repr
class P:
    def __init__(self, **k): vars(self).update(k)
print(P(a=1, b="x"), [P()])
class Retry:
    def __init__(self, times): self.times = times
    def __call__(self, f):
        def w(*a):
            for i in range(self.times):
                try: return f(*a), i
                except ValueError: pass
            return "failed", self.times
        return w
tries = iter([ValueError, ValueError, None])
@Retry(5)
def flaky():
    e = next(tries)
    if e: raise e
    return "ok"
print(flaky())
