"""PEP 695: generic functions: parameters, bounds, constraints, scopes."""
def f[T](x: T) -> T: return x
print(f(5), f.__type_params__, [type(p).__name__ for p in f.__type_params__])
def g[B: (int, str), D: "forward", E: undefined_lazy](x: B): pass
b, d, e = g.__type_params__
print(b.__constraints__, b.__bound__, d.__bound__, d.__constraints__, b.__name__, b.__covariant__, b.__contravariant__, b.__infer_variance__)
try: e.__bound__
except NameError as err: print(err)
def h[T](x: T = 5, *a: T, k: T = 1) -> T:
    y: T = x
    def inner(): return T
    return inner() is h.__type_params__[0]
print(h(), h.__annotations__["x"] is h.__type_params__[0], h.__defaults__)
def outer():
    T = "local"
    def i[T](): return T
    return i() is i.__type_params__[0], T
print(outer())
async def co[T](): pass
print(co.__type_params__, (lambda: 0).__type_params__)
def v[*Ts, **P](*a: *Ts, **k): return Ts, P
print(v(), v.__type_params__)
try: print(T)
except NameError as err: print(err)
def deco(fn): fn.marked = fn.__type_params__; return fn
@deco
def dd[Q](x: Q): pass
print(dd.marked, dd.__qualname__, f.__name__)
