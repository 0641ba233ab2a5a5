"""gc: collect, enable, disable, thresholds, callbacks, tracking, cycles with finalizers."""
import gc, _weakref
print(gc.isenabled(), gc.disable(), gc.isenabled(), gc.enable(), gc.isenabled(), len(gc.get_threshold()), len(gc.get_count()), isinstance(gc.collect(), int), gc.get_debug(), isinstance(gc.garbage, list))
class N:
    def __init__(self): self.me = self
    def __del__(self): log.append("del")
log = []
n = N(); r = _weakref.ref(n); del n
gc.collect(); print(r(), log)
class A:
    def __del__(self): log.append(self.name)
a, b = A(), A(); a.name, b.name = "a", "b"; a.o, b.o = b, a
ra = _weakref.ref(a); del a, b
gc.collect(); print(ra(), sorted(log))
class Res:
    def __del__(self):
        global saved
        saved = self
x = Res(); x.v = 5; del x; gc.collect()
print(saved.v)
saved = None; gc.collect(); print(saved)
calls = []
gc.callbacks.append(lambda phase, info: calls.append((phase, sorted(info))))
gc.collect(); gc.callbacks.clear()
print(calls[0], calls[-1])
print(gc.is_tracked(5), gc.is_tracked([]), gc.is_finalized(5), type(gc.get_objects()).__name__, gc.freeze(), gc.get_freeze_count() >= 0, gc.unfreeze(), [type(s).__name__ for s in gc.get_stats()][:1])
for a in (lambda: gc.collect(5), lambda: gc.collect(-1), lambda: gc.set_threshold("a"), lambda: gc.collect("x"), lambda: gc.collect(0) >= 0, lambda: gc.collect(generation=2) >= 0):
    try: print(a())
    except (ValueError, TypeError) as e: print(type(e).__name__, e)
big = [[] for _ in range(100000)]
for i in range(100000): big[i].append(big)
del big; gc.collect(); print("collected")
def gen():
    try: yield 1
    finally: log.append("gen closed")
g = gen(); next(g); del g; gc.collect()
print(log[-1])
