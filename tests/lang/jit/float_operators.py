# jit: wait
# Powers, remainders and floors of floats in compiled loops, and what cannot be done there.
import math
import random


def mixed(xs, y):
    total = 0.0
    for x in xs:
        total += x ** 2 + x ** -1.5 + x ** y + x % 0.75 + x // 0.3 + x % -y + 2.5 ** x
    return total


def squares(xs):
    return [x ** 2 for x in xs]


def cubes(n):
    s = 0
    for i in range(-n, n):
        s += i ** 2 - i ** 3
    return s


def library(xs):
    s = 0
    for x in xs:
        x = x * 1.5
        s += math.floor(x) - math.ceil(-x / 3) + math.atan2(x, 2.0) + math.pow(x, 0.5) + math.log(x) + math.log2(x) + math.log10(x)
    return s


random.seed(5)
xs = [random.uniform(0.01, 40) for i in range(500)]
for i in range(200):
    r = mixed(xs, 0.7)
print(repr(r))
for i in range(200):
    r = library(xs)
print(repr(r))
# Each of them is what the interpreter makes of it, close to the middle between two floats as well.
hard = [random.uniform(1, 2) for i in range(3000)] + [1e-110, 1e110, 5e-324, 1.5e-170, 0.0, -0.0, -3.5, float("inf"), float("-inf")]
for i in range(40):
    found = squares(hard[:3000])
found = squares(hard)
print(all(f == pow(x, 2) for f, x in zip(found, hard)), found[-9:], sum(found[:3000]))
for i in range(60):
    c = cubes(300)
print(c, cubes(3 * 10 ** 6 // 3000), sum(i ** 3 for i in (10 ** 6, 10 ** 7)))


def attempt(f, *arguments):
    try:
        return f(*arguments)
    except Exception as e:
        return type(e).__name__, str(e)


def power(x, y):
    r = None
    for i in range(3):
        r = x ** y
    return r


def remainder(x, y):
    r = None
    for i in range(3):
        r = (x % y, x // y)
    return r


for i in range(4000):
    power(1.0 + i, 0.5)
    remainder(1.0 + i, 0.5)
nan, inf = float("nan"), float("inf")
for x, y in [(2.0, 0.5), (-8.0, 3.0), (-8.0, 1 / 3), (0.0, 2.0), (-0.0, 3.0), (0.0, -1.0), (1e200, 2.0), (1e-200, 2.0), (inf, 0.5),
             (nan, 0.0), (1.0, nan), (-1.0, inf), (2.0, -inf), (1e308, 1.0), (5.0, 0.0), (-7.5, 2.0), (7.5, -2.0), (-0.0, 5.0), (3.0, inf)]:
    print(x, y, attempt(power, x, y), attempt(remainder, x, y))
for x in [(0.0,), (-1.0,), (inf,), (nan,), (1e300,), (1e-300,), (7,), ("x",)]:
    print(x[0], attempt(library, x))
