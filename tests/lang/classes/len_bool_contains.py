# __len__, __bool__ and __contains__ written in Python, where they are called from code: what they return, raise and may do.
import sys
import traceback


class Answers:
    def __init__(self, answer):
        self.answer = answer

    def __repr__(self):
        return type(self).__name__

    def get(self):
        if isinstance(self.answer, type) and issubclass(self.answer, BaseException):
            raise self.answer("asked")
        return self.answer


class WithLen(Answers):
    def __len__(self):
        return self.get()


class WithBool(Answers):
    def __bool__(self):
        return self.get()


class WithBoth(WithBool):
    def __len__(self):
        return 0 / 0


class Contains(Answers):
    def __contains__(self, x):
        return self.get()


class Index:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        return self.n


def length(v):
    return len(v)


def truth(v):
    if v:
        return "true"
    return "false"


def loop(v):
    n = 0
    while not v:
        n += 1
        if n == 2:
            break
    return n


def negation(v):
    return not v, not not v


def both(v):
    return (v and 1), (v or 2), bool(v), [x for x in "a" if v], 5 if v else 6


def inside(v):
    return 1 in v, 1 not in v, "in" if 1 in v else "out"


def show(function, v):
    try:
        print(function.__name__, type(v).__name__, getattr(v, "answer", "-"), function(v))
    except Exception as e:
        names = [f.name for f in traceback.extract_tb(e.__traceback__)][1:]
        print(function.__name__, type(v).__name__, getattr(v, "answer", "-"), type(e).__name__, e, names)


for _ in range(3):
    for answer in (0, 1, 7, True, False, -1, 1 << 70, 1.5, "x", None, Index(3) and 3, ValueError, StopIteration, KeyError):
        show(length, WithLen(answer))
    for answer in (True, False, 0, 1, None, ValueError, StopIteration):
        for function in (truth, loop, negation):
            show(function, WithBool(answer))
            show(function, WithBoth(answer))
    for answer in (0, 3, -1, "x", None, 1.5, ValueError):
        for function in (truth, loop, negation):
            show(function, WithLen(answer))
    for answer in (True, False, 0, 1, None, "x", [], WithLen(0), WithBool(ValueError)):
        show(lambda v: inside(v), Contains(answer.answer if isinstance(answer, Answers) else answer))
    show(both, WithBool(True))
    show(both, WithLen(0))
    print(len(WithLen(Index(4))), 1 in Contains(WithLen(0)), 1 in Contains(WithBool(True)))


# None disables, a callable that is no function is called, a class without either is true, instances do not count.
class Disabled:
    __len__ = None
    __contains__ = None
    __bool__ = None


class Called:
    class Length:
        def __call__(self):
            return 9

    __len__ = Length()
    __contains__ = staticmethod(lambda x: x == 1)
    __bool__ = classmethod(lambda cls: False)


class Plain:
    pass


class Children(list):
    def __len__(self):
        return 42


class Table(dict):
    def __bool__(self):
        return False

    def __contains__(self, key):
        return key == "always"


for v in (Disabled(), Called(), Plain(), Children(), Table(a=1), Children):
    for function in (length, truth, inside):
        show(function, v)
odd = Plain()
odd.__len__ = lambda: 3
show(length, odd)
show(truth, odd)


# A generator as __contains__, and one whose __len__ yields: generators are objects, no numbers.
class Yields:
    def __len__(self):
        yield 1

    def __contains__(self, x):
        yield x

    def __bool__(self):
        yield


for function in (length, truth, inside):
    show(function, Yields())


# What changes while they run.
class Changes:
    def __init__(self):
        self.count = 0

    def __len__(self):
        self.count += 1
        if self.count == 3:
            Changes.__len__ = lambda self: 100
        return self.count

    def __bool__(self):
        del Changes.__bool__
        return False


c = Changes()
print([length(c) for _ in range(5)], [truth(c) for _ in range(3)])


def swap(v):
    global len
    first = len(v)
    len = lambda v: "mine"
    second = len(v)
    del len
    return first, second, len(v)


print(swap(WithLen(2)), swap([1, 2, 3]), swap("abc"), swap({1}))


# Appending by lists of several kinds and by others.
class Noisy(list):
    def append(self, x):
        super().append(-x)


class Other:
    def append(self, x):
        self.last = x
        return "appended"


def fill(v):
    results = {v.append(i) for i in range(40)}
    return results, v if isinstance(v, list) and not isinstance(v, Noisy) else type(v)


for v in ([], [1] * 5, Noisy(), Other(), type("Sub", (list,), {})(), []):
    print(fill(v))
append = [].append
print(append(1), append.__self__)
try:
    [].append()
except TypeError as e:
    print(e)


# Deep recursion and tracing.
class Recursive:
    def __len__(self):
        return len(self)

    def __bool__(self):
        return not self

    def __contains__(self, x):
        return x in self


for function in (length, truth, inside):
    try:
        function(Recursive())
    except RecursionError as e:
        print("RecursionError", str(e)[:32])

events = []


def tracer(frame, event, arg):
    if frame.f_code.co_name in ("__len__", "__bool__", "__contains__", "get", "asked"):
        events.append((frame.f_code.co_name, event, frame.f_lineno - frame.f_code.co_firstlineno, event == "return" and arg))
    return tracer


def asked():
    a = len(WithLen(3))
    if WithBool(False):
        a += 1
    return a, 1 in Contains(0)


for trace in (None, tracer, None):
    sys.settrace(trace)
    r = asked()
    sys.settrace(None)
    print(r, len(events))
print(*events, sep="\n")


class TurnsOn:
    def __len__(self):
        sys.settrace(tracer)
        return 2


del events[:]


def turned():
    n = len(TurnsOn())
    m = len(WithLen(n))
    sys.settrace(None)
    return m


print(turned(), [e[:2] for e in events])
