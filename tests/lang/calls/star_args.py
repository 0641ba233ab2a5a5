"""*args and **kwargs in definitions and calls, order of evaluation."""
def f(*args, **kw): return args, kw
print(f(), f(1, 2), f(a=1), f(*[1], 2, *(3, 4), x=5, **{"y": 6}, z=7), f(*[], **{}), f(**{"a b": 1}), f(*"ab", *{"k": 1}))
log = []
def v(x): log.append(x); return x
f(v(1), *v([2]), k=v(3), **v({"m": 4}))
f(*v([1]), v(2), a=v(3), *v([4]))
print(log)
def g(a, *rest, b=0, **kw): return a, rest, b, kw
print(g(1), g(1, 2, 3, b=4, c=5), g(*range(4)), g(b=1, a=2), g(**{"a": 1, "self": 2}))
args, kw = [1, 2], {"k": 3}
r = f(*args, **kw)
args.append(5); kw["z"] = 1
print(r, f(*args)[0] is not args, f(**kw)[1] is not kw)
def mutate(**kw): kw["new"] = 1; return kw
d = {"a": 1}
print(mutate(**d), d)
class M:
    def keys(self): return ["x", "y"]
    def __getitem__(self, k): return k * 2
print(f(**M()), f(*M().keys()))
class It:
    def __iter__(self): yield 1; yield 2
print(f(*It()))
def n(*, a=1, **k): return a, k
print(n(), n(a=5, b=6))
for action in (lambda: f(**{"a": 1}, a=2), lambda: f(**{"a": 1}, **{"a": 2}), lambda: g(*[1], a=2), lambda: f(**[("a", 1)]), lambda: f(*1), lambda: f(**{None: 1}), lambda: n(1), lambda: len(*[1, 2]), lambda: f(*f), lambda: print(1, sepp="")):
    try:
        print(action())
    except TypeError as error:
        print(error)
print(f(*(x for x in range(3))), (lambda *a: a)(*[1], *[2]), (lambda **k: k)(**{"z": 1}, y=2))
