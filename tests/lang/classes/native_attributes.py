# Attributes that native types keep in getters and fields, from sites that have learned them.
import re
import sys


class A:
    pass


class B(A):
    pass


class Meta(type):
    def __getattr__(cls, name):
        return "missing " + name


class WithMeta(metaclass=Meta):
    pass


def class_of(v):
    return v.__class__


def name_of(c):
    return c.__name__


def abstract(c):
    return c.__abstractmethods__


def args_of(e):
    return e.args


def text_of(m):
    return m.string


def start_of(s):
    return s.start


for v in (A(), A(), A(), B(), A(), B(), 1, "x", None, A, B(), WithMeta(), A()):
    print(class_of(v).__name__, end=" ")
print()
for c in (A, A, B, int, str, WithMeta, Meta, type, A, abs, sys.exit):
    print(name_of(c), end=" ")
print()
for c in (WithMeta, WithMeta, WithMeta, A, WithMeta, A):
    try:
        print(abstract(c), end=" ")
    except AttributeError as error:
        print(error, end=" ")
print()
for e in (ValueError(1), ValueError(2, 3), KeyError("k"), OSError(2, "no"), ValueError()):
    print(args_of(e), end=" ")
print()
for m in (re.match("a", "abc"), re.match("b", "bcd"), re.match("a", "axy")):
    print(text_of(m), end=" ")
print()
for s in (slice(1), slice(2, 3), slice("a", "b"), range(5, 7), range(8)):
    print(start_of(s), end=" ")
print()

# The class changes under the site.
a = A()
for i in range(4):
    class_of(a)


class Claims(A):
    __class__ = property(lambda self: "a property")


print(class_of(a).__name__, class_of(Claims()))
A.__getattribute__ = lambda self, name: "hooked " + name
print(class_of(a))
del A.__getattribute__
print(class_of(a).__name__)
a.__class__ = B
print(class_of(a).__name__)
a.__dict__["__class__"] = "in the dict"
print(class_of(a).__name__)


class Error(ValueError):
    pass


error = Error(1)
for i in range(4):
    args_of(error)
Error.args = 5
print(args_of(error), args_of(Error()))
del Error.args
print(args_of(error))


def renamed():
    pass


for i in range(4):
    name_of(renamed)
renamed.__name__ = "other"
print(name_of(renamed))
A.__name__ = "Renamed"
print(name_of(A), class_of(A()).__name__)


def gone(frame_or_cell):
    return frame_or_cell.cell_contents


def make(full):
    value = 1
    if not full:
        del value
    return (lambda: value).__closure__[0]


for full in (True, True, True, False, True):
    try:
        print(gone(make(full)), end=" ")
    except ValueError as e:
        print(e, end=" ")
print()


# Tuples compared by operators.
class Loud:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        print("eq", self.n, other.n, end="; ")
        return self.n == other.n

    def __lt__(self, other):
        print("lt", self.n, other.n, end="; ")
        return "less" if self.n < other.n else ""


class Sub(tuple):
    def __lt__(self, other):
        return "sub"

    def __gt__(self, other):
        return "gt"


def compare(x, y):
    return x < y, x == y, x != y


for i in range(3):
    print(compare((Loud(1), Loud(2)), (Loud(1), Loud(3))))
    print(compare((1.5, 2), (1.5, 3)), compare(("a",), ("a", "b")), compare((), ()))
    print((1, 2) < Sub((1, 3)), Sub((1,)) < (1,), (1,) == Sub((1,)))
nested = ()
for i in range(200000):
    nested = (nested,)
other = ()
for i in range(200000):
    other = (other,)
for compared in (lambda: nested == other, lambda: nested < other, lambda: sorted([(nested, 1), (other, 2)])):
    try:
        compared()
    except RecursionError as e:
        print(type(e).__name__)
try:
    (1, "a") < (1, 2)
except TypeError as e:
    print(e)
