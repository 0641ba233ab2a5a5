# Every specialised form of the interpreters has its own lowering: what it assumes is broken in hot code, one thing at a time.
import sys

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


# --- iterators
def each(items):
    out = []
    for x in items:
        out.append(x)
    return out


for kind in (lambda: "añb", lambda: {1: 2, 3: 4}, lambda: {5}, lambda: reversed([1, 2]), lambda: map(abs, [-1, 2]),
             lambda: b"ab", lambda: range(10**30, 10**30 + 2), lambda: (i for i in "ab"), lambda: iter([7]), lambda: (8, 9)):
    def loop(make):
        out = []
        for x in make():
            out.append(x)
        return out
    print(warm(loop, kind), loop(lambda: [1]), shown(loop, lambda: 5))


def grows(d):
    for k in d:
        d[k * 2] = 1
        if len(d) > 40:
            return "never"
    return "empty"


print(warm(grows, {}), shown(grows, {1: 1}), len(list({1: 2})))


class Counting:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        self.n -= 1
        if self.n == 3:
            raise KeyError("three")
        if self.n < 0:
            raise StopIteration
        return self.n


print(warm(each, Counting(2)), shown(each, Counting(6)), each(Counting(1)))


# --- pairs
def pairs(items):
    total = 0
    seen = []
    for a, b in items():
        total += a
        seen.append(b)
    return total, seen


print(warm(pairs, lambda: enumerate("xy")), pairs(lambda: zip([1, 2], "pq")), pairs(lambda: {3: 4}.items()))
print(pairs(lambda: enumerate(Counting(2))), shown(pairs, lambda: enumerate(Counting(5))), pairs(lambda: [(1, 2)]))
print(warm(pairs, lambda: zip([1, 2], "pq")), shown(pairs, lambda: zip([1], [2], [3])), shown(pairs, lambda: [5]))


def guarded(items):
    log = []
    try:
        for a, b in items():
            log.append(a)
            if a == 2:
                raise ValueError(b)
    except ValueError as e:
        log.append(str(e))
    except TypeError as e:
        log.append("type " + str(e))
    return log


print(warm(guarded, lambda: {1: 2, 3: 4}.items()), guarded(lambda: zip([1, 2], [3, "four"])), guarded(lambda: [5]))


# --- subscripts
def third(v):
    return v[2], v[-1]


print(warm(third, [1, 2, 3]), third((4, 5, 6)), shown(third, [1]), third("abc"), third({2: 3, -1: 4}))


def char(s, i):
    return s[i]


print(warm(char, "héllo", 1), char("abc", -1), shown(char, "abc", 3), char([1, 2], 0), shown(char, "ab", "c"), char("€uro", 0))


def window(v, i, j):
    w = v[i:j]
    v[i:j] = w[::-1]
    return w, v


print(warm(window, [1, 2, 3, 4], 1, 3), window([5, 6], 0, 9), shown(window, (1, 2), 0, 1), shown(window, [1], "a", None))


# --- names
count = 0


class Totals:
    made = 0
    step = 1


def counting():
    global count
    count += 1
    Totals.made += Totals.step
    return count, Totals.made


warm(counting)
print(counting())
count = 1.5
Totals.step = "x"
print(shown(counting), count)
Totals.step = 2
print(counting())
del count
print(shown(counting), shown(counting))
count = 7
print(counting())


# --- bound methods, properties, descriptors, hooks, class methods
class Part:
    def __init__(self, v):
        self._v = v

    def get(self, more=0):
        return self._v + more

    @property
    def value(self):
        return self._v

    @value.setter
    def value(self, v):
        if v == 13:
            raise ValueError("unlucky")
        self._v = v

    @classmethod
    def make(cls, v):
        return cls(v * cls.factor())

    @staticmethod
    def factor():
        return 2

    def __getattr__(self, name):
        if name == "missing":
            raise AttributeError("no " + name)
        return "hook " + name


class Descriptor:
    def __get__(self, o, cls=None):
        return "got", o is None, cls.__name__

    def __set__(self, o, v):
        o._v = v * 100


Part.through = Descriptor()


def use(p, v):
    get = p.get
    p.value = v
    first = p.value
    p.through = v
    return get(), first, p.through, p.other, Part.make(v).value, p.make(v).get(1), type(p).factor()


print(warm(use, Part(1), 3), shown(use, Part(1), 13), use(Part(0), 2.5))
Part.get = lambda self, more=0: "new get"
print(use(Part(1), 3))
Part.factor = staticmethod(lambda: 3)
print(use(Part(1), 3))
Part.value = property(lambda self: "read only")
print(shown(use, Part(1), 3))
Part.value = property(lambda self: self._v, lambda self, v: setattr(self, "_v", -v))
Part.__getattr__ = lambda self, name: name.upper()
Descriptor.__get__ = lambda self, o, cls: "other descriptor"
print(use(Part(1), 3))


def call(f, x):
    return f(x)


print(warm(call, Part(5).get, 1), call(Part(6).get, 2), call(abs, -3), call(lambda x: x * 2, 4), shown(call, Part.get, 1))


# --- natives: defaults, classes, consumers of generators
def convert(x):
    return int(x), float(x), str(x), bool(x), list(range(x)), sorted({x: 1}), max(x, 2), "%d" % x


print(warm(convert, 3), shown(convert, "4"), shown(convert, 2.5), convert(True), shown(convert, None))


def consume(items, stop):
    return (sum(x for x in items), any(x > stop for x in items), all(x < stop for x in items), max(x for x in items),
            list(x * 2 for x in items), sorted((-x for x in items)), ",".join(str(x) for x in items), set(x % 2 for x in items))


print(warm(consume, [1, 2, 3], 2), consume([1.5, 2], 5), shown(consume, [], 1), shown(consume, ["a", 1], 1))


def raising(items):
    try:
        return sum(1 // x for x in items)
    except ZeroDivisionError as e:
        return str(e)


print(warm(raising, [1, 2]), raising([1, 0]), raising([0.5]))


# --- text, tuples
def text(a, b):
    s = a
    for _ in range(3):
        s += b
    return s, s == a + b, a != b, f"{a}{b}", f"{len(s)}:{a!s}"


class Text(str):
    def __add__(self, other):
        return "added"

    def __eq__(self, other):
        return "maybe"

    __hash__ = str.__hash__


print(warm(text, "a", "b"), text("é", "€"), shown(text, "a", 1), text(Text("q"), "r"), text("", ""))


def swap(a, b):
    t = a, b
    a, b = b, a
    (c, d), e = (a, b), t
    return [c, d, e]


print(warm(swap, 1, "x"), swap(2.5, None))


def truths(v):
    return 1 if v else 0, "not" if not v else "yes"


print(warm(truths, [1]), [truths(v) for v in ([], (), (0,), "", "a", {}, {1: 2}, set(), 0, 2, 0.0, 1e300, None, object())])
