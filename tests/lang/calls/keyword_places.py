"""Keyword arguments in and out of order, with defaults, positional-only and keyword-only parameters, from dicts."""


def f(a, b=2, *, c=3, d):
    return (a, b, c, d)


def g(a, /, b, c=30):
    return (a, b, c)


def h(a, b=1, *rest):
    return (a, b, rest)


def k(a, **more):
    return (a, sorted(more.items()))


def attempt(call):
    try:
        print(call())
    except TypeError as e:
        print("TypeError:", e)


for _ in range(2):
    attempt(lambda: f(1, d=4))
    attempt(lambda: f(d=4, a=1))
    attempt(lambda: f(b=5, d=4, c=6, a=1))
    attempt(lambda: f(1, 2, d=4, c=0))
    attempt(lambda: f(1))
    attempt(lambda: f(1, a=2, d=4))
    attempt(lambda: f(1, d=4, e=5))
    attempt(lambda: g(1, b=2))
    attempt(lambda: g(1, c=3, b=2))
    attempt(lambda: g(a=1, b=2))
    attempt(lambda: g(1, 2, 3, c=4))
    attempt(lambda: g(1, **{"b": 2, "".join(["c"]): 9}))
    attempt(lambda: h(1))
    attempt(lambda: h(1, 2, 3, 4))
    attempt(lambda: h(b=2, a=1))
    attempt(lambda: h(*range(5)))
    attempt(lambda: h())
    attempt(lambda: k(1, z=2, y=3))
    attempt(lambda: k(1, a=2))


# The last arguments lie where the callee's locals will be.
def crowded(p, q, r, s):
    one = two = three = four = 0
    return (p, q, r, s, one, two, three, four)


print(crowded(s=1, r=2, q=3, p=4), crowded(1, 2, s=3, r=4))
