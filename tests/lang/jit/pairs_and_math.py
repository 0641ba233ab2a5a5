# jit: wait
# zip() and enumerate() of lists and tuples are stepped in line, math functions called without boxes.
import math


def zipped(a, b):
    total = 0
    for x, y in zip(a, b):
        total += x * y
    return total


def numbered(a):
    total = 0
    for i, x in enumerate(a):
        total += i * x
    return total


def dot(a, b):
    return sum([x * y for x, y in zip(a, b)])


def uneven(a, b):
    first, second = iter(a), iter(b)
    count = 0
    for x, y in zip(first, second):
        count += 1
    return count, list(first), list(second)


def shared(a):
    it = iter(a)
    return [y - x for x, y in zip(it, it)]


def grows(a):
    out = 0
    for i, x in enumerate(a):
        out += x
        if i < 50:
            a.append(i)
        if i == 20:
            a[25] = 1000
    return out, len(a)


def shrinks(a):
    out = 0
    for x, y in zip(a, a):
        out += x + y
        a.pop()
    return out, len(a)


class Own:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        self.n -= 1
        if self.n < 0:
            raise StopIteration
        if self.n == 13:
            raise KeyError(self.n)
        return self.n


def failing(a, it):
    out = []
    try:
        for x, y in zip(a, it):
            out.append(x + y)
    except KeyError as e:
        out.append(e.args)
    return out


def from_far(a, start):
    return [i for i, x in enumerate(a, start)][-1]


def strict(a, b):
    n = 0
    try:
        for x, y in zip(a, b, strict=True):
            n += 1
    except ValueError as e:
        return n, str(e)
    return n


data, half = list(range(300)), tuple(range(150))
for _ in range(300):
    r = zipped(data, half), zipped(half, data), numbered(data), numbered(half), dot(data, data)
print(r)
for _ in range(300):
    r = uneven(data, half)
    s = uneven(half, data)
print(r[0], len(r[1]), r[2], s[0], s[1], len(s[2]))
for _ in range(300):
    r = shared(data)
print(len(r), set(r))
for _ in range(300):
    r, s = grows(list(range(100))), shrinks(list(range(101)))
print(r, s)
for _ in range(200):
    r = failing(data, Own(40)), failing(data, list(range(40))), failing("abc" and [1.5, 2], Own(3))
print(r[0][-2:], len(r[1]), r[2])
for _ in range(200):
    r = from_far(data, 5), from_far(data, (1 << 61) - 150), from_far(half, -3), from_far([1, 2], (1 << 61) - 2)
print(r)
for _ in range(200):
    r = strict(data, data), strict(data, half), strict(half, data)
print(r)


def curve(xs):
    total = 0.0
    for x in xs:
        total += math.sin(x) * math.cos(x) + math.exp(-x) + math.sqrt(x * x) + math.atan(x)
    return total


def attempt(f, x):
    try:
        return f(x)
    except (ValueError, OverflowError, TypeError) as e:
        return type(e).__name__ + ": " + str(e)


def of(name):
    namespace = {"math": math}
    exec(f"def f(x):\n  return math.{name}(x)", namespace)
    return namespace["f"]


def limits(a, b):
    return min(a, b), max(a, b), min(b, a), max(b, a)


def smaller(xs, limit):
    low, high = 1e9, -1e9
    for x in xs:
        y = x * 0.5
        low = min(low, y)
        high = max(high, y)
    return low, high


def whole(x):
    y = x * 1.0
    return int(y)


floats = [i * 0.25 for i in range(200)]
for _ in range(200):
    r = curve(floats)
print(r)
inf, nan = float("inf"), float("nan")
odd = [0.5, 2, -1.0, inf, -inf, nan, 1e300, -1e300, True, 1 << 80, "x", None, 0.0, -0.0, 710.0, 5e-324]
for name in "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "exp", "cbrt", "sqrt", "fabs":
    f = of(name)
    for i in range(4000):
        f(0.25)
    print(name, [attempt(f, x) for x in odd])
for _ in range(200):
    r = smaller(floats, 3), smaller([nan, 1.0, nan, -2.0], 3), smaller([1.0, nan, -0.0, 0.0], 3)
print(r)
for i in range(4000):
    whole(0.25)
print([attempt(whole, x) for x in [2.75, -2.75, 1e15, 2.0**59, 2.0**60, 2.0**61, -(2.0**61), 2.0**63, 1e30, inf, nan, -0.5]])
