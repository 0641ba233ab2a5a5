"""Functions made in loops and factories; attributes; partial application; composition; currying."""
def power(n): return lambda x: x ** n
powers = [power(i) for i in range(4)]
print([f(3) for f in powers])
def compose(*fs):
    def run(x):
        for f in fs[::-1]: x = f(x)
        return x
    return run
inc, dbl = (lambda x: x + 1), (lambda x: x * 2)
print(compose(inc, dbl)(5), compose(dbl, inc)(5), compose()(7), compose(*[inc] * 10)(0))
def curry(f, n=None):
    n = n or f.__code__.co_argcount
    return lambda a: curry(lambda *r: f(a, *r), n - 1) if n > 1 else f(a)
print(curry(lambda a, b, c: a + b * c)(1)(2)(3))
def tally():
    def f(x): f.total += x; f.calls += 1; return f.total / f.calls
    f.total = f.calls = 0
    return f
t, u = tally(), tally()
print(t(10), t(20), u(1), t.calls, u.calls, t.total)
def make(names):
    d = {}
    for n in names:
        def f(self=None, n=n): return f"<{n}>"
        f.__name__ = n
        d[n] = f
    return type("Made", (), d)
M = make(["a", "b"])
print(M().a(), M().b(), M.a.__name__, M.b.__qualname__)
Y = lambda f: (lambda x: x(x))(lambda x: f(lambda *a: x(x)(*a)))
print(Y(lambda r: lambda n: 1 if n < 2 else n * r(n - 1))(10))
pipeline = [str.strip, str.title, lambda s: s.replace(" ", "_"), len]
x = "  hello wide world "
for f in pipeline: x = f(x); print(repr(x), end=" ")
print()
def outer():
    def a(n): return b(n - 1) if n else "a done"
    def b(n): return a(n - 1) if n else "b done"
    return a
print(outer()(4), outer()(5))
def apply_n(f, n, x): return x if n == 0 else apply_n(f, n - 1, f(x))
print(apply_n(dbl, 20, 1), apply_n(lambda s: s + "!", 3, "hi"))
