"""Calls that consume a generator made for them, in compiled code: whatever the values turn out to be."""
# jit: wait
import gc
import sys
import traceback

ROUNDS = 400


def warm(f, *args):
    for _ in range(ROUNDS):
        r = f(*args)
    return r


# Each in a function of its own: budgets of inlining are for a whole function.
CONSUMERS = [
    lambda l: sum(x for x in l), lambda l: sum(x * 2 for x in l), lambda l: sum(x > 2 for x in l), lambda l: sum(x * 0.1 for x in l),
    lambda l: sum(x * 0.1 for x in l if x > 3), lambda l: any(x > 6 for x in l), lambda l: all(x < 8 for x in l),
    lambda l: any(x == 99 for x in l), lambda l: all(x != 99 for x in l), lambda l: all(x for x in l), lambda l: any(x is None for x in l),
    lambda l: max(x % 5 for x in l), lambda l: min(-x for x in l), lambda l: max(x * 0.5 for x in l), lambda l: min(x for x in l),
    lambda l: list(x + 1 for x in l), lambda l: tuple(x - 1 for x in l if x % 2), lambda l: sorted(x % 3 for x in l),
    lambda l: sorted(set(x % 4 for x in l)), lambda l: sorted(frozenset(x % 4 for x in l)), lambda l: ",".join(str(x) for x in l),
    lambda l: sum(a * b for a, b in zip(l, l)), lambda l: [max(a - b for b in l) for a in l],
    lambda l: [sum(1 for b in l if b == a) for a in l],
]


def consumers(l):
    return [f(l) for f in CONSUMERS]


print(warm(consumers, list(range(9))))
print(warm(consumers, [3, 1, 2]))
for l in ([2, 1], [True, 3, 2 ** 61, 7], [1.5, 2.5, 1e308], [2 ** 70, 1, 2], [0.0, 3, -1.5], [5]):
    for _ in range(3):
        r = consumers(l)
    print(r)
for f in CONSUMERS:
    try:
        print(f([]))
    except ValueError as e:
        print(e)


def plain_sum(l):
    return sum(x for x in l)


print(warm(plain_sum, [1, 2, 3]), plain_sum([1, 2.5]), plain_sum([2 ** 61, 2 ** 61 - 1, 5]), plain_sum([True, False]))
print(plain_sum([1, 2j]), plain_sum([]))


def float_sum(l):
    return sum(x * 1.0 for x in l)


print(warm(float_sum, [0.1] * 10), float_sum([1e100, 1.0, -1e100]), float_sum([1e16, 1.0, 1.0, -1e16]), float_sum([]))
print(float_sum([float("inf"), 1.0]), float_sum([float("inf"), float("-inf")]), float_sum([-0.0]), float_sum([1e308, 1e308]))
print(float_sum([0.1] * 5 + [3]), type(float_sum([])))


class Number:
    def __init__(self, n):
        self.n = n

    def __radd__(self, other):
        return Number(other + self.n)

    def __add__(self, other):
        return Number(self.n + other.n)

    def __gt__(self, other):
        return self.n > other.n

    def __bool__(self):
        return self.n > 1

    def __hash__(self):
        return self.n

    def __eq__(self, other):
        return isinstance(other, Number) and self.n == other.n

    def __repr__(self):
        return f"N{self.n}"


def of_objects(l):
    return sum(x for x in l), max(x for x in l), any(x for x in l), all(x for x in l), len(set(x for x in l))


for _ in range(ROUNDS):
    r = of_objects([1, 2, 3])
print(r)
for l in ([Number(1), Number(3), Number(3)], [2, 0, 1], [1.5, 2.5]):
    for _ in range(60):
        r = of_objects(l)
    print(r)


# Whoever fails.
def failing(l, d):
    return sum(10 // x for x in l) + len("".join(d[x] for x in l)) + max(x for x in l if x > 1)


def report(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e, [(s.name, s.lineno) for s in traceback.extract_tb(e.__traceback__)][1:], e.__context__)


warm(failing, [1, 2], {1: "a", 2: "b"})
for _ in range(20):
    r = [failing([1, 2], {1: "a", 2: "b"})]
report(failing, [1, 0], {})
report(failing, [1, 2], {1: "a"})
report(failing, [1, 2], {1: "a", 2: 5})
report(failing, [1], {1: "a"})
for _ in range(50):
    try:
        failing([1, 0], {})
    except ZeroDivisionError:
        pass
report(failing, [1, 0], {})


def unhashable(l):
    return len(set(x for x in l))


warm(unhashable, [1, 2, 1, "x", "x"])
report(unhashable, [1, [], 2])
report(unhashable, [Number(1), Number(1), Number(2), (1,), (1,)])


def stops(it):
    return list(next(it) for _ in range(3))


def run_stops():
    return stops(iter([1, 2, 3]))


warm(run_stops)
report(stops, iter([1]))
for _ in range(40):
    try:
        stops(iter([1]))
    except RuntimeError as e:
        r = repr(e), repr(e.__cause__)
print(r)


# Who looks at frames, or collects, meanwhile.
looks = []


def look(x):
    if x == want:
        f = sys._getframe(1)
        looks.append((f.f_code.co_name, sorted(k for k in f.f_locals if k != ".0"), f.f_back.f_code.co_name, f.f_lineno - f.f_code.co_firstlineno))
        gc.collect()
    return x


def looked_at(l):
    return sum(look(x) for x in l), tuple(look(x) for x in l), any(look(x) > 100 for x in l), "".join(str(look(x)) for x in l)


want = -1
warm(looked_at, [1, 2, 3])
want = 2
print(looked_at([1, 2, 3]), looks)
kept = []


def keeping(l):
    return list((kept.append(sys._getframe()) if x == 2 else None, x)[1] for x in l)


warm(keeping, [1, 3])
print(keeping([1, 2, 3]), kept[0].f_code.co_name)


# Generator functions, several YIELDs, and generators within generators.
def pairs(n):
    for i in range(n):
        yield i
        if i & 1:
            yield -i
    yield 100


def of_functions(n):
    return sum(pairs(n)), list(pairs(n)), max(pairs(n)), sum(sum(x for x in range(i)) for i in range(n)), any(x < -5 for x in pairs(n))


print(warm(of_functions, 8))


def tree(n):
    yield n
    if n:
        yield sum(tree(n - 1)) + sum(tree(n - 1))


print(warm(lambda: sum(tree(4))))


def closed(n):
    try:
        for i in range(n):
            yield i
    finally:
        log.append(n)


log = []
print(warm(lambda: (any(x > 2 for x in closed(5)), sum(closed(3)))), len(log) >= ROUNDS)


# Not made for the call: somebody else has it.
def shared():
    g = (x for x in (1, 2, 3, 4))
    return any(x == 2 for x in g), sum(g), list(g)


print(warm(shared))


def named():
    h = (g := (x for x in (1, 2, 3))) and sum(g)
    return h, list(g)


print(warm(named))


# Other builtins of the names.
def renamed(l):
    return sum(x for x in l)


print(warm(renamed, [1, 2]))
sum = lambda it: ("mine", list(it))
print(renamed([1, 2]))
del sum
print(renamed([1, 2]))


# Tracing that begins in the middle.
events = []


def tracer(frame, event, arg):
    if frame.f_code.co_name in ("<genexpr>", "traced"):
        events.append((frame.f_code.co_name, event))
    return tracer


def trace_at(x):
    if x == begin:
        sys.settrace(tracer)
    return x


def traced(l):
    return sum(trace_at(x) for x in l)


begin = -1
warm(traced, [1, 2, 3])
begin = 2
r = traced([1, 2, 3])
sys.settrace(None)
print(r)


# As deep as any call.
def depth(n):
    return sum(depth(n - 1) for _ in (1,)) + 1 if n else 0


print(warm(depth, 5))
try:
    depth(100_000)
except RecursionError as e:
    print(e)


def deepest():
    count = 0

    def down():
        nonlocal count
        count += 1
        return max(down() for _ in (1,))
    try:
        down()
    except RecursionError:
        pass
    return count


first = deepest()
print(all(deepest() == first for _ in range(30)))


# Consumers whose generators consume others themselves.
def sums_of_sums(n):
    return sum(sum(x * y for y in range(3)) for x in range(n))


def tuples_of_lists(n):
    return tuple(tuple([x, y] for y in range(x)) for x in range(n))


def any_of_all(rows):
    return any(all(x > 0 for x in row) for row in rows)


def longest(rows):
    return max(max(len(w) for w in row) for row in rows)


rows = [["a", "bcd"], ["ef"], ["g", "hijkl", "m"]]
for i in range(300):
    results = (sums_of_sums(5), tuples_of_lists(3), any_of_all([[1, -1], [i - 150, 2]]), longest(rows))
    if i in (0, 149, 150, 151, 299):
        print(i, *results)
