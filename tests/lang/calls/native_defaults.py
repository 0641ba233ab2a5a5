# Native functions that leave parameters to their defaults or take *args, and native classes, called again and again at one site.
import math


def attempt(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def sites(d, s, l):
    out = [d.get("a"), d.get("z"), d.get("z", 1), d.pop("q", 0), s.split(), s.split("b"), s.find("b"), s.find("b", 3), s.replace("b", "x")]
    out += [l.pop(), l.index(1), sorted(l), round(2.5), round(2.567, 2), int("12"), int("z", 36), str(5), max(1, 2), max(3, 1, 2), min(l)]
    out += [math.hypot(3, 4), math.log(8, 2), math.log(1), list(), list("ab"), tuple(), dict(), set(), set("a"), bool(), bool(2), float(), float("2")]
    out += [range(3), range(1, 3), range(0, 9, 4), list(enumerate("a")), list(enumerate("a", 4)), list(zip()), list(zip("a")), type(l), object.__class__]
    out += [int(2.9), int(-2.9), float(3), bool(0.0), bool(""), int(True), float(True), str("x"), bytes(2), complex(1), complex(1, 2), frozenset("a")]
    out += [isinstance(ValueError("m"), Exception), ValueError("a", "b").args, KeyError().args]
    return out


for i in range(4):
    print(sites({"a": i}, "abcb", [1, 2, i]))


def convert(f, x):
    return f(x)


for f in (int, float, bool, str, list, type):
    print(f.__name__, [attempt(convert, f, x) for x in (1, 2.5, True, "3", "x", None, float("inf"), float("nan"), [1], 10**20, 1e300, -0.0)])


def errors(f):
    return [attempt(lambda: f()), attempt(lambda: f(1, 2, 3, 4)), attempt(lambda: f(...))]


for f in (int, float, range, set, len, math.sqrt, dict, enumerate, "".join, [].index):
    print(errors(f), errors(f) == errors(f))

append = [].append
bound = [3, 1, 2]


def bound_natives(add, sort, get):
    add(1)
    sort()
    return get("a"), get("b"), get("b", 2)


for _ in range(4):
    print(bound_natives(append, bound.sort, {"a": 1}.get), bound)


class Fake:
    def get(self, name, default=None):
        return name, default


for get in ({"a": 1}.get, Fake().get, dict.get, {"a": 3}.get):
    print(attempt(bound_natives, append, bound.sort, get))


def stars(*args, **kwargs):
    return args, sorted(kwargs.items())


def only(a, *, b, c=3):
    return a, b, c


def optional(a=1, *, b=2, c=3):
    return a, b, c


def late(a, b=2, *rest, **named):
    return a, b, rest, named


for _ in range(3):
    print(stars(), stars(1), stars(x=1), stars(1, 2, y=2, x=1), only(1, b=2), only(c=1, b=2, a=3), optional(), optional(5), optional(b=7), optional(c=1, a=0))
    print(late(1), late(1, 3), late(1, 3, 4, 5), late(1, z=1), late(b=1, a=2), late(1, x=1, b=5))
    print(attempt(lambda: only(1)), attempt(lambda: only(1, 2)), attempt(lambda: optional(1, 2)), attempt(lambda: optional(d=1)), attempt(lambda: late()),
          attempt(lambda: late(1, a=2)), attempt(lambda: stars(**{1: 2})))
optional.__kwdefaults__ = {"b": 20}
print(attempt(optional), attempt(lambda: optional(c=5)))
