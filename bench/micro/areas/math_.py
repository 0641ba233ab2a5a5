import math
from _random import Random


@benchmark
def sqrt(loops):
    f = math.sqrt
    for _ in range(loops):
        f(2.0)


@benchmark
def sin_cos(loops):
    for _ in range(loops):
        math.sin(0.5), math.cos(0.5)


@benchmark
def floor(loops):
    for _ in range(loops):
        math.floor(2.5)


@benchmark
def gcd(loops):
    for i in range(loops):
        math.gcd(i, 360)


@benchmark
def hypot(loops):
    for _ in range(loops):
        math.hypot(3.0, 4.0)


@benchmark
def fsum(loops):
    items = [0.1] * 100
    for _ in range(loops):
        math.fsum(items)


@benchmark
def isclose(loops):
    for _ in range(loops):
        math.isclose(1.0, 1.0 + 1e-12)


@benchmark
def comb(loops):
    for _ in range(loops):
        math.comb(20, 7)


@benchmark
def factorial(loops):
    for _ in range(loops):
        math.factorial(30)


@benchmark
def isqrt(loops):
    for i in range(loops):
        math.isqrt(i)


@benchmark
def prod(loops):
    items = list(range(1, 15))
    for _ in range(loops):
        math.prod(items)


@benchmark
def random(loops):
    f = Random(1).random
    for _ in range(loops):
        f()


@benchmark
def getrandbits(loops):
    f = Random(1).getrandbits
    for _ in range(loops):
        f(32)
