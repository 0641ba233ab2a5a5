"""Variable annotations in classes and modules, __annotations__, what is evaluated and what is not."""
x: int = 5
y: "undefined_thing"
z: list[int]
print(__annotations__)
class C:
    a: int
    b: str = "b"
    c: "Forward" = None
    (d): float = 1.0
    def m(self, p: int = 1, *q: str, r: float, **s: dict) -> None: pass
class D(C): pass
class E(C): own: bytes
print(C.__annotations__, hasattr(C, "a"), C.b, C.d, C.m.__annotations__, "__annotations__" in D.__dict__, D.__annotations__, E.__annotations__)
o = C()
log = []
def ann(n): log.append(n); return n
o.attr: ann("o.attr") = 1
d = {}
d[ann("key")]: ann("d[key]") = 2
v: ann("v") = ann("value")
print(log, d, o.attr, __annotations__["v"])
def f():
    local: undefined_annotation = 1
    other: also_undefined
    try:
        return other
    except UnboundLocalError as error:
        return local, str(error)
print(f(), f.__annotations__)
C.__annotations__["new"] = 1
print(C.__annotations__["new"])
del C.__annotations__
print(getattr(C, "__annotations__", "gone"))
class F:
    for i in range(2):
        n: i
    if True: t: "cond"
print(F.__annotations__)
ns = {}
exec(compile("q: no_such + [1, 2] = 5\ndef g(a: b.c[d], *e: f'x{1}') -> (1, 2): pass\nclass K:\n w: not_defined", "", "exec", 0x1000000), ns)  # as with __future__.annotations
print(ns["__annotations__"], ns["g"].__annotations__, ns["K"].__annotations__)
for source in ("x: int, y: int", "(x, y): int", "[x]: int", "x: int: int", "x: int += 1", "1: int", "f(): int = 1", "x.y: int", "x[0]: int", "(x): int = 1", "x: int = yield", "def f():\n x: int\n global x", "x: (y := 1)", "lambda: x: int", "*x: int", "x: *int", "def f(*a: *b): pass", "(x.y): int = 1", "x: int = *a, b", "None: int"):
    try:
        compile(source, "", "exec")
        print(repr(source), "ok")
    except SyntaxError as error:
        print(repr(source), "|", error.msg)
