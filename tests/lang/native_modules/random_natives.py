# _random: the sequence of numbers for a seed, and the state.
from _random import Random

for seed in (0, 1, -1, 42, 2**31, 2**32, 2**64 + 5, -(10**40), True, "text", b"bytes", 1.5, (1, 2)):
    if isinstance(seed, (str, bytes, tuple)):
        continue  # their hashes depend on the process
    r = Random(seed)
    print(repr(seed), [r.random() for _ in range(3)], [r.getrandbits(k) for k in (1, 5, 31, 32, 33, 64, 65, 200)])
r = Random(7)
state = r.getstate()
print(len(state), state[-1], state[:3], type(state[0]))
first = [r.getrandbits(32) for _ in range(1000)]
print(sum(first), r.getstate()[-1])
r.setstate(state)
print([r.getrandbits(32) for _ in range(1000)] == first)
r.seed(7)
print(r.getrandbits(32) == first[0], r.getrandbits(0))
a, b = Random(), Random()
print(a.random() != b.random(), 0 <= a.random() < 1)
r.seed(None)


def attempt(function, *args):
    try:
        print(function(*args))
    except Exception as e:
        print(type(e).__name__, e)


attempt(r.getrandbits, -1)
attempt(r.getrandbits, "a")
attempt(r.getrandbits, 10**30)
attempt(r.setstate, 1)
attempt(r.setstate, (1, 2))
attempt(r.setstate, state[:-1] + (1000,))
attempt(r.setstate, ("a",) * 625)
attempt(r.setstate, (-1,) * 625)
attempt(r.seed, 1, 2)
attempt(r.seed, [])


class Sub(Random):
    def __init__(self, x):
        self.x = x
        self.seed(x)


print(Sub(42).random() == Random(42).random(), Sub(3).x)
