"""Code built and run at run time: functions, classes, closures over namespaces, templates."""
def make_class(name, fields):
    src = f"class {name}:\n    __slots__ = {tuple(fields)!r}\n    def __init__(self, {', '.join(fields)}):\n" + "".join(f"        self.{f} = {f}\n" for f in fields) + f"    def __repr__(self): return f'{name}(" + ", ".join(f"{f}={{self.{f}!r}}" for f in fields) + ")'\n"
    ns = {"__name__": "generated"}
    exec(src, ns)
    return ns[name]
P = make_class("P", ["x", "y"])
print(P(1, "two"), P.__module__, P.__slots__)
try: P(1)
except TypeError as e: print(e)
def template(text):
    src = "def render(ctx):\n    out = []\n"
    indent = 1
    for part in text.split("%"):
        if part.startswith("for ") or part.startswith("if "): src += "    " * indent + part + ":\n"; indent += 1
        elif part == "end": indent -= 1
        elif part.startswith("="): src += "    " * indent + f"out.append(str({part[1:]}))\n"
        elif part: src += "    " * indent + f"out.append({part!r})\n"
    ns = {}
    exec(src + "    return ''.join(out)", ns)
    return ns["render"]
t = template("Hello %=ctx['name']%: %for i in ctx['items']%%if i > 1%[%=i * 10%]%end%%end%!")
print(t({"name": "bob", "items": [1, 2, 3]}), t({"name": "x", "items": []}))
ns = {"x": 1}
for line in ("y = x + 1", "def f(n): return n * y", "z = f(10)", "y = 100", "w = f(10)", "del x", "l = [f(i) for i in range(3)]"):
    exec(line, ns)
print({k: v for k, v in ns.items() if k in "xyzwl"}, "x" in ns)
code = [compile(f"a {op} b", "<op>", "eval") for op in ("+", "-", "*", "//", "==", "and")]
print([eval(c, {"a": a, "b": b}) for a, b in ((7, 2), (2.5, 2)) for c in code])
fns = {}
for i in range(3): exec(f"def fn{i}(x, k={i}): return x + k", fns)
print([fns[f"fn{i}"](10) for i in range(3)])
def evaluate(expr, **names):
    try: return eval(expr, {"__builtins__": {"abs": abs, "max": max}}, names)
    except Exception as e: return f"{type(e).__name__}: {e}"
print(evaluate("a + b * 2", a=1, b=3), evaluate("max(a, 5)", a=2), evaluate("open('x')"), evaluate("1 +"), evaluate("[a for a in (1, 2)]"), evaluate("q"))
g = {}
exec("def counter():\n n = 0\n def inc():\n  nonlocal n\n  n += 1\n  return n\n return inc\nc = counter()\nresult = [c(), c(), c()]", g)
print(g["result"])
exec(compile("import math\nprint(math.floor(2.9))\nfor i in range(2): print(i)", "<many>", "exec"))
print(eval("(lambda f, n: f(f, n))(lambda f, n: 1 if n == 0 else n * f(f, n - 1), 10)"), eval("{**{'a': 1}, 'b': [x := 5, x * 2]}"), eval("f'{1 + 1:>{width}}'", {"width": 4}))
