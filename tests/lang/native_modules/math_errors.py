# math: error conditions, exact results, sums.
import math


def attempt(function, *args, **kwargs):
    try:
        print(function.__name__, args, kwargs or "", "->", repr(function(*args, **kwargs)))
    except Exception as e:
        print(function.__name__, args, kwargs or "", "raises", type(e).__name__, e)


inf, nan = math.inf, math.nan
for name in "acos acosh asin asinh atan atanh cbrt cos cosh erf erfc exp exp2 expm1 fabs gamma lgamma log log10 log1p log2 sin sinh sqrt tan tanh".split():
    for x in (0, -0.0, 1, -1, 0.5, -2, 3.75, 1000, -1000.5, inf, -inf, nan, True):
        attempt(getattr(math, name), x)
attempt(math.sqrt, "a")
attempt(math.sqrt, 10**400)
attempt(math.sin)
attempt(math.sin, 1, 2)
attempt(math.log, 10**400)
attempt(math.log2, 2**5000)
attempt(math.log10, 10**1000)
attempt(math.log, 8, 2)
attempt(math.log, 8, 1)
attempt(math.log, 0)
attempt(math.log, -1)
attempt(math.log, 10, 0)
attempt(math.pow, 0, -1)
attempt(math.pow, -8, 1 / 3)
attempt(math.pow, 10, 400)
attempt(math.pow, 1, nan)
attempt(math.fmod, 5, 0)
attempt(math.fmod, inf, 3)
attempt(math.fmod, -5, 3)
attempt(math.remainder, 5, 3)
attempt(math.remainder, 5, 0)
attempt(math.frexp, 10)
attempt(math.frexp, -inf)
attempt(math.ldexp, 0.5, 10)
attempt(math.ldexp, 1, 10**10)
attempt(math.ldexp, 1, -(10**30))
attempt(math.ldexp, 1, 1.0)
attempt(math.modf, -3.25)
attempt(math.modf, inf)
attempt(math.copysign, 3, -0.0)
attempt(math.atan2, 1, -1)
attempt(math.degrees, math.pi)
attempt(math.radians, 180)
for x in (2.5, -2.5, 7, 10**30, 1e300, inf, nan, "a"):
    attempt(math.floor, x)
    attempt(math.ceil, x)
    attempt(math.trunc, x)


class Special:
    def __floor__(self):
        return "floor"

    def __ceil__(self):
        return "ceil"

    def __trunc__(self):
        return "trunc"

    def __index__(self):
        return 6

    def __float__(self):
        return 2.0


s = Special()
print(math.floor(s), math.ceil(s), math.trunc(s), math.sqrt(s), math.gcd(s, 4), math.factorial(s), math.isqrt(s))
for n in (0, 1, 5, 20, 30, -1, 1.0, 10**30, "a"):
    attempt(math.factorial, n)
    attempt(math.isqrt, n)
attempt(math.isqrt, (10**50 + 7) ** 2)
attempt(math.isqrt, (10**50 + 7) ** 2 - 1)
for args in ((5, 2), (5, 0), (5, 6), (-1, 2), (2, -1), (100, 50), (10**20, 3), (1.0, 2), (10**30, 10**29)):
    attempt(math.comb, *args)
    attempt(math.perm, *args)
attempt(math.perm, 6)
attempt(math.perm, 6, None)
for args in ((), (0,), (12, 18), (-12, 18), (2**100, 6**50), (4, 6, 10), (1.5, 2), (0, 0), (0, 5)):
    attempt(math.gcd, *args)
    attempt(math.lcm, *args)
attempt(math.fsum, [0.1] * 10)
attempt(math.fsum, [1e308, 1e308, -1e308])
attempt(math.fsum, [1e16, 1, 1e-16] * 10)
attempt(math.fsum, [inf, -inf])
attempt(math.fsum, [inf, nan, 1])
attempt(math.fsum, [])
attempt(math.fsum, ["a"])
attempt(math.sumprod, [1, 2, 3], [4, 5, 6])
attempt(math.sumprod, [0.1] * 10, [3.0] * 10)
attempt(math.sumprod, [10**20, 1], [10**20, 0.5])
attempt(math.sumprod, [1e308, 1e308, 1], [10, -10, 1])
attempt(math.sumprod, [1, 2], [1])
attempt(math.sumprod, ["a", "b"], [2, 3])
attempt(math.sumprod, [], [])
attempt(math.prod, [1, 2, 3, 4])
attempt(math.prod, [1.5, 2, 10**20])
attempt(math.prod, [], start="s")
attempt(math.prod, ["a"], start=3)
attempt(math.hypot)
attempt(math.hypot, 3, 4)
attempt(math.hypot, 1e200, 1e200, 1e200)
attempt(math.hypot, 5e-324, 5e-324)
attempt(math.hypot, inf, nan)
attempt(math.hypot, nan, 1)
attempt(math.dist, (1, 2, 3), [4, 6, 3])
attempt(math.dist, (1,), (1, 2))
attempt(math.isclose, 1, 1 + 1e-10)
attempt(math.isclose, 1, 1.1, rel_tol=0.2)
attempt(math.isclose, 1, 1.1, abs_tol=-1)
attempt(math.isclose, inf, inf)
attempt(math.nextafter, 1, 2)
attempt(math.nextafter, 1, 2, steps=1000)
attempt(math.nextafter, -1, 1, steps=10**30)
attempt(math.nextafter, 1, 2, steps=-1)
attempt(math.ulp, 1)
attempt(math.ulp, inf)
attempt(math.ulp, 0)
print(math.pi, math.e, math.tau, math.inf, math.nan)
x = [math.sin(i) * 10**(i % 30) for i in range(1000)]
y = [math.cos(i) * 10**(i % 17) for i in range(1000)]
print(math.fsum(x), math.sumprod(x, y), math.hypot(*x), math.dist(x, y))
