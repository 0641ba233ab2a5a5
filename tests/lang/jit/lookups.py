"""Lookups in dicts, sets, lists and tuples, and defaults of functions that are called through a variable."""
# jit: wait


class Plain:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


class Same:
    """Equal to all that has the same number, ints among them."""

    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return hash(self.n)

    def __eq__(self, other):
        return self.n == (other.n if isinstance(other, Same) else other)

    def __repr__(self):
        return f"Same({self.n})"


class Missing(dict):
    def __missing__(self, key):
        return ("missing", key)


def by_name(d):
    return d["alpha"], d["beta"]


def item(d, key):
    return d[key]


def text_item(d, key):
    return d[key + ""]


def int_item(d, key):
    return d[key + 0]


def get(d, key):
    return d.get(key)


def get_default(d, key, default):
    return d.get(key, default)


def has(key, container):
    return key in container


def has_not(key, container):
    return key not in container


def attempt(f, *arguments):
    try:
        return f(*arguments)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def changing(n):
    """Each lookup sees what the loop has stored."""
    d = {"k": 0, "n": 0}
    seen = 0
    for i in range(n):
        seen += d["k"]
        d["k"] = i
        seen += d["k"]
        if i % 1000 == 0:
            d["n" + str(i)] = i
        if "n0" in d and i % 3000 == 2999:
            del d["n0"]
            d["n0"] = -i
        seen += d["n0"]
    return seen, len(d)


def removing(n):
    found = []
    d = {"a": 1}
    for i in range(n):
        if i == n - 3:
            del d["a"]
        elif i == n - 1:
            d["a"] = "again"
        found.append(d.get("a", "none"))
    return found[-5:]


def stays(n):
    d = {"x": 1, 7: 2}
    return sum(d["x"] + d[7] for _ in range(n)) + sum(d.get("x") for _ in range(n))


def defaults(f, g):
    return f(1), f(1, 2), g(1)


def make(a, b):
    def inner(x, y=a, z=b):
        return x, y, z

    return inner


def lookups():
    plain, other, same = Plain("plain"), Plain("other"), Same(5)
    texts = {"alpha": 1, "beta": 2, "": 3, "x" * 40: 4}
    ints = {i: -i for i in range(50)}
    ints[-1], ints[-2], ints[2**61 - 1], ints[2**70], ints[2**60] = "a", "b", "c", "d", "e"
    mixed = {"alpha": 1, 1: "one", None: "none", plain: "plain", Plain: "class", same: "same", (1, 2): "tuple", 2.0: "two"}
    large = {f"k{i}": i for i in range(2000)}
    wide = {i * 37: i for i in range(2000)}
    collisions = {i * 8: i for i in range(5)}
    holes = {f"h{i}": i for i in range(20)}
    for i in range(0, 20, 3):
        del holes[f"h{i}"]
    keys = ["alpha", "beta", "gamma", "", "x" * 40, "k7", "h3", "h4", 0, 1, 5, 8, 37, 49, 50, -1, -2, 2**61 - 1, 2**60, 2**70, None, True, 1.0, 2.0,
            2.5, plain, other, Plain, Same, same, Same(7), (1, 2), [1]]
    dicts = [texts, ints, mixed, large, wide, collisions, holes, {}, Missing(texts)]
    for _ in range(60):
        by_name(texts)
        for d in (texts, large, holes):
            for k in d:
                text_item(d, k), get(d, k), get_default(d, k, 0), has(k, d), has_not(k, d), item(d, k)
                break
        for d in (ints, wide, collisions):
            for k in (0, 8):
                if k in d:
                    int_item(d, k), get(d, k), item(d, k)
    for d in dicts:
        print([attempt(item, d, k) for k in keys])
        print([attempt(get, d, k) for k in keys])
        print([attempt(get_default, d, k, "default") for k in keys])
        print([attempt(has, k, d) for k in keys], [attempt(has_not, k, d) for k in keys])
        print(attempt(by_name, d), attempt(text_item, d, "beta"), attempt(int_item, d, 8), attempt(int_item, d, -1))
    nan = float("nan")
    containers = [[1, "alpha", None, plain], (2.0, nan, "x"), {1, "alpha", plain, None, 2.0}, frozenset((5, same)), [], (), [same], [[1]], "alpha", [True],
                  range(9), (Plain, Same), [2**70, 2**61 - 1]]
    for c in containers:
        print([attempt(has, k, c) for k in keys + [nan]])


def main():
    lookups()
    lookups()
    print(changing(20000), removing(9000), stays(5000))
    for _ in range(4000):
        defaults(make(1, 2), make(3, 4))
    f, g = make("p", "q"), make("r", "s")
    print(defaults(f, g))
    g.__defaults__ = (7,)
    print(attempt(defaults, f, g))
    g.__defaults__ = (7, 8, 9)
    print(attempt(defaults, f, g))
    f.__defaults__ = None
    print(attempt(defaults, f, g))


main()
