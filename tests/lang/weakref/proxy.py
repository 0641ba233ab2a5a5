"""_weakref.proxy: forwarding and ReferenceError."""
import _weakref, gc
class C:
    def __init__(self): self.l = [1, 2]
    def __len__(self): return 2
    def __getitem__(self, i): return self.l[i]
    def __add__(self, o): return ("add", o)
    def __str__(self): return "str C"
    def __bool__(self): return False
    def __iter__(self): return iter(self.l)
    def __contains__(self, x): return x == 1
    def m(self): return "method"
    def __eq__(self, o): return o == "eq"
o = C()
p = _weakref.proxy(o)
print(p.l, len(p), p[0], p + 1, str(p), bool(p), list(p), 1 in p, p.m(), p == "eq", type(p).__name__, isinstance(p, C), p.__class__ is C)
p.new = 5; print(o.new); del p.new
try: hash(p)
except TypeError as e: print(e)
f = _weakref.proxy(lambda: 1)
gc.collect()
del o; gc.collect()
for a in (lambda: p.l, lambda: len(p), lambda: p + 1, lambda: str(p), lambda: bool(p), lambda: p.x, lambda: list(p)):
    try: print(a())
    except ReferenceError as e: print("ReferenceError", e)
def g(): return "called"
c = _weakref.proxy(g)
print(c(), type(c).__name__)
try: _weakref.proxy(5)
except TypeError as e: print(e)
