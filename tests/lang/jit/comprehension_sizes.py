# A list that a comprehension makes takes the same room however long what it went through turned out to be.
import sys


def shrink(l):
    return [l.pop() for _ in l]


def clear(l):
    return [l.clear() for _ in l]


def grow(l):
    return [l.append(i) if len(l) < 90 else i for i in l]


def twice(l):
    it = iter(l)
    return [next(it, None) for _ in it]


def pairs(l):
    it = iter(l)
    return [p for p in zip(it, it)]


def numbered(l):
    it = iter(tuple(l))
    return [p for p in zip(it, enumerate(it))]


def plain(l):
    return [x for x in l]


def called(l):
    return [str(x) for x in l]


def appended(l, times):
    out = []
    for _ in range(times):
        out.append(None)
    return sys.getsizeof(out)


for n in range(60):
    for f in (shrink, clear, grow, twice, pairs, numbered, plain, called):
        made = f(list(range(n)))
        if sys.getsizeof(made) != appended(made, len(made)):
            print(f.__name__, n, len(made), sys.getsizeof(made), appended(made, len(made)))
print("done")
