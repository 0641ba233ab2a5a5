# Python functions that native code calls: how deep, how often, traced, with which arguments, and how they end.
import functools
import gc
import sys
import traceback


def frames_of(error):
    return [f.name for f in traceback.extract_tb(error.__traceback__)]


def fails(x):
    if x == 3:
        raise ValueError(x)
    return x


for make in (
    lambda: list(map(fails, range(5))),
    lambda: sorted(range(5), key=fails),
    lambda: max(range(5), key=fails),
    lambda: list(filter(fails, range(5))),
    lambda: functools.reduce(lambda a, b: fails(b), range(5)),
):
    try:
        make()
    except ValueError as e:
        print(e, frames_of(e))

# The wrong number of arguments, defaults, the parameters that take the rest.
for function in (
    lambda: 1,
    lambda a, b: 1,
    lambda a, b=2: (a, b),
    lambda *a: a,
    lambda a, **k: (a, k),
    lambda a, *, k=3: (a, k),
):
    try:
        print(list(map(function, "ab")))
    except TypeError as e:
        print(e)


# Locals besides the parameters are unbound at each call.
def leaves(x):
    if x:
        y = x
    return y


def unbound(x):
    try:
        return leaves(x)
    except UnboundLocalError as e:
        return str(e)


print(list(map(unbound, (1, 0, 2))))


# Recursion through native code ends in RecursionError, and the depth is what it was before.
class Deep:
    def __len__(self):
        return len(self)

    def __eq__(self, other):
        return self == other

    def __hash__(self):
        return hash(self)

    def __contains__(self, x):
        return x in self

    def __bool__(self):
        return bool(self)

    def __lt__(self, other):
        return min(self, other) is self


def through_map(n):
    return next(map(through_map, [n + 1]))


deep = Deep()
for attempt in (
    lambda: len(deep),
    lambda: deep == 1,
    lambda: hash(deep),
    lambda: 1 in deep,
    lambda: bool(deep),
    lambda: sorted([deep, Deep()]),
    lambda: through_map(0),
):
    for _ in range(2):
        try:
            attempt()
        except RecursionError as e:
            print("RecursionError", str(e)[:32])


def depth(n):
    return n if n == 300 else depth(n + 1)


print(depth(0))


# Tracing that is turned on within a callee and off in another.
events = []


def tracer(frame, event, arg):
    events.append((event, frame.f_code.co_name))
    return tracer


def on(x):
    if x == 1:
        sys.settrace(tracer)
    return helper(x)


def helper(x):
    if x == 3:
        sys.settrace(None)
    return x


print(list(map(on, range(5))))
print([e for e in events if e[0] == "call"])


# A collection in the middle, with what only the native caller holds.
class Key:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        if self.n % 50 == 0:
            gc.collect()
        return self.n < other.n


print([k.n for k in sorted(Key(i * 37 % 101) for i in range(101))] == list(range(101)))
print(sum(map(lambda x: (gc.collect(0), x)[1], range(20))))


# The container changes while its items are compared.
class Shrinks:
    def __init__(self, others):
        self.others = others

    def __eq__(self, other):
        self.others.clear()
        return False

    __hash__ = None


items = []
items.extend(Shrinks(items) for _ in range(4))
print(object() in items, items)
items.extend(Shrinks(items) for _ in range(4))
print(items == [object()] * 4, items)


# isinstance with several classes, in their order.
class Meta(type):
    def __instancecheck__(cls, instance):
        print("asked", cls.__name__)
        return False


class Picky(metaclass=Meta):
    pass


class Claims:
    @property
    def __class__(self):
        return int


print(isinstance(1, (Picky, int)), isinstance(1, (int, Picky)), isinstance("", (Picky, int)), isinstance(Picky(), Picky))
print(isinstance(Claims(), int), isinstance(Claims(), (str, int)), isinstance(Claims(), Claims), isinstance(1.5, (str, None.__class__)))
print(1 in ("1", None, 1.0), "1" in (1, None, "1"), None in ("", 0), "a" in (1, 2.5, None))
print(abs(-(1 << 61)), abs(-(1 << 61) + 1), abs(-7), abs(True), len(""), len(()), len([1]), len("äb"))
