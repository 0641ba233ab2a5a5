# Operators whose methods are written in Python, at sites where the classes and their methods change.
import sys


class V:
    def __init__(self, x):
        self.x = x

    def __add__(self, o):
        return ("V.add", self.x, getattr(o, "x", o))

    def __radd__(self, o):
        return ("V.radd", self.x, getattr(o, "x", o))

    def __eq__(self, o):
        return isinstance(o, V) and self.x == o.x

    def __lt__(self, o):
        return self.x < o.x if isinstance(o, V) else NotImplemented

    def __neg__(self):
        return V(-self.x)

    def __pos__(self):
        return "pos"

    def __invert__(self):
        return "invert"

    def __getitem__(self, key):
        return ("item", key)

    def __setitem__(self, key, value):
        self.x = key, value

    def __repr__(self):
        return f"V({self.x})"


class W(V):
    def __radd__(self, o):
        return ("W.radd", self.x, getattr(o, "x", o))

    def __gt__(self, o):
        return "W.gt"


class Int(int):
    def __add__(self, o):
        return ("Int.add", int(self), o)

    def __neg__(self):
        return "Int.neg"


class Str(str):
    def __eq__(self, o):
        return "Str.eq"

    __hash__ = str.__hash__


class Not:
    def __add__(self, o):
        return NotImplemented

    def __neg__(self):
        raise ValueError("neg")


def attempt(f, *args):
    try:
        return f(*args)
    except (TypeError, ValueError) as e:
        return f"{type(e).__name__}: {e}"


def add(a, b):
    return a + b


def iadd(a, b):
    a += b
    return a


def less(a, b):
    return a < b


def branch(a, b):
    if a == b:
        return "equal"
    return "unequal"


def unary(a):
    return -a, +a, ~a


values = [V(1), V(2), W(3), Int(4), Str("s"), Not(), 5, 2.5, "text", None, [1]]
for _ in range(2):
    for a in values:
        print(a, [attempt(add, a, b) for b in values])
        print([attempt(iadd, a if a != [1] else [1], b) for b in values if type(b) is not list])
        print([attempt(less, a, b) for b in values])
        print([attempt(branch, a, b) for b in values])
        print(attempt(unary, a))


def item(o):
    o[1] = 2
    return o.x, o[3], o["k"], o[1:2]


print(item(V(0)), item(W(0)))
V.__getitem__ = lambda self, key: "other"
print(item(V(0)), item(W(0)))
del V.__setitem__
print(attempt(item, V(0)))

# A method that is replaced, hidden in an instance, removed, or no function.
for _ in range(3):
    add(V(1), V(2))
V.__add__ = lambda self, o: "new add"
print(add(V(1), V(2)), add(W(1), 2))
v = V(1)
v.__add__ = lambda o: "not looked at"
print(add(v, v))


class Callable:
    def __call__(self, *args):
        return "callable", len(args)


V.__add__ = Callable()
print(add(V(1), V(2)), iadd(V(1), 3))
V.__add__ = staticmethod(lambda o: ("static", o))
print(add(V(1), 2))
V.__neg__ = len
print(attempt(lambda: -V(1)))
V.__neg__ = lambda self, more=5: more
print(-V(1))
del V.__add__
print(attempt(add, V(1), 2), add(2, V(1)), attempt(add, V(1), V(1)))
V.__iadd__ = lambda self, o: NotImplemented
print(attempt(iadd, V(1), 2))
V.__iadd__ = lambda self, o: "iadd"
print(iadd(V(1), 2))
v = V(1)
v.__class__ = Not
print(attempt(add, v, 1))


class Deep:
    def __add__(self, n):
        return n and self + (n - 1)

    def __neg__(self):
        return -self

    def __getitem__(self, n):
        return n and self[n - 1]

    def __lt__(self, n):
        return self < n


print(Deep() + 400, Deep()[400])
for f in (lambda: Deep() + sys.getrecursionlimit(), lambda: -Deep(), lambda: Deep()[sys.getrecursionlimit()], lambda: Deep() < 1):
    try:
        f()
    except RecursionError as e:
        print(str(e)[:32])


class Count:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        if self.n < 0:
            raise ValueError(self.n)
        self.n -= 1
        return self.n


def walk(n):
    out = []
    for x in Count(n):
        out.append(x)
    return out


print(walk(3), walk(0), attempt(walk, -1))
Count.__next__ = lambda self, default=1: (setattr(self, "n", self.n - default), self.n)[1] if self.n else next(iter(()))
print(walk(2), walk(0))


def generator(self):
    yield 1


Not.__pos__ = generator
print(list(+Not()))
try:
    -Not()
except ValueError as e:
    print(e.__traceback__.tb_next.tb_frame.f_code.co_name)
