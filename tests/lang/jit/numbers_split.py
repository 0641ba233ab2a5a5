# Variables that begin as an int and go on as floats, and ints of which only the low bits count.
import sys

engine = getattr(sys, "_typhon", None)
compiling = getattr(engine, "jit_compile", None) is not None and sys._xoptions.get("jit") != "off"


def warm(f, *args):
    for _ in range(30):
        f(*args)
    if compiling:
        assert engine.jit_compile(f)
    return f(*args)


def total(values):
    t = 0
    for v in values:
        t += v
    return t


print(warm(total, [0.5, 1.25, -0.0]), total([]), total([1, 2]), total([0.5, 3]), total([2**70, 0.5]))
print(total([-0.0]), total([float("nan")]), total([float("inf"), 1.0]))


def products(n, start):
    t = 3
    p = 1
    for i in range(start, n):
        t = t - i * 0.5
        if i % 3 == 0:
            p = p * 1.5
    return t, p, t == 3, t < 4, t != 3.0, -t, t * -1.0


print(warm(products, 10, 0), products(0, 0), products(2, 1), products(4, 3))


def zero(n):
    t = 0
    for i in range(n):
        t = t * -1.0
    return t


print(warm(zero, 3), zero(0), zero(1), zero(2))


def nested(n, m):
    t = 0
    seen = []
    for i in range(n):
        for j in range(m):
            t += 0.25
        seen.append(t)
    return seen


print(warm(nested, 4, 2), nested(3, 0), nested(0, 3))


def best_of(values):
    best = 0
    where = -1
    for i, v in enumerate(values):
        if v * 1.0 > best:
            best = v * 1.0
            where = i
    return best, where


print(warm(best_of, [1.0, 3.0, 2.0]), best_of([-1.0]), best_of([]), best_of([float("nan"), 2]), best_of([0.0]))


def leaves(n):
    t = 0
    for i in range(n):
        if i == 2:
            t = "text"
            break
        t += 1.5
    return t


print(warm(leaves, 2), leaves(0), leaves(1), leaves(5))


def seen_outside(n):
    t = 0
    for i in range(n):
        found = sys._getframe().f_locals["t"]
        t += 0.5
    return t, found


print(warm(seen_outside, 3), seen_outside(1))


# --- low bits
def congruential(n, seed):
    s = seed
    for _ in range(n):
        s = (s * 1103515245 + 12345) % 2147483648
    return s


print(warm(congruential, 50, 42), congruential(7, 2**61 - 1), congruential(5, 2**80 + 5), congruential(3, -17))


def mixed(a, b):
    masked = (a * b - (a << 40) ^ b * 7 | 5) & 0xFFFFFFFFFF
    whole = a * b
    return masked, whole, (-(a * b)) & 0xFFFF, (~(a * a)) & 0xFFFFF, (a * b) & -4


print(warm(mixed, 12345, 678))
for a in (0, 1, -1, 2**30, -(2**31), 2**60, 2**61 - 1, -(2**61), 2**61, -(2**90) + 1):
    for b in (3, -3, 2**31 + 7, 2**61 - 1, 2**62):
        print(a, b, mixed(a, b))


def high(a, b):
    return (a * b) & -4


print(warm(high, 3, 5), high(2**40, 2**40 + 1), high(-(2**35), 2**35 + 3), high(2**61 - 1, 7))


def remainders(x):
    return x % 8, x % 1, x % 2**40, (x * x) % 1024, (x * 3 - 1) % 2**61, (x * x) % -8, x % 6


print(warm(remainders, 77))
for x in (0, -1, 2**45 + 3, -(2**45) - 3, 2**61 - 1, -(2**61), 2**100 + 9):
    print(remainders(x))


def kept(n):
    last = 1
    for i in range(n):
        product = last * 1000003
        last = product & 0xFFFFFFFF
    return last, product


print(warm(kept, 20), kept(1), kept(3))


def hashed(text):
    h = 5381
    for c in text:
        h = ((h << 5) + h + ord(c)) & 0xFFFFFFFF
    return h


print(warm(hashed, "a text of some length"), hashed(""), hashed("\U0001F600" * 9))


# --- builtins of numbers
def pairs(x, y):
    q, r = divmod(x, y)
    return q, r, divmod(x, y), min(x, y, 3), max(1, x, y), min(x * 1.0, y * 0.5), max(x, 2)


print(warm(pairs, 17, 5))
for x, y in ((-17, 5), (17, -5), (2**61 - 1, -1), (-(2**61), -1), (2**70, 3), (7, 2**65), (1.5, 0.5), (True, 2)):
    print(x, y, pairs(x, y))
try:
    pairs(1, 0)
except ZeroDivisionError as e:
    print(e)


# --- slices with a step
class Sliced:
    def __getitem__(self, key):
        return key


def turned(v, k):
    return v[k::-1], v[::2], v[k:None:None], v[-1:k:-2], v[1:k:3]


print(warm(turned, [1, 2, 3, 4, 5, 6], 3))
for v in ([], [1], (1, 2, 3, 4), "abcdef", b"abc", Sliced()):
    for k in (0, 2, -1, 100, None, True):
        print(turned(v, k))
try:
    [1, 2][:: int()]
except ValueError as e:
    print(e)


def flipped(stack, k):
    stack[:k] = stack[k - 1 :: -1] if k else []
    return stack


print(warm(flipped, [1, 2, 3, 4], 3), flipped([1, 2, 3], 0), flipped([3, 1], 2))
