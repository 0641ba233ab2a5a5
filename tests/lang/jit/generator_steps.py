# Generators whose steps are built into loops although others have them too: they are passed on, thrown into and closed between
# steps, looked at from inside, and left in the middle.
# jit: wait
import gc
import sys


def count(n):
    i = 0
    while i < n:
        yield i
        i += 1


def alternate(n):
    for i in range(n):
        yield i
        yield -i
    yield "end"


def guarded(n, log):
    try:
        for i in range(n):
            yield i
    finally:
        log.append("finally")


def evens(items):
    for x in items:
        if x % 2 == 0:
            yield x


def squares(items):
    for x in items:
        yield x * x


def floats(n):
    total = 0.0
    for i in range(n):
        total += i * 0.5
        yield total


def total_of(items):
    total = 0
    for x in items:
        total += x
    return total


for _ in range(60):
    sums = (total_of(count(50)), total_of(x for x in alternate(20) if x != "end"), total_of(guarded(50, [])),
            total_of(squares(evens(count(40)))), total_of(floats(30)), total_of(evens(squares(count(20)))))
print("sums", *sums)


# The object is right between steps, whatever becomes of it.
def partly(g, steps):
    seen = []
    for x in g:
        seen.append(x)
        if len(seen) == steps:
            break
    return seen


for round in range(60):
    out = []
    for steps in (1, 2, 5):
        g = alternate(4)
        first = partly(g, steps)
        frame = g.gi_frame.f_locals
        out.append((first, frame, next(g), partly(g, 2), list(g), g.gi_frame))
        log = []
        g = guarded(10, log)
        first = partly(g, steps)
        try:
            g.throw(KeyError("thrown"))
        except KeyError as e:
            tb = e.__traceback__.tb_next
            out.append((first, str(e), log, tb.tb_lineno - tb.tb_frame.f_code.co_firstlineno, list(g)))
        log = []
        g = guarded(10, log)
        first = partly(g, steps)
        out.append((first, g.close(), log, list(g)))
for line in out:
    print(line)


# Dropped in the middle, the finally block runs, with the variables of the last step.
def last(n, log):
    try:
        i = 0
        while i < n:
            i += 1
            yield i
    finally:
        log.append(i)


dropped = []
for _ in range(60):
    for stop in (1, 3, 7):
        for x in last(10, dropped):
            if x == stop:
                break
gc.collect()
gc.collect()
print("dropped", len(dropped), sorted(set(dropped)))


# What can be seen and done from inside.
class Watch:
    generator = None
    names = []

    def __add__(self, other):
        g = Watch.generator
        if other == 3 and g:
            inside = []
            for action in (lambda: next(g), lambda: g.send(None)):
                try:
                    action()
                except ValueError as e:
                    inside.append(str(e))
            f = sys._getframe(1)
            Watch.names = [g.gi_running, g.gi_suspended, g.gi_frame is f, f.f_code.co_name, f.f_back.f_code.co_name,
                           f.f_locals["i"], sorted(set(inside)), g.gi_frame.f_lineno - g.gi_code.co_firstlineno]
        return other * 2


def watched(n, w):
    for i in range(n):
        yield w + i


def run_watched():
    w = Watch()
    for _ in range(60):
        g = watched(6, w)
        Watch.generator = g
        total = 0
        for x in g:
            total += x
    return total, Watch.names, g.gi_frame, g.gi_running


print("watched", run_watched())


# Exceptions of a step: tracebacks, finished generators, handlers around and inside.
def failing(items):
    for x in items:
        yield 10 // x
        yield x


def handled(items):
    for x in items:
        try:
            yield 10 // x
        except ZeroDivisionError as e:
            yield type(e.__context__).__name__
        except KeyError:
            yield "key"


def collect(make, items):
    seen = []
    g = make(items)
    try:
        for x in g:
            seen.append(x)
    except ZeroDivisionError as e:
        lines = []
        tb = e.__traceback__
        while tb:
            lines.append((tb.tb_frame.f_code.co_name, tb.tb_lineno - tb.tb_frame.f_code.co_firstlineno))
            tb = tb.tb_next
        return seen, str(e), lines, list(g), g.gi_frame
    return seen, list(g)


for _ in range(80):
    result = collect(failing, [5, 2, 1]), collect(failing, [5, 2, 0, 1]), collect(handled, [5, 0, 2, 0])
for r in result:
    print(r)
try:
    try:
        raise KeyError("outer")
    except KeyError:
        collect(lambda items: (int(x) for x in items), ["1", "x"])
except ValueError as e:
    print("context", type(e.__context__).__name__)


def stops(n):
    for i in range(n):
        if i == 5:
            raise StopIteration(i)
        yield i


for _ in range(80):
    try:
        total_of(stops(9))
    except RuntimeError as e:
        stopped = str(e), type(e.__cause__).__name__
print("stops", *stopped)


# Another generator function at the same place, and one whose code changes.
def other(n):
    yield from range(n)
    yield 100


for _ in range(60):
    mixed = total_of(count(5)), total_of(other(3)), total_of([1, 2]), total_of(iter((4, 5)))
print("mixed", mixed)
suspended = count(10)
next(suspended)
count.__code__ = (lambda n: (yield n)).__code__
print("changed", total_of(suspended), total_of(count(7)))


# Tracing begins within a step.
events = []


def tracer(frame, event, arg):
    if frame.f_code.co_name == "traced":
        events.append((event, frame.f_lineno - frame.f_code.co_firstlineno))
    return tracer


def start(i):
    if i == 3:
        sys.settrace(tracer)
    elif i == 5:
        sys.settrace(None)
    return i


def traced(n, call):
    for i in range(n):
        yield call(i)


for _ in range(60):
    total = total_of(traced(8, abs))
print(total, total_of(traced(8, start)))
sys.settrace(None)
print(events)


# A generator that iterates over itself, and recursion.
def selfish():
    yield 1
    for x in box[0]:
        yield x


def flatten(items):
    for item in items:
        if isinstance(item, list):
            for x in flatten(item):
                yield x
        else:
            yield item


for _ in range(60):
    box = [None]
    box[0] = g = selfish()
    try:
        selfish_total = total_of(g)
    except ValueError as e:
        selfish_total = str(e)
    flat = total_of(flatten([1, [2, [3, 4], 5], [[6]], 7]))
print(selfish_total, flat)
