"""Names visible to eval and exec in nested scopes and comprehensions."""
a = 1
def f():
    b = 2
    class C:
        c = 3
        d = eval("a + c")
        exec("e = c * 10")
    return eval("a + b"), C.d, C.e, [eval("a") for _ in range(1)], eval("[a for _ in 'x']")
print(f())
def g():
    b = 5
    try: return eval("[b for _ in 'x']")
    except NameError as e: return str(e)
print(g())
def h():
    x = 1
    exec("x = 2; print(x)")
    d = {}
    exec("x = 3", globals(), d)
    return x, d
print(h(), "x" in globals())
exec("def made(n): return n * a")
print(made(4), eval("lambda q: q + a")(2), eval("(lambda: a)()"))
print(eval("__name__"), eval("f.__name__"), eval("(y := 5) + y"), y)
def k(v):
    w = lambda: v
    return eval("v"), w()
print(k(9))
def free():
    z = 7
    def inner():
        try: return eval("z")
        except NameError as e: return str(e)
    def inner2(): z; return eval("z")
    return inner(), inner2()
print(free())
exec("import math; r = math.floor(2.7)"); print(r)
ns = {}
exec("x: int = 1\ny: str", ns); print(ns["__annotations__"])
exec("class K: pass", ns); print(ns["K"].__module__ if "__name__" in ns else ns["K"].__module__)
