# Bound methods of callables that are no functions: their arguments survive what the callable calls.
import functools
import types


class Wrapper:
    def __init__(self, f):
        self.f = f

    def __call__(self, *args, **kwargs):
        return self.f(*args, **kwargs)

    def __get__(self, instance, owner=None):
        return self if instance is None else types.MethodType(self, instance)


class Cached:
    @classmethod
    @functools.lru_cache(maxsize=1024)
    def one(cls, colour):
        length = len("x")
        return colour, length

    @classmethod
    @functools.cache
    def many(cls, a, b, c, *, d=4):
        return [a, b, c, d, sum(range(a))]

    @functools.lru_cache
    def method(self, a, b=2):
        return str(a) + str(b)

    @classmethod
    @Wrapper
    def wrapped(cls, a, b):
        return f"{a} {b}", max(a, b)

    @Wrapper
    def wrapped_method(self, a):
        return [a, len(str(a))]

    partial = classmethod(functools.partial(lambda first, cls, last: (first, cls.__name__, max(last, last)), "first"))
    converted = classmethod(functools.partial(lambda cls, x: sorted(x, key=lambda v: -v)))


def each(c):
    print(Cached.one("default"))
    print(Cached.many(1, 2, 3), Cached.many(1, 2, 3, d=5), Cached.many(*[3, 2], c=1))
    print(c.method(7), c.method(7, 8), c.method(a=1))
    print(Cached.wrapped(5, 6), c.wrapped(7, b=8))
    print(c.wrapped_method("abc"))
    print(c.partial("last"), Cached.partial("last"))
    print(c.converted([3, 1, 2]))
    bound = c.one
    print(bound("red"), bound(colour="blue"), list(map(bound, "ab")))
    native = types.MethodType(map, str)
    print(list(native([1, 2])))
    nested = types.MethodType(types.MethodType(lambda *a: (len(a), *a), 1), 2)
    print(nested(3), nested(3, 4))


for _ in range(3):
    each(Cached())
