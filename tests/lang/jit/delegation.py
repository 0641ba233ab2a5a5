# Chains of `yield from` and `await` whose frames are pushed without being run, and generators that are made without a frame.
# jit: wait
import sys


class Tree:
    def __init__(self, left, value, right):
        self.left, self.value, self.right = left, value, right

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.value
        if self.right:
            yield from self.right


def tree(items):
    if not items:
        return None
    middle = len(items) // 2
    return Tree(tree(items[:middle]), items[middle], tree(items[middle + 1:]))


def walk(t):
    total = 0
    for i, x in enumerate(t):
        total += i * x
    return total


big = tree(list(range(200)))
for _ in range(40):
    total = walk(big)
print("walk", total, list(tree([3, 1, 2])), sum(big), max(big), sorted(tree([2, 9, 4])))


# Values go in, results come back, at each depth.
def innermost(depth):
    received = []
    for i in range(3):
        received.append((yield depth, i))
    return received


def chain(depth):
    if depth == 0:
        result = yield from innermost(depth)
    else:
        result = yield from chain(depth - 1)
        result.append((yield "back", depth))
    return result


def drive(depth):
    g = chain(depth)
    seen = [next(g)]
    sent = 0
    try:
        while True:
            sent += 1
            seen.append(g.send(sent))
    except StopIteration as stop:
        return seen, stop.value


for _ in range(60):
    for depth in range(6):
        result = drive(depth)
print("drive", *result)


# Exceptions: thrown in, raised inside, handled at some depth, closed.
log = []


def guarded(depth, handles):
    try:
        if depth:
            yield from guarded(depth - 1, handles)
        else:
            yield "first"
            yield "second"
            raise ValueError("bottom")
    except handles as e:
        log.append(("handled", depth, type(e).__name__, str(e)))
        if depth % 2:
            raise KeyError(depth) from e
        yield "handled"
    finally:
        log.append(("finally", depth))
    yield "after"


def outcome(depth, handles, action, when):
    g = guarded(depth, handles)
    seen = []
    try:
        for _ in range(when):
            seen.append(next(g))
        seen.append(g.throw(action) if action else g.close())
        while True:
            seen.append(next(g))
    except BaseException as e:
        chained = []
        while e is not None:
            lines = []
            tb = e.__traceback__
            while tb:
                lines.append(tb.tb_lineno - tb.tb_frame.f_code.co_firstlineno)
                tb = tb.tb_next
            chained.append((type(e).__name__, str(e), lines))
            e = e.__cause__ or e.__context__
        return seen, chained


for round in range(40):
    log.clear()
    results = [outcome(depth, handles, action, when) for depth in (0, 1, 4) for handles in (ValueError, (KeyError, GeneratorExit), ())
               for action in (None, ValueError("thrown"), KeyError("key")) for when in (1, 2, 3)]
for r in results:
    print(r)
print([entry for entry in log if entry[0] == "handled"][:3])


# What can be seen from inside.
def look(n):
    frames = []
    f = sys._getframe()
    while f.f_code.co_name in ("look", "between"):
        frames.append((f.f_code.co_name, f.f_lineno - f.f_code.co_firstlineno, f.f_locals.get("n")))
        f = f.f_back
    yield frames
    try:
        yield [outer.gi_running, outer.gi_suspended, outer.gi_frame is not None, outer.gi_yieldfrom]
        next(outer)
    except ValueError as e:
        yield str(e)
    yield "last"


def between(n):
    if n:
        yield from between(n - 1)
    else:
        yield from look(n)
    yield n


for _ in range(150):
    outer = between(3)
    seen = list(outer)
print("look", *seen)
outer = between(2)
next(outer)
inner = outer
names = []
while inner is not None:
    names.append((inner.gi_code.co_name, inner.gi_frame.f_lineno - inner.gi_code.co_firstlineno, inner.gi_suspended))
    inner = inner.gi_yieldfrom
print(names)
# A frame object that somebody keeps.
kept = outer.gi_yieldfrom.gi_frame
rest = list(outer)
print(rest, kept.f_locals)


# Frames that run only when tracing has begun.
events = []


def tracer(frame, event, arg):
    if frame.f_code.co_name in ("traced", "passes"):
        events.append((frame.f_code.co_name, event, frame.f_lineno - frame.f_code.co_firstlineno))
    return tracer


def traced(on):
    yield 1
    if on:
        sys.settrace(tracer)
    yield 2
    yield 3
    if on:
        sys.settrace(None)
    return 4


def passes(on, depth):
    if depth:
        x = yield from passes(on, depth - 1)
    else:
        x = yield from traced(on)
    yield x
    return x


for _ in range(150):
    values = list(passes(False, 2))
print(values, list(passes(True, 2)))
print(sorted(set(name for name, _, _ in events)))


# As deep as anywhere.
def deeper(n):
    yield n
    yield from deeper(n + 1)


def depth():
    reached = 0
    try:
        for reached in deeper(0):
            pass
    except RecursionError as e:
        return reached, str(e)


for _ in range(6):
    deepest = depth()
print("deep", deepest[0] > 900, deepest[1])


# What is made without a frame: cells, defaults, keywords, stars, genexprs, closures.
def made(n, step=2, *rest, key="k", **named):
    def inner():
        return n, step
    n += 1
    yield inner(), rest, key, sorted(named)


def make(i):
    a = made(i)
    b = made(i, 3, 4, key=5, other=6)
    c = (x + i + y for x in range(3) for y in (i, 1))
    return next(a), next(b), sum(c), a.__name__, c.__qualname__, a.gi_code is made.__code__, c.gi_frame is None


for i in range(4000):
    last = make(i)
print("made", last)
made.__name__ = "renamed"
made.__qualname__ = "re.named"
print(make(1), made(1).__name__, repr(made(2)).split(" at ")[0])


class Loop:
    def __await__(self):
        got = yield self
        return got


async def wait(loop, n):
    if n == 0:
        return await loop
    return n + await wait(loop, n - 1)


async def fib(n):
    if n <= 1:
        return n
    return await fib(n - 1) + await fib(n - 2)


def complete(coroutine):
    value = None
    try:
        while True:
            coroutine.send(value)
            value = 100
    except StopIteration as stop:
        return stop.value


for _ in range(100):
    numbers = complete(wait(Loop(), 5)), complete(fib(8))
print("await", numbers)


async def fails(n):
    try:
        if n:
            await fails(n - 1)
        await Loop()
    except KeyError:
        raise ValueError(n)


def throw(n):
    c = fails(n)
    c.send(None)
    try:
        c.throw(KeyError("x"))
    except ValueError as e:
        return str(e), type(e.__context__).__name__


for _ in range(100):
    thrown = throw(3)
print(thrown)
import warnings
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    sys.set_coroutine_origin_tracking_depth(2)

    def origin():
        c = fib(1)
        return c.cr_origin[0][1:], c, complete(c)

    for _ in range(10):
        where = origin()
    sys.set_coroutine_origin_tracking_depth(0)
print(where[0][1], where[1].cr_code is fib.__code__, where[2])


async def numbers_of(n):
    for i in range(n):
        yield i


async def total_of(n):
    total = 0
    async for x in numbers_of(n):
        total += x
    return total + sum([x async for x in numbers_of(3)])


for _ in range(300):
    last = complete(total_of(10))
print("async", last)
