# Wrappers that pass their arguments on, isinstance() with tuples, and the special methods that operators on containers call.
import gc
import sys
import traceback

engine = getattr(sys, "_typhon", None)
compiling = getattr(engine, "jit_compile", None) is not None and sys._xoptions.get("jit") != "off"


def warm(f, *args):
    for _ in range(30):
        f(*args)
    if compiling:
        assert engine.jit_compile(f)
    return f(*args)


def shown(f, *args, **named):
    try:
        return f(*args, **named)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def plain(f):
    def wrapper(*args):
        return f(*args)

    return wrapper


def full(f):
    def wrapper(*args, **kwargs):
        return f(*args, **kwargs)

    return wrapper


def counted(f):
    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        kwargs.setdefault("extra", wrapper.calls)
        return f(*args, **kwargs)

    wrapper.calls = 0
    return wrapper


@plain
def add(a, b):
    return a + b


@full
def subtract(a, b):
    return a - b


@full
def defaulted(a, b=10, *, c=3):
    return a, b, c


@counted
def logged(a, extra=None):
    return a, extra


@full
@plain
@full
def thrice(a):
    return a * 3


class Methods:
    @full
    def scale(self, k):
        return self.by * k

    def __init__(self, by):
        self.by = by


def uses(x):
    m = Methods(x)
    return add(x, 1), subtract(x, 2), thrice(x), m.scale(4), defaulted(x), defaulted(x, 5), defaulted(x, c=8), defaulted(b=1, a=x)


print(warm(uses, 6))
print(uses("ab") if False else shown(uses, "ab"))
print(warm(lambda: logged(1))[0], logged(2, extra=5), shown(logged), shown(add, 1), shown(subtract, 1, 2, 3), shown(thrice, a=2))


# The dict that was empty when the call was compiled has got something in it.
def put(f):
    def wrapper(x, **kwargs):
        if x > 100:
            kwargs["b"] = x
        return f(x, **kwargs)

    return wrapper


@put
def pair(a, b=0):
    return a, b


def pairs(n):
    return pair(n), pair(n + 1)


print(warm(pairs, 5), pairs(100), pairs(200), pairs(7))


# One wrapper code, other functions.
def many(fs, x):
    return [f(x, 2) for f in fs]


fs = [plain(lambda a, b: a + b), plain(lambda a, b: a * b), plain(pow), plain(max), plain(Methods.scale.__get__(Methods(3)))]
print(warm(many, fs[:2], 5), shown(many, fs, 5), many(fs[:4], 7))


# *args is a tuple of its own; what is rebound to its name is not.
def rebind(*args):
    if len(args) > 2:
        args = list(args)
        args.append("more")
    return max(*args), args


print(warm(rebind, 1, 2), shown(rebind, 1, 2, 3))


def generator(*args):
    yield from args
    yield list(*[args])


print(warm(lambda: list(generator(1, 2))))


# Exceptions through wrappers.
@full
def fails(x):
    return 1 // x


def calls_it(x):
    return fails(x)


warm(calls_it, 1)
try:
    calls_it(0)
except ZeroDivisionError as e:
    print([f.name for f in traceback.extract_tb(e.__traceback__)])


# The code that a site with stars has met dies.
def through(f, args):
    return f(*args)


for i in range(60):
    exec(f"def g(a, b): return a + b + {i}", space := {})
    result = through(space["g"], (1, 2))
    if i % 20 == 0:
        gc.collect()
print(result, warm(through, add, (3, 4)))


# isinstance() with classes and tuples of them.
class A:
    pass


class B(A):
    pass


class Meta(type):
    def __instancecheck__(cls, v):
        return v == 7


class Odd(metaclass=Meta):
    pass


class Liar:
    __class__ = A


class Proxy:
    def __init__(self, cls):
        self.cls = cls

    @property
    def __class__(self):
        return self.cls


def kinds(v):
    return (isinstance(v, int), isinstance(v, (int, str)), isinstance(v, (A, float)), isinstance(v, A), isinstance(v, (str, Odd)),
            isinstance(v, (bool, type(None))), isinstance(v, object), isinstance(v, (list, tuple, dict)))


values = [1, True, "s", 2.5, None, A(), B(), 7, Odd(), Liar(), Proxy(B), Proxy(str), [], (), {}, 10 ** 30, int, Meta]
for v in values:
    print("".join("01"[x] for x in warm(kinds, v)), end=" ")
print()
print(*("".join("01"[x] for x in kinds(v)) for v in values))


def cls_dependent(v):
    return isinstance(v, (A, str)), isinstance(v, Proxy)


print(warm(cls_dependent, B()), cls_dependent(Proxy(A)))
B.__bases__ = (Proxy,)
print(cls_dependent(B("q")))


# in, len(), truth and with of classes.
class Box:
    def __init__(self, items, answer=None):
        self.items, self.answer = items, answer

    def __contains__(self, x):
        return self.items if x == "whole" else x in self.items

    def __len__(self):
        return len(self.items) if self.answer is None else self.answer

    def __bool__(self):
        if self.answer == "odd":
            return 1
        return bool(self.items)

    def __enter__(self):
        self.items.append("in")
        return len(self.items)

    def __exit__(self, *what):
        self.items.append(what[0].__name__ if what[0] else "out")
        return what[0] is KeyError


class Sized:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


class Iterates:
    def __iter__(self):
        return iter("abc")


class Not:
    __contains__ = None


def asks(b, x):
    return x in b, x not in b


def sizes(b):
    return len(b), len(b) + 1, (1 if b else 0), not b


def within(b, x):
    with b as n:
        if x:
            raise x
    return n, b.items[-2:]


print(warm(asks, Box([1, 2]), 2), asks(Box([1]), 5), asks(Box([3]), "whole"), asks(Iterates(), "b"), shown(asks, Not(), 1))
print(asks({1: 2}, 1), asks({1}, 2), asks("abc", "bc"), asks((1, 2), 2), shown(asks, 3, 1), shown(asks, "abc", 1))
print(warm(sizes, Box([1, 2])), sizes(Box([])), sizes(Sized(3)), sizes(Sized(0)), sizes([1]), sizes({}), sizes(range(5)))
big = [2 ** 61 - 1, 2 ** 61, 2 ** 62, sys.maxsize]
print([sizes(Sized(n)) for n in big], sizes(range(2 ** 62)))
for n in -1, 2 ** 63, "x", 1.5, None, True:
    print(shown(sizes, Sized(n)), end="; ")
print(shown(sizes, Box([], "odd")), shown(sizes, 5))
print(warm(within, Box([]), None), within(Box([]), KeyError("k")), shown(within, Box([]), ValueError("v")), shown(within, 3, None))


def recursive(n):
    class Deep:
        def __contains__(self, x):
            return x == 0 or x - 1 in self

        def __len__(self):
            return len(self) + 1

        def __bool__(self):
            return not self

    d = Deep()
    return n in d, shown(len, d)[:32], shown(bool, d)[:32]


print(warm(recursive, 30), shown(recursive, 10 ** 6)[:32])
