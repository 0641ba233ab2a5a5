"""nonlocal and cells: sharing, loops, nested depths, deletion, unbound, class bodies."""
def counter():
    n = 0
    def inc(by=1):
        nonlocal n
        n += by
        return n
    def get(): return n
    return inc, get
a, ga = counter(); b, gb = counter()
print(a(), a(5), b(), ga(), gb())
def deep():
    x = 1
    def l1():
        def l2():
            nonlocal x
            x += 10
            def l3():
                nonlocal x
                x *= 2
            l3()
        l2()
    l1()
    return x
print(deep())
def loop():
    fs = []
    for i in range(3):
        def f(): return i
        fs.append(f)
    i = 99
    return [f() for f in fs]
print(loop())
def deleted():
    v = 1
    def f(): return v
    del v
    try:
        f()
    except NameError as error:
        print(type(error).__name__, error)
    v = 2
    return f()
print(deleted())
def unbound():
    def f(): return later
    try:
        f()
    except NameError as error:
        print(type(error).__name__, error)
    try:
        print(later)
    except UnboundLocalError as error:
        print(error)
    later = 1
    return f()
print(unbound())
def params(a, *b, c=3, **d):
    def f():
        nonlocal a, c
        a, c = c, a
        return a, b, c, d
    return f
print(params(1, 2, x=5)())
def cls():
    v = w = "outer"
    class C:
        w = "own"
        def m(self): return v, w
        x = v
    return C.w, C().m(), C.x
print(cls())
def rebind():
    def f():
        nonlocal g
        g = 5
    def g(): pass
    f()
    return g
print(rebind())
def exc():
    try: 1 / 0
    except ZeroDivisionError as e:
        def f(): return e
        kept = str(f())
    try:
        f()
    except NameError as error:
        return kept, str(error)
print(exc())
for source in ("nonlocal x", "def f():\n nonlocal x", "def f(x):\n nonlocal x", "def f():\n x = 1\n def g():\n  x = 2\n  nonlocal x", "def f():\n x = 1\n def g():\n  print(x)\n  nonlocal x", "def f():\n global x\n nonlocal x", "class C:\n nonlocal x", "def f():\n x = 1\n class C:\n  nonlocal x\n  x = 2", "def f():\n x = 1\n def g():\n  global x\n  nonlocal x"):
    try:
        exec(source)
        print(repr(source), "ok")
    except SyntaxError as error:
        print(repr(source), error.msg)
