# Class and mapping patterns: attributes and keys named twice, missing ones, many of them.
class P:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


class Q(P):
    __match_args__ = ("x", "x")


class S(str):
    pass


class R:
    __match_args__ = (S("a"), "b")
    a, b = 1, 2


class Many:
    __match_args__ = tuple(f"a{i}" for i in range(12))

    def __init__(self):
        for i in range(12):
            setattr(self, f"a{i}", i)


def attempt(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def classes(v):
    match v:
        case P(1, y=2):
            return "1 2"
        case P(x, z=1):
            return "z", x
        case P(a, b) if a != b:
            return "different", a, b
        case P():
            return "P"
        case int(n) | float(n):
            return "number", n
        case str():
            return "str"
        case Many(a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11):
            return a0, a11
        case R(a, b):
            return "R", a, b


for _ in range(3):
    print([attempt(classes, v) for v in (P(1, 2), P(3, 4), P(3, 3), 5, 2.5, "s", Many(), R(), None)])


def twice(v):
    match v:
        case Q(a, b):
            return a, b


def keyword_twice(v):
    match v:
        case P(a, x=b):
            return a, b


def too_many(v):
    match v:
        case P(a, b, c):
            return a, b, c


print(attempt(twice, Q(1, 2)), attempt(keyword_twice, P(1, 2)), attempt(too_many, P(1, 2)), attempt(twice, P(1, 2)))


class K:
    one, other, number = "k", "k", 1


def keys(v):
    match v:
        case {"a": 1, "b": x, **rest}:
            return x, rest
        case {"a": a, "c": {"d": d}}:
            return a, d
        case {1: one, None: none, 2.5: f, b"x": b}:
            return one, none, f, b
        case {K.number: n, "z": z}:
            return "n", n, z


def same_keys(v):
    match v:
        case {K.one: a, K.other: b}:
            return a, b


def number_keys(v):
    match v:
        case {K.number: a, 1: b, "x": c}:
            return a, b, c


for _ in range(3):
    print([keys(v) for v in ({"a": 1, "b": 2, "q": 3}, {"a": 2, "c": {"d": 4}}, {1: 1, None: 2, 2.5: 3, b"x": 4}, {1: 5, "z": 6}, {}, [], 1)])
print(attempt(same_keys, {"k": 1}), attempt(number_keys, {1: 1, "x": 2}), attempt(same_keys, {}))


class D(dict):
    def get(self, key, default=None):
        return ("got", key)


print(keys(D(a=1)), same_keys({"z": 1}) if attempt(same_keys, {"z": 1}) is None else attempt(same_keys, {"z": 1}))
