"""_weakref.ref: calls, equality, hash, callbacks, objects that cannot be referenced."""
import _weakref, gc
class C:
    def __init__(self, v=0): self.v = v
    def __eq__(self, o): return isinstance(o, C) and self.v == o.v
    def __hash__(self): return hash(self.v)
o = C(1)
r = _weakref.ref(o)
print(r() is o, r() == C(1), r == _weakref.ref(o), r == _weakref.ref(C(2)), hash(r) == hash(o), _weakref.getweakrefcount(o) >= 1, type(r).__name__, r.__callback__)
log = []
r2 = _weakref.ref(o, lambda w: log.append(("dead", w() is None, w is r2)))
print(r2.__callback__ is not None, len(_weakref.getweakrefs(o)) >= 2)
del o
gc.collect()
print(r(), r2(), log, r == r, r == r2, r2.__callback__)
print(hash(r) == hash(1))
for bad in (5, "a", None, (1,), [], {}, 1.5, object(), b""):
    try: _weakref.ref(bad); print(type(bad).__name__, "ok")
    except TypeError as e: print(e)
for good in (C, len, lambda: 0, {1}, frozenset(), (x for x in ()), C().__init__, type("X", (), {}), print, gc):
    print(type(good).__name__, _weakref.ref(good)() is good)
class L(list): pass
class S: __slots__ = ()
class W: __slots__ = ("__weakref__",)
for x in (L(), W()): print(_weakref.ref(x)() is x)
try: _weakref.ref(S())
except TypeError as e: print(e)
class R(_weakref.ref):
    extra = 1
o = C(3); r = R(o); r.note = "n"
print(r() is o, r.extra, r.note, type(r).__name__, r is R(o))
dead = _weakref.ref(C(9)); gc.collect()
try: hash(dead)
except TypeError as e: print(e)
for a in (lambda: _weakref.ref(), lambda: _weakref.ref(o, 1, 2), lambda: r(1), lambda: _weakref.ref(o, callback=None)):
    try: a(); print("ok")
    except TypeError as e: print(e)
