# Calls of known functions with keywords, defaults, keyword-only parameters, *args and **kwargs: arguments are put in their places
# when the call is compiled; what that relies on changes.
import sys
import traceback

engine = getattr(sys, "_typhon", None)
compiling = getattr(engine, "jit_compile", None) is not None and sys._xoptions.get("jit") != "off"


def warm(f, *args):
    for _ in range(30):
        f(*args)
    if compiling:
        assert engine.jit_compile(f)
    return f(*args)


def shown(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def three(a, b=2, c=3):
    return a, b, c


def only(a, /, b, *, c=3, d=4):
    return a, b, c, d


def needs(a, *, c):
    return a, c


def rest(a, *others):
    return a, others


def rest_only(a, *others, key=7):
    return a, others, key


def anything(a, b=5, *others, key=7, **more):
    more.setdefault("seen", 0)
    more["seen"] += 1
    return a, b, others, key, more


def long_one(a, b, *, c=1, d=2):
    # Too long to be inlined.
    total = 0
    for i in range(a):
        if i % 3 == 0:
            total += b
        elif i % 3 == 1:
            total -= c
        else:
            total ^= d
        if total > 1000:
            total %= 997
        if total < -1000:
            total = -total % 991
    return total, a, b, c, d


class Point:
    def __init__(self, x, y=0, *, label="p"):
        self.x, self.y, self.label = x, y, label

    def moved(self, dx=0, dy=0, *, label=None):
        return Point(x=self.x + dx, y=self.y + dy, label=label or self.label)

    def __repr__(self):
        return f"{self.label}({self.x}, {self.y})"


def calls(x, y):
    return [
        three(x), three(x, c=y), three(c=y, a=x), three(b=y, a=x), three(c=x, b=y, a=0), three(x, y, c=9),
        only(x, y), only(x, b=y), only(x, y, d=1), only(x, d=y, c=8, b=1), needs(x, c=y), needs(c=y, a=x),
        rest(x), rest(x, y), rest(x, y, x, y), rest_only(x), rest_only(x, y, key=x), rest_only(x, key=y),
        anything(x), anything(x, y), anything(x, y, 3, 4), anything(x, key=y), anything(b=y, a=x),
        long_one(x, y), long_one(x, d=y, b=x), long_one(b=x, c=5, a=7),
    ]


for line in warm(calls, 11, 22):
    print(line)


def points(n):
    p = Point(1, label="q")
    for i in range(n):
        p = p.moved(dy=i, dx=1) if i % 2 else p.moved(1, label="r")
    return p, Point(y=n, x=1)


print(warm(points, 9))


# The order of evaluation is that of the call.
def order(log):
    def note(v):
        log.append(v)
        return v

    return three(c=note(1), b=note(2), a=note(3)), log


print(warm(order, [])[0], order([]))


# Wrong calls.
def wrong(which):
    if which == 0:
        return three(1, a=2)
    if which == 1:
        return three(1, d=2)
    if which == 2:
        return only(a=1, b=2)
    if which == 3:
        return needs(1)
    if which == 4:
        return needs(1, 2)
    if which == 5:
        return three(b=1)
    if which == 6:
        return Point(label=1)
    return rest_only()


for which in range(8):
    print(warm(shown, wrong, which))
if compiling:
    engine.jit_compile(wrong)
for which in range(8):
    print(shown(wrong, which))


# Defaults change: the tuple, the dict, and what is in the dict.
def use():
    return three(1), three(1, c=5), only(1, 2), long_one(3, 4), anything(1), rest_only(1)


print(warm(use))
three.__defaults__ = (20, 30)
print(use())
three.__defaults__ = ("x", 40, 50)
print(use())
only.__kwdefaults__["c"] = 33
long_one.__kwdefaults__["d"] = 44
print(use())
only.__kwdefaults__ = {"c": "new", "d": "er"}
anything.__kwdefaults__ = {"key": "also"}
print(use())
del only.__kwdefaults__["c"]
print(shown(use))
only.__kwdefaults__ = {"c": 3, "d": 4}
three.__defaults__ = None
print(shown(use))
three.__defaults__ = (2, 3)
print(use())


# The function gets other code; the name another function; the class another __init__.
def swapped(a, c=1, b=2, **more):
    return "swapped", a, b, c, more


def call_three():
    return three(1, b=5), three(a=1, c=9)


print(warm(call_three))
old = three.__code__
three.__code__ = (lambda a, c=8, b=9: ("code", a, b, c)).__code__
print(call_three())
three.__code__ = old
kept, three = three, swapped
print(call_three())
three = kept
print(call_three())


def make():
    return Point(x=1, y=2), Point(3, label="z")


print(warm(make))
Point.__init__ = lambda self, x, label="l", y=9: self.__dict__.update(x=x, y=y, label=label)
print(make())


# Exceptions and frames through inlined calls with keywords.
def fails(a, *, b):
    return a // b


def outer(x, y):
    return fails(b=y, a=x) + 1


warm(outer, 4, 2)
try:
    outer(1, 0)
except ZeroDivisionError as e:
    print([(f.name, f.line) for f in traceback.extract_tb(e.__traceback__)])


def peek(a, *others, b=1):
    frame = sys._getframe()
    return sorted(frame.f_locals.items(), key=lambda kv: kv[0])[:3], frame.f_back.f_code.co_name


def peeked(x):
    return peek(x, 5, b=x)


print([v for k, v in warm(peeked, 3)[0] if k != "frame"], peeked(4)[1])


# *args that grow, and are kept.
kept = []


def keep(*args, **named):
    kept.append((args, named))
    return len(args)


def collect(n):
    total = 0
    for i in range(n):
        total += keep(i, i + 1, i + 2) + keep() + keep(i)
    return total


print(warm(collect, 20), kept[-3:], len({id(named) for _, named in kept}) == len(kept))


# Recursion to the limit through calls with keywords.
def deep(n, *, step=1, acc=0):
    return acc if n == 0 else deep(n - step, step=step, acc=acc + n)


print(warm(deep, 50), shown(deep, 10 ** 6)[:32], deep(60))
