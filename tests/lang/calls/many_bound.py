# One call site, bound methods of more functions than it remembers; ints of classes that compare in their own way or not; iterators
# that are generators.
import sys
from enum import IntEnum


class M:
    def a0(self, x): return "a0", x
    def a1(self, x): return "a1", x
    def a2(self, x, y=2): return "a2", x, y
    def a3(self, *x): return "a3", x
    def a4(self, x): return ("a4", x, self.deep(x)) if x else "a4"
    def a5(self, x): raise ValueError(x)
    def a6(self, x): yield x
    def a7(self, x): late = x; return late
    def a8(self): return "a8"
    def a9(self, x): return [self.a0(x), x]
    a10 = len
    def a11(self, x, *, k=3): return "a11", x, k

    def deep(self, n):
        f = self.deep if n % 2 else self.other
        return 0 if n <= 0 else 1 + f(n - 1)

    def other(self, n):
        f = self.deep
        return 0 if n <= 0 else 1 + f(n - 1)


def site(f, x):
    return f(x)


m = M()
for _ in range(4):
    for i in range(12):
        f = getattr(m, f"a{i}")
        try:
            r = site(f, _)
            print(list(r) if i == 6 else r)
        except (ValueError, TypeError) as e:
            print(type(e).__name__, e)
        print(site(lambda x: x, i), site(str, i), site("%s".__mod__, i))
print(m.deep(300))
try:
    site(m.deep, 10 ** 6)
except RecursionError as e:
    print(e)


class Op(IntEnum):
    A = 1
    B = 2


class Mine(int):
    def __eq__(self, o):
        return "mine", int(self), int(o)

    def __lt__(self, o):
        return NotImplemented

    __hash__ = int.__hash__


class Plain(int):
    pass


class Sub(Plain):
    def __gt__(self, o):
        return "Sub.gt"


def compare(a, b):
    return a == b, a != b, a < b, a >= b, "same" if a == b else "other"


ints = [Op.A, Op.B, Mine(1), Plain(1), Sub(2), 1, 2, True, 1 << 70, Plain(1 << 70), 1.0]
for a in ints:
    print([compare(a, b) for b in ints])
Plain.__eq__ = lambda self, o: "now mine"
print(compare(Plain(1), Plain(1)), compare(1, Plain(1)), compare(Sub(1), 1))
del Plain.__eq__
print(compare(Plain(1), Plain(1)), compare(1, Plain(1)))


class Tree:
    def __init__(self, *children):
        self.children = children

    def __iter__(self):
        yield self
        for child in self.children:
            yield from child


class Bad:
    def __iter__(self):
        return 5


class Missing:
    def __iter__(self, more):
        yield more


class Hidden(Tree):
    __iter__ = None


class Raises:
    def __iter__(self):
        yield 1
        raise KeyError("end")


class Items(list):
    def __iter__(self):
        yield from ("from", "iter")


def walk(o):
    n = 0
    for x in o:
        n += 1
    return n, [type(x).__name__ for x in o], [*o][-1]


for _ in range(3):
    for o in (Tree(Tree(), Tree(Tree())), Bad(), Missing(), Hidden(), Raises(), Items([1]), [1], "ab", 5):
        try:
            print(walk(o))
        except (TypeError, KeyError) as e:
            print(type(e).__name__, e)
Tree.__iter__ = lambda self: iter("replaced")
print(walk(Tree()))


class Deep:
    def __iter__(self):
        for x in self:
            yield x


try:
    for x in Deep():
        pass
except RecursionError as e:
    print(str(e)[:32])
a, b, *c = Tree()
print(a, b, c, "e" in Tree(), max(Tree()))
