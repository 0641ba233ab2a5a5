from __future__ import annotations
def foo():
    outer = 1
    def bar():
        inner: outer = 1
    return bar
print(foo().__closure__, foo.__code__.co_cellvars)
def g(a: (lambda: outer)=1, *, b: [x for x in y]=2) -> {z for z in w}: pass
print(g.__annotations__)
class C:
    x: undefined.thing = 3
    def m(self):
        def inner(q: self): return q
        return inner
print(C().m().__closure__, C.__annotations__)
