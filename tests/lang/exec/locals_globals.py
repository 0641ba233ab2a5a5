"""locals(), globals(), vars(), dir() in functions, classes, comprehensions, generators."""
def f(a, b=2, *c, **d):
    e = 5
    first = sorted(locals().items(), key=lambda p: p[0])
    def g(): return e
    h = [k for k in locals()]
    return first, h
print(f(1))
def snapshot():
    x = 1
    l = locals()
    l["x"] = 99
    y = 2
    return x, l["x"], "y" in l, "y" in locals()
print(snapshot())
class C:
    a = 1
    b = sorted(k for k in locals().keys() if not k.startswith("__"))
    l = locals()
    l["injected"] = 5
print(C.b, C.injected, vars(C)["a"], "a" in dir(C), type(vars(C)).__name__)
print(locals() is globals(), vars() is globals(), "__name__" in dir())
def gen():
    v = 1
    yield sorted(locals())
    w = 2
    yield sorted(locals())
print(list(gen()))
def closure():
    c = 1
    def inner():
        d = 2
        return sorted(locals().items())
    def uses():
        return c, sorted(locals().items())
    return inner(), uses()
print(closure())
o = C(); o.x = 1
print(vars(o), dir(o)[-3:], o.__dict__ is vars(o))
vars(o)["y"] = 2
print(o.y)
for action in ("vars(5)", "vars([])", "vars(1, 2)", "dir(1, 2)", "vars(object())", "vars(len)"):
    try:
        eval(action)
        print(action, "ok")
    except TypeError as error:
        print(action, error)
class D:
    def __dir__(self): return ["z", "a"]
class E:
    def __dir__(self): return 5
print(dir(D()))
try:
    dir(E())
except TypeError as error:
    print(error)
print(len(dir([])) > 40, dir(None) == dir(type(None)) or "__bool__" in dir(None), [d for d in dir(int) if d.startswith("__r")])
def comp(): return [sorted(locals()) for i in range(1)], sorted(locals())
print(comp())
