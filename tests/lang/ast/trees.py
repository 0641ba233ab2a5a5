import _ast

source = '''
import os.path as p, sys
from . import x
from ..y import (z as w)
@dec(1)
async def f(a, /, b: int = 1, *args, c, d=2, **kw) -> str:
    """doc"""
    async with a as b, c: pass
    async for i in x: await y
    else: return
    return [i async for i in z if i]
class C[T: int, *Ts, **P](B, metaclass=M):
    x: int = 3
    def g(self): yield; yield from self
type A[T] = list[T]
x = y = 1; x += 2; del x, y[0], z.a
for i, (j, *k) in e: break
else: continue
while True:
    if a: pass
    elif b < c <= d is not None not in q: raise E from f
    else: assert x, "msg"
try: pass
except A: pass
except (B, C) as e: global gl
except: pass
else: pass
finally: pass
try: pass
except* G: pass
match v:
    case 1 | -2.5 | 3+4j | "s" | None: pass
    case [a, *_, b] if a: pass
    case {"k": v, **rest}: pass
    case P.Q(1, x=y) as z: pass
    case _: pass
lambda x, *y, z=1: (x if y else z, not -~+x ** 2 // 3 @ 4 << 5 & 6 | 7 ^ 8)
{**a, "b": 1}; {1, 2}; {k: v for k, v in d}; {s for s in t}; (g for g in h)
f"a{x!r:>{w}}b" "c"; b"bytes"; u"uni"; 1_000; 10**30; 1.5; 2j; ...; x[1:2:3, ::4, *q]; (n := 5); a and b or c
print(1, *a, k=2, **b)
'''


def show(node, depth=0):
    pad = " " * depth
    if isinstance(node, _ast.AST):
        place = tuple(getattr(node, a) for a in node._attributes)
        print(pad + type(node).__name__, place if place else "")
        for name in node._fields:
            print(pad + " ." + name)
            show(getattr(node, name), depth + 2)
    elif isinstance(node, list):
        for item in node:
            show(item, depth + 1)
    else:
        print(pad + repr(node))


tree = compile(source, "<s>", "exec", _ast.PyCF_ONLY_AST)
show(tree)
show(compile("1 + x", "<s>", "eval", _ast.PyCF_ONLY_AST))
show(compile("x = 1; y", "<s>", "single", _ast.PyCF_ONLY_AST))

names = sorted(n for n in dir(_ast) if isinstance(getattr(_ast, n), type) and issubclass(getattr(_ast, n), _ast.AST))
for n in names:
    cls = getattr(_ast, n)
    print(n, cls.__module__, cls.__bases__[0].__name__, cls._fields, cls._attributes, cls.__match_args__, repr(cls.__doc__))
print(_ast.arg.annotation, _ast.Constant.kind, _ast.expr.end_lineno, hasattr(_ast.expr, "lineno"), hasattr(_ast.Name, "id"))
