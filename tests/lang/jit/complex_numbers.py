"""Complex numbers that compiled code keeps as two floats: signs of zeros, infinities, mixtures with ints and floats, and what exits,
frames and everything else make of them."""
# jit: wait
import math
import sys


def escape(c, limit):
    z = 0j
    for step in range(limit):
        z = z * z + c
        if abs(z) > 2.0:
            return step
    return limit


def julia(z, c, limit):
    n = 0
    while n < limit and z.real * z.real + z.imag * z.imag < 4:
        z = z * z + c
        n += 1
    return n, z


def mixed(values, factor):
    total = 0j
    for v in values:
        total = total * factor + v
        total = total - 1
        total = 2.5 - total
        total = 3 * total
    return total, -total


def parts(values):
    out = []
    for v in values:
        w = v * 1.0
        out.append((w.real, w.imag, w, -w, w == v, w != 1j, bool(w), w is w, repr(w), hash(w), w.conjugate(), w ** 2, w in (v,)))
    return out


def divided(values, divisor):
    total = 0j
    for v in values:
        total = (total + v) / divisor
        total = total / 2
        total = 1 / (total + 0.5) if total.real > 0 else total / 1.5
    return total


def made(pairs):
    total = complex(0.0, 0)
    for x, y in pairs:
        total += complex(x, y)
        kept = complex(y)
    return total, kept, complex(total)


def seen_by_frames(c, n):
    z = 1j
    for i in range(n):
        w = z + c
        z = w * 0.5
        if i == n - 1:
            there = sys._getframe().f_locals
            return there["w"], there["z"]


def stored(items, factor):
    for i in range(len(items)):
        items[i] = items[i] * factor
    return items


def bools(a, b):
    """Conditions as numbers."""
    total = 0
    for x, y in zip(a, b):
        total += x == y
        total = total * 2 - (x < y)
        total = (total + 3) % 1000003
        flags = (x > y) | (x == y)
        both = (x >= y) & True
    return total, flags, both, (1 < 2) + 1.5, (2 < 1) + (1 < 2), (1 < 2) << 3


for _ in range(60):
    for k in range(50):
        escape(complex(k / 25 - 1.5, 0.3), 40)
print([escape(complex(k / 5 - 2, 0.3), 40) for k in range(12)], escape(5, 10), escape(0.25, 10), escape(1e200j, 5))
try:
    escape(complex(1.5e308, 1.5e308), 3)
except OverflowError as e:
    print(e)
print(escape(complex(math.nan, 1), 3), escape(complex(math.inf, 1), 3))
for _ in range(60):
    for k in range(50):
        julia(complex(k / 30 - 1, k / 40 - 1), -0.8 + 0.156j, 50)
print(julia(0.1 + 0.2j, -0.8 + 0.156j, 50), julia(0.5, 0.1j, 3), julia(1, 2, 3), julia(-0.0j, 0j, 2))
VALUES = [1 + 2j, 0.5, 3, -0.0j, complex(-0.0, -0.0), 1e-320 + 1j]
for _ in range(300):
    mixed([1 + 2j, 0.5j, 3j] * 10, 0.25 + 0.125j)
print(mixed(VALUES, 0.5j), mixed([1j], 2), mixed([1j, True], 1.5), mixed([], 1))
print(mixed([complex(math.inf, -math.inf), 1j], 0j), mixed([complex(math.nan, 0)], 1j))
GOOD = [1 + 2j, -0.0j, complex(-0.0, 0.0), complex(1e-320, 1e150)]
for _ in range(100):
    parts([1 + 2j, 3j, 4.5 + 0j] * 5)
for row in parts(GOOD) + parts([1, 2.5]):
    print(row)
for _ in range(300):
    divided([1 + 2j, 0.5j, -3j] * 10, 0.25 + 0.125j)
    divided([1 + 2j, 0.5j, -3j] * 10, 0.125 - 3j)
print([divided([1 + 2j, 0.5j, 3 - 1j], d) for d in (0.5 + 3j, 3 - 0.5j, 2j, 2 + 0j, -0.0 + 1j, 1, 2.5, math.inf, complex(0, math.inf), 1e308j)])
print(divided([math.inf + 1j], 1 + 1j), divided([1j], complex(math.nan, 1)), divided([1j], complex(1, math.nan)))
for zero in (0j, complex(-0.0, 0.0), 0, 0.0):
    try:
        divided([1j], zero)
    except ZeroDivisionError as e:
        print(e)
for _ in range(300):
    made([(1.0, 2.0), (0.5, -0.25)] * 10)
print(made([(1.0, 2.0), (1, 2), (-0.0, -0.0)]), made([(True, 2.5)]))
try:
    made([("1", 2.0)])
except TypeError as e:
    print(e)
for _ in range(60):
    seen_by_frames(0.5 - 1j, 100)
print(seen_by_frames(0.5 - 1j, 100), seen_by_frames(2, 2), seen_by_frames(1.5, 1))
for _ in range(200):
    stored([1j] * 30, 0.5 + 0.5j)
print(stored([1j, 2, 3.5], 1j), stored([1, 2], 3), stored([complex(0.0, -0.0)], -1))
for _ in range(200):
    bools(range(50), [3, 4] * 25)
print(bools(range(50), [3, 4] * 25), bools([1.5, "a", None], [1.5, "b", 3][:2]))
