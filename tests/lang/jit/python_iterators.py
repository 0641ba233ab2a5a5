"""Loops over instances with a __next__ written in Python, in compiled code."""
# jit: wait
import sys
import traceback

ROUNDS = 400


class Count:
    def __init__(self, n):
        self.i = 0
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        i = self.i
        if i >= self.n:
            raise StopIteration
        self.i = i + 1
        return i


def total(it):
    t = 0
    for x in it:
        t += x
    return t


def made_here(n):
    t = 0
    for x in Count(n):
        t += x
    else:
        t += 1000
    return t


def nested(n):
    t = 0
    for a in Count(n):
        for b in Count(a):
            if b == 3:
                break
            t += a * b
    return t


for _ in range(ROUNDS):
    r = total(Count(20)), made_here(20), nested(6)
print(r, total(Count(0)), made_here(0), total(Count(100_000)))

c = Count(10)
for x in c:
    if x == 3:
        break
print(c.i, total(c), c.i, total(c))


# The exception as an instance, with a value, from elsewhere, of a subclass, and caught on the way.
class Called(Count):
    def __next__(self):
        if self.i >= self.n:
            raise StopIteration()
        self.i += 1
        return self.i


class Valued(Count):
    def __next__(self):
        self.i += 1
        if self.i > self.n:
            raise StopIteration(self.i)
        return self.i


class Delegating(Count):
    def __init__(self, n):
        self.it = iter(range(n))

    def __next__(self):
        return next(self.it)


class End(StopIteration):
    pass


class Derived(Count):
    def __next__(self):
        self.i += 1
        if self.i > self.n:
            raise End
        return self.i


class Helped(Count):
    def __next__(self):
        self.i += 1
        if self.i > self.n:
            stop()
        return self.i


def stop():
    raise StopIteration


class Handling(Count):
    def __next__(self):
        self.i += 1
        try:
            if self.i > self.n:
                raise StopIteration
        except StopIteration:
            self.n = -1
            raise
        return self.i


class Chained(Count):
    def __next__(self):
        self.i += 1
        if self.i > self.n:
            raise StopIteration from None
        return self.i


class Failing(Count):
    def __next__(self):
        self.i += 1
        return 10 // (self.n - self.i)


class Property(Count):
    @property
    def more(self):
        if self.i >= self.n:
            raise StopIteration
        return True

    def __next__(self):
        if self.more:
            self.i += 1
        return self.i


for cls in (Called, Valued, Delegating, Derived, Helped, Handling, Chained, Property):
    source = f"def run(n):\n t = 0\n for x in cls(n):\n  t += x\n return t\n"
    space = {"cls": cls}
    exec(source, space)
    for _ in range(ROUNDS):
        r = space["run"](10)
    print(cls.__name__, r, space["run"](0), sys.exc_info())


def failing(n):
    t = 0
    for x in Failing(n):
        t += x
    return t


def caught(n):
    t = 0
    try:
        for x in Failing(n):
            t += x
    except ZeroDivisionError as e:
        return t, [(s.name, s.lineno) for s in traceback.extract_tb(e.__traceback__)], e.__context__
    return t


def report(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e, [(s.name, s.lineno) for s in traceback.extract_tb(e.__traceback__)][1:], e.__context__)


for _ in range(ROUNDS):
    r = caught(5)
    try:
        failing(5)
    except ZeroDivisionError:
        pass
print(r)
report(failing, 4)
report(caught, 4)


# A loop in an exception handler: what is handled stays.
def while_handling(n):
    try:
        raise KeyError(n)
    except KeyError:
        t = 0
        for x in Valued(n):
            t += x
        try:
            for x in Failing(2):
                t += x
        except ZeroDivisionError as e:
            return t, repr(e.__context__), repr(sys.exc_info()[1])


for _ in range(ROUNDS):
    r = while_handling(5)
print(r)

# Other iterators at the same place, and classes that change.
print(total([1, 2, 3]), total(Valued(3)), total(Count(4)), total(iter(range(4))))
for _ in range(60):
    r = [total(it) for it in (Count(4), Valued(4), [1, 2], (x for x in (5, 6)))]
print(r)


def next_of_others(self):
    self.i += 1
    if self.i > 2:
        raise StopIteration
    return 100 + self.i


print(made_here(3))
Count.__next__ = next_of_others
print(made_here(3), total(Count(3)))
del Count.__next__
report(made_here, 3)
Count.__next__ = next_of_others
itself, Count.__iter__ = Count.__iter__, lambda self: iter((7, 8))
print(made_here(3))
Count.__iter__ = itself


# What sees frames, and marks them.
class Looking(Valued):
    def __next__(self):
        self.i += 1
        if self.i == want:
            seen.append(sys._getframe())
            seen.append(sys._getframe().f_back.f_code.co_name)
        if self.i > self.n:
            raise StopIteration
        return self.i


def looked_at(n):
    t = 0
    for x in Looking(n):
        t += x
    return t


seen, want = [], -1
for _ in range(ROUNDS):
    r = looked_at(5)
for want in (3, 6):
    print(looked_at(5), seen[0].f_code.co_name, seen[0].f_locals["self"].i, seen[1])
    seen.clear()


# Tracing that begins in it.
class Tracing(Valued):
    def __next__(self):
        self.i += 1
        if self.i == want:
            sys.settrace(tracer)
        if self.i > self.n:
            raise StopIteration
        return self.i


def tracer(frame, event, arg):
    if frame.f_code.co_name in ("__next__", "traced"):
        events.append((frame.f_code.co_name, event, arg[0].__name__ if event == "exception" else None))
    return tracer


def traced(n):
    t = 0
    for x in Tracing(n):
        t += x
    return t


events, want = [], -1
for _ in range(ROUNDS):
    r = traced(5)
want = 3
traced(5)
sys.settrace(None)
print([e for e in events if e[1] == "exception"] and "told of the end", sys.gettrace())


# As deep as any call.
class Deep:
    def __iter__(self):
        return self

    def __next__(self):
        depths[0] += 1
        raise StopIteration


def deep():
    for x in Deep():
        pass
    deep()


depths = [0]
results = set()
for _ in range(30):
    depths[0] = 0
    try:
        deep()
    except RecursionError:
        results.add(depths[0])
print(len(results))
