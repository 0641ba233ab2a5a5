# Operators of classes written in Python: the method that the site has met is called directly; what it relies on changes.
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


class V:
    def __init__(self, x):
        self.x = x

    def __repr__(self):
        return f"{type(self).__name__}({self.x})"

    def __add__(self, other):
        if not isinstance(other, V):
            return NotImplemented
        return V(self.x + other.x)

    def __mul__(self, k):
        return V(self.x * k) if not isinstance(k, V) else self.x * k.x

    def __rmul__(self, k):
        return V(k * self.x)

    def __rsub__(self, k):
        return NotImplemented if k == 13 else V(k - self.x)

    def __iadd__(self, other):
        if other == 5:
            return NotImplemented
        if isinstance(other, int):
            self.x += other
            return self
        return V(self.x + other.x)

    def __lt__(self, other):
        return self.x < other.x if isinstance(other, V) else NotImplemented

    def __gt__(self, other):
        return "greater"

    def __eq__(self, other):
        return self.x == other.x if type(other) is type(self) else NotImplemented

    __hash__ = None


class Sub(V):
    def __radd__(self, other):
        return "reflected"

    def __gt__(self, other):
        return "reflected greater"


class Other:
    def __radd__(self, other):
        return "other's"

    def __eq__(self, other):
        return "equal"


def arithmetic(a, b, k):
    c = a + b
    d = c * k
    e = k * d
    f = 20 - e
    f += 2
    return a * b, c, d, e, f


print(warm(arithmetic, V(1), V(2), 3))
print(arithmetic(V(1), V(2), 1.5), arithmetic(V(2), V(1), True))
print(shown(arithmetic, V(1), Sub(2), 3), shown(arithmetic, V(1), 4, 3), shown(arithmetic, Sub(1), V(2), 3))


def added(a, b):
    return a + b


print(warm(added, V(1), V(2)), added(V(1), Other()), shown(added, V(1), None), added(V(1), Sub(1)), added(Sub(1), V(1)))
print(shown(added, V(1), 1), added("a", "b"), added(1, 2), added([1], [2]), added(Sub(1), Sub(2)))


def bumped(a, b):
    a += b
    return a


print(warm(bumped, V(1), 2), shown(bumped, V(1), 5), bumped(V(1), V(3)), bumped(V(1), Other()), bumped(1, 2))


def taken(k, v):
    return k - v


print(warm(taken, 3, V(1)), shown(taken, 13, V(1)), taken(2.5, V(1)), taken(True, V(1)), shown(taken, "s", V(1)), taken(5, 3))


def ordered(a, b):
    low = "less" if a < b else "not"
    return low, a > b, a == b, a != b, "same" if a == b else "differ"


print(warm(ordered, V(1), V(2)), ordered(V(2), V(1)), ordered(V(1), V(1)))
print(ordered(V(1), Sub(2)), shown(ordered, V(1), 1), shown(ordered, V(1), Other()), ordered(1, 2), ordered("a", "b"))

# The methods change.
V.__add__ = lambda self, other: "new"
print(added(V(1), V(2)))
V.__lt__ = lambda self, other: []
print(ordered(V(1), V(2)))
del V.__add__
print(shown(added, V(1), V(2)))
V.__radd__ = lambda self, other: "radd"
print(shown(added, V(1), V(2)), added(1, V(1)))
del V.__iadd__
print(shown(bumped, V(1), 2))
V.__add__ = lambda self, other: ("plain", other)
print(bumped(V(1), 2))


class Raising:
    def __init__(self, n):
        self.n = n

    def __sub__(self, other):
        return 10 // self.n - other.n

    def __le__(self, other):
        return 10 // self.n <= other.n


def difference(a, b):
    try:
        return a - b, a <= b
    except ZeroDivisionError as e:
        return str(e), e.__traceback__.tb_next.tb_frame.f_code.co_name


print(warm(difference, Raising(2), Raising(1)), difference(Raising(0), Raising(1)), difference(Raising(1), Raising(2)))


class Deep:
    def __init__(self, n):
        self.n = n

    def __add__(self, other):
        return self.n if self.n == 0 else Deep(self.n - 1) + other


def deep(n):
    return Deep(n) + Deep(0)


print(warm(deep, 5), shown(deep, 100000)[:60])
