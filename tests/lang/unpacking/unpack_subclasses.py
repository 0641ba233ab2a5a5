# Unpacking instances of subclasses of tuple and list: their items, unless they iterate in a way of their own.
from collections import namedtuple

P = namedtuple("P", "a b")


class L(list):
    pass


class Own(tuple):
    def __iter__(self):
        return iter("xy")


class Items(list):
    def __getitem__(self, i):
        return "not asked"


def two(v):
    a, b = v
    return a, b


for v in (P(1, 2), L([3, 4]), Own((5, 6)), Items([7, 8]), P(a=9, b=10)):
    print(two(v))
for v in (L([1]), L([1, 2, 3]), Own(()), (1,), [1, 2, 3]):
    try:
        print(two(v))
    except ValueError as e:
        print(e)
a, *b = P(1, 2)
print(a, b)
Own.__iter__ = lambda self: iter([1])
try:
    two(Own((5, 6)))
except ValueError as e:
    print(e)
del Own.__iter__
print(two(Own((5, 6))))
