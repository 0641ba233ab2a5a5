"""Exceptions raised in defaults, decorators, class bodies, comprehensions, conditions, subscripts, f-strings, imports."""
def boom(x="boom"): raise ValueError(x)
sources = """def f(a=boom()): pass
@boom
def f(): pass
class C(boom()): pass
class C:\n    x = boom()
class C(metaclass=boom): pass
[boom(i) for i in range(3)]
{boom(1): 2}
{i: boom(i) for i in "a"}
lambda x=boom(): x
if boom(): pass
while boom(): pass
for i in boom(): pass
for boom().x in [1]: pass
with boom(): pass
assert boom()
assert 0, boom()
raise boom()
raise KeyError from boom()
del boom().x
x = y[boom()]
boom()[0] = 1
x: boom() = 1
f"{boom()}"
f"{1:{boom()}}"
print(*boom())
print(**boom())
print(boom("first"), boom("second"))
match boom():\n    case 1: pass
match 1:\n    case 1 if boom(): pass
try: 1/0\nexcept boom(): pass
try: 1/0\nfinally: boom()
sorted([1, 2], key=boom)
list(map(boom, [1]))
next(boom(i) for i in [1])
global q; q = boom()
x = 1 if boom() else 2
x = [*boom()]
x, y = boom()
a = b = boom()
(boom("l") + boom("r"))
boom() < 1 < 2
not boom()
-boom()
x = boom() or 1
type X = int; boom()
def g():\n    return boom()\ng()
def g():\n    yield boom()\nlist(g())
import boom_module_missing
from sys import boom_name_missing""".split("\n")
for s in sources:
    s = s.replace("\\n", "\n")
    try: exec(s, {"boom": boom, "y": {}})
    except Exception as e: print(s.split("\n")[0][:40], "|", type(e).__name__, e, type(e.__context__).__name__)
    else: print(s[:40], "no error")
