"""Order in which arguments, defaults, decorators and annotations are evaluated."""
log = []
def v(x): log.append(x); return x
def show(label): print(label, log); log.clear()
def f(*a, **k): return a, k
f(v(1), v(2), k=v(3)); show("call")
v(f)(v(1), *v([2]), k=v(3), **v({"z": 4})); log[0] = "f"; show("starred")
def g(a=v("da"), *, b=v("db")) -> v("ret"): pass
show("def")
def h(a: v("ann a"), b: v("ann b") = v("default b"), *c: v("ann c"), d: v("ann d") = v("kwdefault")) -> v("return"): pass
show("annotations")
@v
@(v("deco2") and (lambda f: f))
def i(x=v("default")): pass
log[-1] = "applied v"; show("decorators")
class C(v(object), metaclass=v(type)):
    v("body")
    x = v("attr")
    def m(self, y=v("method default")): pass
log[0:2] = ["base", "meta"]; show("class")
l = [v(1), v(2)][v(0)]; show("subscript")
d = {v("k1"): v("v1"), v("k2"): v("v2")}; show("dict")
x = v(1) if v(0) else v(2); show("conditional")
v(d)[v("a")] = v("value") if v(1) else 0; log[2 if log[0] == 1 else 0] if False else None; show("store") if False else (print("store", [e if not isinstance(e, dict) else "d" for e in log]), log.clear())
v(5) < v(6) < v(4) < v(9); show("chain")
v(l := 3) + v(4) * v(5); show("arithmetic")
lambda: v("never"); show("lambda body")
(lambda a=v("lambda default"): v("body"))(); show("lambda call")
f"{v('f1')}{v('f2')!r:{v(10)}}"; show("fstring")
[v(i) for i in v([1, 2]) if v(i)]; log[0] = "iterable"; show("comprehension")
assert v(True), v("message"); show("assert")
del d[v("k1")]; show("del")
a, b = v(1), v(2); show("unpack")
x = y = v("chained"); show("chained assignment")
print(v("arg"), end=v("\n")); show("print")
v("a") or v("b") and v("c"); show("or and")
not v(0); -v(1); ~v(2); show("unary")
