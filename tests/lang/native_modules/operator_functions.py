# _operator: every operator as a function, getters and callers.
import _operator as op


def show(function, *args, **kwargs):
    try:
        print(function.__name__ if hasattr(function, "__name__") else repr(function), args, "->", repr(function(*args, **kwargs)))
    except Exception as e:
        print(function.__name__ if hasattr(function, "__name__") else repr(function), args, "raises", type(e).__name__, e)


for name in "lt le eq ne gt ge add sub mul floordiv truediv mod pow lshift rshift and_ xor or_".split():
    show(getattr(op, name), 7, 2)
    show(getattr(op, "i" + name.rstrip("_"), getattr(op, name)), 7, 2)
for name in "neg pos abs inv invert index not_ truth".split():
    show(getattr(op, name), -5)
show(op.matmul, 1, 2)
show(op.index, 1.5)
show(op.concat, [1], [2])
show(op.concat, "a", "b")
show(op.concat, 1, 2)
items = [1]
print(op.iconcat(items, [2]) is items, items)
show(op.contains, [1, 2], 2)
show(op.countOf, [1, 1.0, True, 2], 1)
show(op.countOf, 5, 1)
show(op.indexOf, "abc", "c")
show(op.indexOf, [1], 9)
d = {1: 2}
op.setitem(d, 3, 4)
op.delitem(d, 1)
print(d, op.getitem(d, 3))
show(op.getitem, d, 8)
show(op.is_, None, None)
show(op.is_not, None, None)


class Hinted:
    def __init__(self, hint):
        self.hint = hint

    def __length_hint__(self):
        return self.hint


show(op.length_hint, [1, 2, 3])
show(op.length_hint, 5)
show(op.length_hint, 5, 7)
print(op.length_hint(Hinted(12)), op.length_hint(Hinted(NotImplemented), 4))
for hint in (-1, "x"):
    try:
        op.length_hint(Hinted(hint))
    except Exception as e:
        print(type(e).__name__, e)
show(op.length_hint, 5, "a")
print(op.call(dict, [("a", 1)], b=2))
show(op._compare_digest, "abc", "abc")
show(op._compare_digest, b"abc", bytearray(b"abd"))
show(op._compare_digest, "é", "e")
show(op._compare_digest, "a", b"a")
show(op._compare_digest, 1, 2)

g = op.itemgetter(1)
print(g, g("abc"), op.itemgetter(0, -1, slice(1))([1, 2, 3]), op.itemgetter("k")({"k": "v"}))
show(op.itemgetter)
show(g, 1, 2)
show(g, [])
print(g.__reduce__(), op.itemgetter(1, 2).__reduce__())


class Point:
    def __init__(self, x, y=None):
        self.x, self.y = x, y

    def moved(self, by, *, twice=False):
        return (self.x + by * (2 if twice else 1), self.y)


p = Point(1, Point(2, "deep"))
a = op.attrgetter("y.x")
print(a, a(p), op.attrgetter("x", "y.y")(p))
show(op.attrgetter, 1)
show(op.attrgetter)
try:
    op.attrgetter("y.z")(p)
except AttributeError as e:
    print(e)
print(op.attrgetter("a.b", "c").__reduce__())
m = op.methodcaller("moved", 5)
print(m, m(p)[0], op.methodcaller("moved", 5, twice=True)(p)[0], op.methodcaller("moved", 5, twice=True))
show(op.methodcaller)
show(op.methodcaller, 1)
show(m)
print(m.__reduce__())
print(op.methodcaller("upper")("abc"), op.methodcaller("split", ",", maxsplit=1)("a,b,c"))
print(type(g), type(a), type(m))
for bad in (lambda: g(x=1), lambda: a(x=1), lambda: m(x=1)):
    try:
        bad()
    except TypeError as e:
        print(e)
