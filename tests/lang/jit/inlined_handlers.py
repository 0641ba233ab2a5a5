# Handlers of functions that are built into their callers are left to the interpreter until exceptions come often.
import sys
import traceback


class Cache:
    def __init__(self):
        self.items = {}
        self.misses = 0
        self.log = []

    def get(self, key):
        try:
            return self.items[key]
        except KeyError:
            self.misses += 1
            value = self.items[key] = key * 2
            return value

    def checked(self, key):
        try:
            value = self.get(key)
        finally:
            self.last = key
        return value

    def guarded(self, key):
        try:
            return 100 // key
        except ZeroDivisionError as e:
            try:
                return self.items[str(e)]
            except KeyError as inner:
                return type(inner.__context__).__name__, sys.exc_info()[1] is inner
        except TypeError as e:
            raise ValueError("bad " + repr(key)) from e

    def __enter__(self):
        self.log.append("enter")
        return self

    def __exit__(self, kind, e, tb):
        self.log.append(kind and kind.__name__)
        return kind is KeyError

    def suppressed(self, key):
        with self:
            return self.items[key]
        return "suppressed"


def run(cache, keys, how):
    out = None
    for k in keys:
        out = how(cache, k)
    return out


def use_get(cache, k):
    return cache.get(k)


def use_checked(cache, k):
    return cache.checked(k)


def use_guarded(cache, k):
    return cache.guarded(k)


def use_suppressed(cache, k):
    return cache.suppressed(k)


def loop(cache, keys):
    total = 0
    for k in keys:
        total += cache.get(k)
        total += cache.checked(k)
    return total


cache = Cache()
for _ in range(600):
    loop(cache, range(10))
print(loop(cache, range(10)), cache.misses)
for start in range(0, 4000, 100):  # now each third is new
    loop(cache, range(start, start + 30))
print(cache.misses, cache.last, loop(cache, range(4)))
try:
    loop(cache, [1, [], 2])
except TypeError as e:
    print(e, cache.last, [f.name for f in traceback.extract_tb(e.__traceback__)])

for _ in range(300):
    run(cache, [1, 2, 3], use_guarded)
print(run(cache, [5, 0], use_guarded))
for _ in range(100):
    run(cache, [1, 0], use_guarded)
print(run(cache, [0], use_guarded), sys.exc_info())
for _ in range(40):
    try:
        run(cache, [1, "x"], use_guarded)
    except ValueError as e:
        found = str(e), type(e.__cause__).__name__, [(f.name, f.line) for f in traceback.extract_tb(e.__traceback__)]
        causes = [f.name for f in traceback.extract_tb(e.__cause__.__traceback__)]
print(found, causes)

cache.log.clear()
for _ in range(300):
    run(cache, [1, 2], use_suppressed)
print(run(cache, [-5], use_suppressed), cache.log[-2:], len(cache.log))
for _ in range(60):
    assert run(cache, [-5], use_suppressed) == "suppressed"
try:
    run(cache, [[]], use_suppressed)
except TypeError as e:
    print(e, cache.log[-1], [f.name for f in traceback.extract_tb(e.__traceback__)])


def first(items):
    try:
        return next(items)
    except StopIteration:
        return None
    finally:
        seen.append(len(seen))


def firsts(lists):
    return [first(iter(x)) for x in lists]


seen = []
for _ in range(500):
    firsts([[1], [2]])
print(firsts([[], [3], ()]), len(seen), sys.exc_info())
for _ in range(50):
    firsts([[], [1], []])
print(firsts([[], [3], ()]), len(seen))
