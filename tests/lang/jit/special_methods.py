# Calls and subscripts of instances: the class's __call__, __getitem__ and __setitem__ are called like other functions.
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


class Adder:
    def __init__(self, n):
        self.n = n

    def __call__(self, x, y=0):
        return self.n + x + y


class Grid:
    def __init__(self, width):
        self.width = width
        self.cells = [0] * width * width
        self.writes = 0

    def __getitem__(self, at):
        x, y = at
        return self.cells[y * self.width + x]

    def __setitem__(self, at, value):
        self.writes += 1
        x, y = at
        self.cells[y * self.width + x] = value


class Names(dict):
    def __getitem__(self, key):
        return key * 2 if isinstance(key, str) else dict.__getitem__(self, key)


class Shifted(list):
    def __getitem__(self, i):
        return list.__getitem__(self, i - 1)


def call(f, n):
    total = 0
    for i in range(n):
        total += f(i) + f(i, 1)
    return total


def fill(g, n):
    for i in range(n):
        g[i % 4, i // 4 % 4] = i
    return [g[i, i] for i in range(4)], g.writes


def item(v, k):
    return v[k]


def first(v):
    return v[0]


print(warm(call, Adder(3), 50))
g = Grid(4)
print(warm(fill, g, 20)[0])
print(warm(item, Names(), "ab"), item(Names(x=1), "x"), shown(item, Names(), 3))
print(warm(first, Shifted([5, 6, 7])))
print(first([1]), first((2,)), first("s"), first({0: "d"}), shown(first, []), shown(first, 3))


# Other receivers at the same sites.
print(call(lambda x, y=5: x * y, 4), call(max, 1) if False else "", shown(call, 5, 1))


class Subclass(Adder):
    pass


class Other(Adder):
    def __call__(self, x, y=0):
        return -super().__call__(x, y)


print(call(Subclass(2), 5), call(Other(2), 5), call(Adder(1), 5))


# The class changes.
def use(f):
    return f(1), f(2, 3)


def get(g):
    return g[1, 2]


def put(g, v):
    g[1, 2] = v


a = Adder(10)
print(warm(use, a), warm(get, g), warm(put, g, 5))
Adder.__call__ = lambda self, x, y=100: ("new", self.n, x, y)
print(use(a))
Grid.__getitem__ = lambda self, at: ("got", at)
print(get(g))
Grid.__setitem__ = lambda self, at, value: print("put", at, value)
put(g, 6)
del Adder.__call__, Grid.__getitem__, Grid.__setitem__
print(shown(use, a), shown(get, g), shown(put, g, 7))


class Meta(type):
    def __call__(cls, *args):
        return "meta", args


# A class gets methods of its own in front of those that it has inherited.
class Late(Adder):
    pass


class LateGrid(Grid):
    pass


Adder.__call__ = lambda self, x, y=0: ("inherited", x, y)
Grid.__getitem__ = lambda self, at: ("inherited", at)
Grid.__setitem__ = lambda self, at, value: None
late, late_grid = Late(1), LateGrid(2)


def use_late():
    return late(1), late(2, y=3)


def item_late():
    late_grid[0, 1] = 2
    return late_grid[0, 1]


print(warm(use_late), warm(item_late))
Late.__call__ = lambda self, x, y=0: ("own", x, y)
LateGrid.__getitem__ = lambda self, at: ("own", at)
LateGrid.__setitem__ = lambda self, at, value: print("own put", at, value)
print(use_late(), item_late())
del Late.__call__, LateGrid.__getitem__, LateGrid.__setitem__
print(use_late(), item_late())


# What instances have of their own does not count.
class Own:
    def __call__(self, x):
        return "class", x


o = Own()


def call_own(x):
    return o(x)


print(warm(call_own, 1))
o.__call__ = lambda x: "instance"
print(call_own(2))
Own.__call__ = lambda self, x, **more: ("again", x, more)
print(call_own(3))


# Static, native and strange __call__.
class Static:
    @staticmethod
    def __call__(x):
        return "static", x


class Native:
    __call__ = len


class Nested:
    __call__ = Own()


for f, x in (Static(), 1), (Nested(), 2):
    print(warm(lambda: f(x)))
print(shown(warm, lambda: Native()([1])))


# Exceptions leave the inlined frames; frames can be seen.
class Bad:
    def __getitem__(self, k):
        return 1 // k

    def __setitem__(self, k, v):
        self.depth = sys._getframe().f_back.f_code.co_name
        v // k

    def __call__(self, k):
        return self[k]


def read(b, k):
    return b[k]


def write(b, k):
    b[k] = 4


def through(b, k):
    try:
        return b(k)
    except ZeroDivisionError as e:
        return [f.name for f in traceback.extract_tb(e.__traceback__)]


b = Bad()
warm(read, b, 1)
warm(write, b, 1)
print(warm(through, b, 1), through(b, 0), b.depth)
for f in read, write:
    try:
        f(b, 0)
    except ZeroDivisionError as e:
        print([(f.name, f.line) for f in traceback.extract_tb(e.__traceback__)])


# Recursion through __call__ and __getitem__.
class Deep:
    def __call__(self, n):
        return n if n == 0 else self(n - 1) + 1

    def __getitem__(self, n):
        return n if n == 0 else self[n - 1] + 1


def dive(n):
    d = Deep()
    return d(n), d[n]


print(warm(dive, 40), shown(dive, 10 ** 6)[:32], dive(50))


# The classes die while their sites live.
def many():
    results = []
    for i in range(40):
        class C:
            def __call__(self, x):
                return x + i

            def __getitem__(self, x):
                return x - i

        c = C()
        results.append((c(1), c[1]))
    return results[0], results[-1], len(results)


print(warm(many))
