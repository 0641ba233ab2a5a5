"""Decorators: order, arguments, classes, arbitrary expressions, on methods and classes."""
log = []
def d(name):
    log.append(f"make {name}")
    def deco(f):
        log.append(f"apply {name} to {getattr(f, '__name__', f)}")
        return f
    return deco
@d("a")
@d("b")
def f(): pass
print(log); log.clear()
def double(f): return lambda *a: f(*a) * 2
@double
@double
def g(x): return x
print(g(3), g.__name__)
class Count:
    def __init__(self, f): self.f, self.n = f, 0
    def __call__(self, *a): self.n += 1; return self.f(*a), self.n
@Count
def h(x): return x
print(h(5), h(6), h.n)
table = [double]
@table[0]
def i(): return "ab"
@(lambda f: "replaced")
def j(): pass
@(x := double)
def k(): return 1
@table[-1] if table else None
def l(): return [0]
print(i(), j, k(), l(), x is double)
@d("cls")
class C:
    @d("m")
    def m(self): return 1
    @staticmethod
    @double
    def s(x): return x
    @classmethod
    @double
    def c(cls): return cls.__name__
    @property
    @double
    def p(self): return 7
print(log, C.s(2), C.c(), C().p, C().m())
@lambda c: c()
class Single:
    v = 9
print(type(Single).__name__, Single.v)
try:
    @5
    def bad(): pass
except TypeError as error:
    print(error)
try:
    @undefined_decorator
    def bad2(): pass
except NameError as error:
    print(error)
def reg(f, registry={}): registry[f.__name__] = f; return registry
@reg
def one(): pass
@reg
def two(): pass
print(sorted(two))
