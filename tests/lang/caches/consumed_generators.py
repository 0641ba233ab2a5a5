# Generators that a call consumes whole: what they yield, raise and see, at sites that have seen them before.
import sys


def numbers(n, log=None):
    for i in range(n):
        if log is not None:
            log.append(i)
        yield i


def repeat(f, times=12):
    result = None
    for _ in range(times):
        result = f()
    return result


print(repeat(lambda: list(x * x for x in range(5))))
print(repeat(lambda: tuple(x for x in "abc")))
print(repeat(lambda: sorted(set(x % 7 for x in range(50)))))
print(repeat(lambda: type(frozenset(x for x in range(3)))))
print(repeat(lambda: sum(x for x in range(101))))
print(repeat(lambda: sum(x / 10 for x in range(11))), repeat(lambda: sum(0.1 for _ in range(10))))
print(repeat(lambda: sum(x for x in (1, 2, 0.5, 1e16, 1, -1e16, True))))
print(repeat(lambda: sum(x for x in (2**61, 2**61, 2**62, -1))), repeat(lambda: sum(x for x in (True, False, True))))
print(repeat(lambda: sum(x for x in (1e308, 1e308, -1e308))), repeat(lambda: sum(x for x in (1e100, 1.0, -1e100))))
print(repeat(lambda: sum(x for x in (1, 2j, 3.5))), repeat(lambda: sum(x for x in ())))
print(repeat(lambda: any(x > 3 for x in range(10))), repeat(lambda: any(x for x in ("", 0, None, 0.0, []))))
print(repeat(lambda: all(x < 3 for x in range(10))), repeat(lambda: all(x for x in ("a", 1, True, 0.5, [0]))))
print(repeat(lambda: max(x % 7 for x in range(20))), repeat(lambda: min(x for x in (3, 1.5, 2))), repeat(lambda: max(x for x in ("b", "abc", "c"))))
print(repeat(lambda: sorted(-x for x in range(4))), repeat(lambda: "-".join(str(x) for x in range(4))))
print(repeat(lambda: list(numbers(3))), repeat(lambda: sum(numbers(4))))


class Odd:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return hash(self.n)

    def __eq__(self, other):
        return self.n == getattr(other, "n", other)

    def __add__(self, other):
        return Odd(self.n + getattr(other, "n", other))

    __radd__ = __add__

    def __gt__(self, other):
        return self.n > other.n

    def __bool__(self):
        return self.n > 2

    def __repr__(self):
        return f"Odd({self.n})"


print(repeat(lambda: sorted(str(x) for x in set(y for y in (1, Odd(1), 2, Odd(2), 3)))))
print(repeat(lambda: sum(Odd(i) for i in range(4))), repeat(lambda: max(Odd(i % 3) for i in range(7))))
print(repeat(lambda: any(Odd(i) for i in range(5))), repeat(lambda: all(Odd(i) for i in range(5))))


# Where it stops, and what is left of it.
def stops():
    log = []
    g = numbers(10, log)
    return any(x == 3 for x in g), log[:], next(g), list(g)


print(repeat(stops))


def same_generator():
    g = numbers(6)
    next(g)
    return list(g), list(g), sum(g)


print(repeat(same_generator))


def attempt(f):
    try:
        return f()
    except BaseException as e:
        lines, tb = [], e.__traceback__
        while tb:
            lines.append(tb.tb_frame.f_code.co_name)
            tb = tb.tb_next
        return type(e).__name__, str(e), lines


def fails(n):
    for i in range(n):
        yield i
    raise KeyError("from the generator")


log = []
print(repeat(lambda: attempt(lambda: list(fails(3)))))
print(repeat(lambda: attempt(lambda: set([x] for x in numbers(3)))))
print(repeat(lambda: attempt(lambda: sum(x for x in (1, "a")))))
print(repeat(lambda: attempt(lambda: max(x for x in (1, "a")))))
print(repeat(lambda: attempt(lambda: max(x for x in ()))), repeat(lambda: attempt(lambda: min(x for x in ()))))
print(repeat(lambda: attempt(lambda: "".join(x for x in ("a", 1)))))
print(repeat(lambda: attempt(lambda: sorted(x for x in (1, "a")))))
print(repeat(lambda: attempt(lambda: list(next(iter(())) for _ in range(2)))))


class Reenters:
    def __init__(self):
        self.generator = None

    def __bool__(self):
        return bool(next(self.generator, None))

    def run(self):
        self.generator = (x for x in (self, self, self))
        return any(self.generator)


print(repeat(lambda: attempt(Reenters().run)))


# What the generator sees of its caller.
def caller_name():
    yield sys._getframe(1).f_code.co_name
    yield sys._getframe(1).f_code.co_name


def sees():
    return list(caller_name())


print(repeat(sees))


# Nested, and in generators that are consumed themselves.
def nested(n):
    return sum(sum(x * y for y in range(3)) for x in range(n))


def inner():
    yield list(x for x in range(2))
    yield from (sum(y for y in range(x)) for x in range(4))


print(repeat(lambda: nested(5)), repeat(lambda: list(inner())))


def tree(n):
    if n == 0:
        yield ()
        return
    for t in tree(n - 1):
        yield t + (n,)


print(repeat(lambda: list(tree(3))))


# The same site with something else.
def site(f, x):
    return f(x)


print([site(list, x) for x in [numbers(2), [1], (2,), numbers(1), "ab", numbers(3)]])
print([site(f, numbers(4)) for f in (list, tuple, set, sum, max, sorted, any, all, min, list)])


class MyList(list):
    pass


print([type(site(f, numbers(2))).__name__ for f in (list, MyList, list, MyList)])


def recursion(n):
    return sum(recursion(n - 1) for _ in range(1)) + 1 if n else 0


print(recursion(100))
try:
    recursion(100000)
except RecursionError as e:
    print("RecursionError")
print(recursion(50))
