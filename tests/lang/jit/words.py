"""Ints of up to 64 bits: hashes and generators of random numbers. What does not fit, is negative or small has to come out the same."""
# jit: wait
import sys

MASK = (1 << 64) - 1


class XorShift:
    def __init__(self, seed):
        self.state = seed & MASK

    def bits(self):
        x = self.state
        x ^= x >> 12
        x ^= (x << 25) & MASK
        x ^= x >> 27
        self.state = x
        return (x * 0x2545F4914F6CDD1D) & MASK

    def uniform(self):
        return (self.bits() >> 11) / 9007199254740992.0

    def below(self, n):
        return (self.bits() >> 32) * n >> 32


def splitmix(state, n):
    out = 0
    for _ in range(n):
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        out ^= z ^ (z >> 31)
    return out


def fnv(data):
    h = 0xCBF29CE484222325
    for b in data:
        h ^= b
        h = (h * 0x100000001B3) & MASK
    return h


def rotated(x, k):
    return ((x << k) | (x >> (64 - k))) & MASK


def lcg(state, n):
    total = 0
    for i in range(n):
        state = (state * 6364136223846793005 + 1442695040888963407) & MASK
        if state > 0x8000000000000000:
            total += state >> 60
        elif state == 5:
            total -= 1
        total ^= state & 0xFF
        total += state % 10
    return state, total


def unmasked(x, y, n):
    """Sums, products and differences that leave 64 bits."""
    for _ in range(n):
        a = x + y
        b = x - y
        c = x << 1
        d = x * 3
        e = x // 7
        f = x % y if y else 0
    return a, b, c, d, e, f


def kinds(x, n):
    """A word looked at by everything else."""
    out = []
    for _ in range(n):
        w = x ^ 0x8000000000000001
        out = [w, -w, ~w, w == x, w != 7, w < 0, w > -1, w > 1.5, w is x, w is None, bool(w), not w, isinstance(w, int), str(w), hash(w),
               f"{w:x}", w / 3, float(w), int(w), abs(w), (w, w), {w: 1}[w], w in (1, w), w ** 2, divmod(w, 10), min(w, 5), w.bit_length()]
    return out


def subtract(a, b):
    return (a - b) & MASK, (a - b) & 0xFFFF, (b - a) & MASK


def shifts(x, counts):
    return [(x >> c, (x << c) & MASK) for c in counts]


def seen_in_frames(x, n):
    for i in range(n):
        y = (x * 0x9E3779B97F4A7C15) & MASK
        x = y ^ (y >> 29)
        if i == n - 1:
            there = sys._getframe().f_locals
            return there["x"], there["y"]


r = XorShift(88172645463325252)
for _ in range(20000):
    r.bits()
print(r.state, [r.bits() for _ in range(5)], [r.uniform() for _ in range(3)], [r.below(6) for _ in range(20)])
for _ in range(20000):
    r.uniform()
    r.below(100)
print(r.state, r.uniform(), r.below(1000))
r.state = 5
print(r.bits(), r.state)
r.state = -7
print(r.bits(), r.state)
r.state = 1 << 70
print(r.bits(), r.state)
r.state = True
print(r.bits(), r.state)
try:
    r.state = 1.5
    r.bits()
except TypeError as e:
    print(e)

for _ in range(60):
    splitmix(1, 1000)
print(splitmix(1, 1000), splitmix(0, 1), splitmix(-5, 3), splitmix(1 << 80, 3), splitmix(MASK, 2))

DATA = bytes(range(256)) * 4
for _ in range(60):
    fnv(DATA)
print(fnv(DATA), fnv(b""), fnv([1, 2, 300]), fnv([-1, 5]), fnv([1 << 65]))

for _ in range(5000):
    rotated(0x123456789ABCDEF0, 13)
print(rotated(0x123456789ABCDEF0, 13), rotated(1, 63), rotated(MASK, 1), rotated(3, 0), rotated(5, 64), rotated(1 << 66, 3))
try:
    rotated(MASK, 65)
except ValueError as e:
    print(e)

for _ in range(60):
    lcg(1, 1000)
print(lcg(1, 1000), lcg(0, 3), lcg(-1, 3))

BIG = 0xFFFFFFFFFFFFFFF1
for _ in range(60):
    unmasked(BIG - 12345 >> 2, 3, 100)
    unmasked(0x4000000000000000, 3, 100)
print(unmasked(BIG, BIG, 3), unmasked(3, BIG, 1), unmasked(BIG, 0, 1), unmasked(0x4000000000000000, 5, 2), unmasked(-3, BIG, 1))

for _ in range(30):
    kinds(BIG, 100)
print(kinds(BIG, 2))
print(kinds(0x8000000000000001, 1))
print(kinds(0x8000000000000003, 1))
print(kinds(-1, 1), kinds(1 << 64, 1))

for _ in range(4000):
    subtract(BIG, 7)
    subtract(7, BIG)
print(subtract(BIG, 7), subtract(7, BIG), subtract(0, 1), subtract(1 << 64, 1))

COUNTS = [0, 1, 3, 40, 63]
for _ in range(2000):
    shifts(BIG, COUNTS)
print(shifts(BIG, COUNTS), shifts(BIG, [64, 65, 200]), shifts(1 << 64, [1]))
try:
    shifts(BIG, [-1])
except ValueError as e:
    print(e)

for _ in range(60):
    seen_in_frames(12345, 1000)
print(seen_in_frames(12345, 1000), seen_in_frames(0, 2))
