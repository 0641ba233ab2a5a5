"""_symtable: blocks, names, flags and scopes in 3.12's numbers."""
import _symtable as s
def show(table, depth=0):
    print("  " * depth, table.name, dict(sorted(table.symbols.items())), table.varnames, table.nested, table.type, table.lineno)
    for child in table.children: show(child, depth + 1)
show(s.symtable("""
import os
from math import *
x: int = 1
class C(object):
    attr = x
    def method(self, a, /, b=1, *c, d, **e):
        global g
        g = self.__private = __name
        def inner():
            nonlocal b
            b = a
            return super().method
        return [y for y in a if (w := y)], (z for z in d), lambda q: q + b
async def f(p): return {k: v for k, v in p}
def gen[T: int, *Ts](t: T = 1) -> T: yield t
type Alias[V] = list[V]
""", "file.py", "exec"))
show(s.symtable("[a for a in b]", "f", "eval"))
show(s.symtable("x = 1", "f", "single"))
print({k: v for k, v in sorted(vars(s).items()) if isinstance(v, int)})
for args in ((), ("x",), ("x", "f", "bad"), (5, "f", "exec"), ("x", 5, "exec"), ("x", "f", 5), ("x =", "f", "exec"), ("def f(a, a): pass", "f", "exec"), ("return", "f", "exec"), (b"x", b"f", "exec")):
    try: print(type(s.symtable(*args)).__name__)
    except (TypeError, ValueError, SyntaxError) as e: print(type(e).__name__, e)
top = s.symtable("x", "f", "exec")
print(top.id == top.id, isinstance(top.id, int), repr(top).startswith("<symtable entry top("), repr(top).endswith(", line 0>"))
