"""Lambda expressions: arguments of all kinds, nesting, defaults, in comprehensions and as keys."""
print((lambda: 5)(), (lambda x, y=2, *a, z=3, **k: (x, y, a, z, k))(1, 2, 3, z=4, w=5), (lambda a, /, b: a + b)(1, b=2), (lambda *, k: k)(k=1))
print(sorted([3, -1, 2], key=lambda x: x * x), list(map(lambda x, y: x + y, [1, 2], [3, 4])), (lambda f: f(f))(lambda f: "applied"), (lambda x: lambda y: x + y)(1)(2))
fact = lambda n: 1 if n < 2 else n * fact(n - 1)
print(fact(10), (lambda: (yield))().__class__.__name__, [f() for f in [lambda: i for i in range(3)]], [f() for f in [lambda i=i: i for i in range(3)]])
x = lambda: x
print(x() is x, (lambda: None)(), (lambda *a: a)(*range(3)), (lambda a=(lambda: 1)(): a)(), {"k": lambda: 2}["k"](), (lambda: [i for i in range(2)])())
f = lambda a, b=lambda c: c * 2: b(a)
print(f(4), f.__name__, f.__code__.co_varnames, (lambda x: (y := x) + y)(3), (lambda: 1 if False else 2)(), (lambda x: x if x else None)(0), (lambda: (1, 2))(), (lambda: not True)())
def g():
    v = 1
    inc = lambda: v + 1
    v = 10
    return inc()
print(g(), (lambda s, *, end: s + end)("a", end="b"))
for source in ("lambda: x = 1", "lambda x=: x", "lambda (a, b): a", "lambda x, x: 1", "lambda: (yield) = 1", "lambda *a, *b: 1", "lambda **k, a: 1", "lambda a=1, b: 1", "lambda: return 1", "lambda a, /, b, /: 1", "lambda *: 1", "lambda *, **k: 1", "(lambda: 1) = 2", "lambda: x := 1", "lambda None: 1"):
    try:
        compile(source, "", "exec")
        print(source, "ok")
    except SyntaxError as error:
        print(source, "|", error.msg)
