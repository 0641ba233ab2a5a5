"""_random.Random: the sequence of CPython's generator."""
from _random import Random
r = Random(42)
print([r.random() for _ in range(3)], [r.getrandbits(k) for k in (1, 8, 31, 32, 33, 64, 100)])
for seed in (0, 1, -1, 2**40, 10**30, 123456789):
    r.seed(seed); print(seed, r.random(), r.getrandbits(32))
r.seed(5); state = r.getstate(); a = [r.random() for _ in range(3)]; r.setstate(state); print(a == [r.random() for _ in range(3)], len(state), state[-1], state[0])
r.seed(1.5) if False else None
print(Random(7).random() == Random(7).random(), Random(3).getrandbits(0), type(r).__name__)
for action in (lambda: r.getrandbits(-1), lambda: r.getrandbits("a"), lambda: r.setstate((1, 2)), lambda: r.setstate(5), lambda: Random(1, 2), lambda: r.random(1), lambda: r.seed(1, 2), lambda: r.setstate((0,) * 624 + (700,))):
    try: print(action())
    except (ValueError, TypeError) as e: print(type(e).__name__, e)
r.seed(99)
print(sum(r.random() for _ in range(1000)), r.getrandbits(128))
class Sub(Random):
    def __init__(self, x): self.x = x
    def random(self): return 0.5
s = Sub(12); print(s.random(), s.x, Sub(12).getrandbits(16) == Random(12).getrandbits(16))
