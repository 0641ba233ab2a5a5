# Conditions on values of all types at the same sites, and `not`.
from collections import OrderedDict, defaultdict, deque


class L(list):
    pass


class NoTruth(list):
    def __bool__(self):
        return False


class Length(dict):
    def __len__(self):
        return 1


class StrLength(str):
    def __len__(self):
        return 0


class Bad:
    def __bool__(self):
        raise ValueError("bad")


class Wrong:
    def __bool__(self):
        return 1


class Negative:
    def __len__(self):
        return -1


values = [0, 1, -1, 1 << 70, True, False, None, 0.0, -0.0, 1.5, 0j, 1j, "", "a", b"", b"a", (), (0,), [], [0], {}, {0: 0}, set(), {0},
          frozenset(), frozenset([0]), range(0), range(1), L(), L([1]), NoTruth([1]), Length(), StrLength("abc"), object(), len, int,
          defaultdict(int), OrderedDict(a=1), deque(), deque([1]), bytearray(), bytearray(1), Bad(), Wrong(), Negative(), ...]


def branch(v):
    return "true" if v else "false"


def loop(v):
    n = 0
    while v:
        n += 1
        if n == 2:
            break
    return n


def negate(v):
    return not v


def both(v, w):
    return v and w, v or w


for _ in range(3):
    for v in values:
        try:
            print(type(v).__name__, branch(v), loop(v), negate(v), both(v, 1)[0] is v)
        except (ValueError, TypeError) as e:
            print(type(e).__name__, e)


def empty_names():
    """A namespace that holds cells: names that were deleted do not count."""
    scope = {}
    exec("a = 1\ndef f():\n    global a\n    return a\nf()\ndel a, f", scope)
    del scope["__builtins__"]
    return branch(scope), len(scope), negate(scope)


print(empty_names())
d = {1: 2}
del d[1]
s = {1}
s.discard(1)
l = [1]
l.clear()
print(branch(d), branch(s), branch(l))


# Subscripts that meet many kinds of containers.
def item(v, i):
    return v[i], v[-1], v[0]


class Items:
    def __getitem__(self, i):
        return "item", i


class T(tuple):
    pass


for _ in range(40):
    for v in ([1, 2], (3, 4), "ab", {0: 1, 1: 2, -1: 3}, b"ab", range(5), Items(), L([1, 2]), T((1, 2))):
        r = item(v, 1)
    for v in ([], (), {}, "x"):
        for i in (1, -1, -3, "k", 1 << 70):
            try:
                item(v, i)
            except (IndexError, KeyError, TypeError) as e:
                r = e
print(r)
for v in ([1, 2], (3, 4), "ab", {0: 1, 1: 2, -1: 3}, b"ab", range(5), Items(), L([1, 2]), T((1, 2))):
    print(item(v, 1), item(v, True), item(v, -1))
for v in ([], (), {}, "x"):
    for i in (1, -1, -3, "k", 1 << 70):
        try:
            item(v, i)
        except (IndexError, KeyError, TypeError) as e:
            print(type(e).__name__, e)
