# Recursive functions have an activation of themselves built in, and longer functions are built into their callers without what
# has never run: results, tracebacks and depths are those of the interpreter.
import sys
import traceback


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print([fib(20) for _ in range(3)], fib(15.0), fib(True))


class Number:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        return self.n < other

    def __sub__(self, other):
        return Number(self.n - other)

    def __add__(self, other):
        return self.n + (other.n if isinstance(other, Number) else other)

    def __radd__(self, other):
        return other + self.n


print(fib(Number(1)).n, fib(Number(3)), fib(Number(8)), fib(12))


def power(base, n):
    return 1 if n == 0 else base * power(base, n - 1)


for _ in range(400):
    power(3, 20)
print(power(3, 20), power(3, 80), power(2.5, 9))


def depth(n):
    return 1 + depth(n + 1) if n < 100000 else 0


def deepest(n):
    try:
        return deepest(n + 1)
    except RecursionError as e:
        return n, str(e)


def count_down(n):
    if n == 0:
        return len(traceback.extract_stack())
    return count_down(n - 1)


for _ in range(500):
    count_down(8)
print(count_down(8) - count_down(0), count_down(9) - count_down(0))
for limit in 150, 151, 152:
    sys.setrecursionlimit(limit)
    results = set()
    for _ in range(60):
        try:
            depth(0)
        except RecursionError as e:
            frames = 0
            tb = e.__traceback__
            while tb:
                frames += 1
                tb = tb.tb_next
            results.add((str(e), frames))
        results.add(deepest(0))
    print(limit, sorted(results, key=str))
sys.setrecursionlimit(1000)


def divide(n, by):
    if n == 0:
        return 100 // by
    return divide(n - 1, by) + n


for _ in range(500):
    divide(6, 5)
try:
    divide(3, 0)
except ZeroDivisionError as e:
    print([(f.name, f.line) for f in traceback.extract_tb(e.__traceback__)])


class Node:
    def __init__(self, left, right):
        self.left = left
        self.right = right

    def count(self):
        return 1 + (self.left.count() if self.left else 0) + (self.right.count() if self.right else 0)

    def depths(self, at=0, *rest):
        frame = sys._getframe()
        names = []
        while frame and frame.f_code is Node.depths.__code__:
            names.append(frame.f_locals["at"])
            frame = frame.f_back
        if self.left is None:
            return [names]
        return self.left.depths(at + 1) + self.right.depths(at + 1, names)


def tree(n):
    return Node(tree(n - 1), tree(n - 1)) if n else Node(None, None)


for _ in range(40):
    t = tree(6)
    found = t.depths()
print(t.count(), len(found), found[0], found[-1] == found[0])


class Other(Node):
    def count(self):
        return 10


t.left.right.left = Other(None, None)
print(t.count())


def even(n):
    return n == 0 or odd(n - 1)


def odd(n):
    return n != 0 and even(n - 1)


for _ in range(300):
    even(20)
print(even(20), odd(20), even(7), odd(7))


# Long, but most of it has not run until the end.
def checked(cache, key, log):
    if key in cache:
        return cache[key]
    if not isinstance(key, int):
        log.append("not an int: " + repr(key))
        raise TypeError("keys are ints, not " + type(key).__name__)
    if key < 0:
        log.append("negative: " + repr(key))
        value = -checked(cache, -key, log)
    elif key > 1000:
        log.append("large: " + repr(key))
        value = sum(divmod(key, 1000))
    else:
        value = key * key
        log.append("new: " + repr(key))
    cache[key] = value
    return value


def use(cache, keys, log):
    total = 0
    for k in keys:
        total += checked(cache, k, log)
    return total


cache, log = {i: i for i in range(10)}, []
for _ in range(400):
    use(cache, range(10), log)
print(use(cache, [1, 2, 11, -3, 4005, 11], log), log)
try:
    use(cache, [1, "a", 2], log)
except TypeError as e:
    print(e, [(f.name, f.lineno - use.__code__.co_firstlineno) for f in traceback.extract_tb(e.__traceback__)], log[-1])
