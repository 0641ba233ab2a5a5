"""Instances whose __dict__ was asked for: attribute sites that know where in that dict a name was, and what may change under them."""
import copy
import functools


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def norm(self):
        return self.x + self.y


class Bag:
    kind = "class"

    def __init__(self, **entries):
        self.__dict__.update(entries)

    def total(self):
        return sum(v for v in self.__dict__.values() if isinstance(v, int))

    def shout(self):
        return "shout"


def read(p):
    return p.x, p.y


def norms(points):
    return [p.norm() for p in points]


def store(p, x):
    p.x = x


# The dict and the attributes are one thing, in both directions.
for i in range(40):
    p = Point(i, i + 1)
    d = p.__dict__
    assert read(p) == (i, i + 1)
    store(p, -i)
    assert d["x"] == -i
    d["y"] = 7
    assert read(p) == (-i, 7) and p.norm() == 7 - i
print(read(p), sorted(vars(p).items()))

# Other orders, missing names, deleted and added ones, at sites that know a place.
shapes = [Bag(x=1, y=2), Bag(y=2, x=1), Bag(a=0, x=1, y=2), Bag(b=0, c=1, d=2, y=2, x=1)]
for _ in range(30):
    for b in shapes:
        assert read(b) == (1, 2)
gone = Bag(x=1, y=2)
del gone.x
for _ in range(3):
    try:
        read(gone)
    except AttributeError as e:
        print(e)
    gone.x = 5
    print(read(gone))
    del gone.__dict__["x"]

# Shaped and dictionary instances at one site.
mixed = [Point(i, 1) for i in range(20)]
for p in mixed[::2]:
    p.__dict__
for _ in range(10):
    assert [read(p) for p in mixed] == [(i, 1) for i in range(20)]
    assert norms(mixed) == [i + 1 for i in range(20)]


# A method that the dict comes to hide, and no longer hides.
def shouts(b):
    return b.shout()


b = Bag(x=1)
print([shouts(b) for _ in range(20)][-1])
b.__dict__["shout"] = lambda: "hidden"
print(shouts(b))
del b.shout
print(shouts(b))
hiding = [Bag(shout=lambda: "own"), Bag(x=1)]
print([shouts(b) for b in hiding * 10][-2:])
Bag.shout = lambda self: "new"
print(shouts(b))


# A polymorphic method site that meets dictionary instances first.
class Other:
    def shout(self):
        return "other"


class Third:
    def shout(self):
        return "third"


def many(things):
    return [x.shout() for x in things]


first, second, third = Bag(x=1), Other(), Third()
second.__dict__, third.__dict__
for _ in range(10):
    many([first, second, third, Other(), Third()])
second.shout = lambda: "hidden other"
third.shout = lambda: "hidden third"
print(many([first, second, third, Other(), Third()]))


# Class attributes, and what is put into the class later.
def kind(b):
    return b.kind


b = Bag(x=1)
print([kind(b) for _ in range(10)][-1])
b.kind = "own"
print([kind(b) for _ in range(10)][-1])
Bag.kind = property(lambda self: "data descriptor")
print(kind(b))
del Bag.kind
print(kind(b))


# Another dict altogether: keys that are no strs, a subclass of dict, a namespace.
class Strange(str):
    def __hash__(self):
        return hash("x")

    def __eq__(self, other):
        return str.__eq__(self, other)


class Noisy(dict):
    def __getitem__(self, key):
        print("never called")
        return dict.__getitem__(self, key)


p = Point(1, 2)
p.__dict__ = {1: 2, Strange("z"): 0, "y": 3, "x": 4}
print([read(p) for _ in range(20)][-1], p.norm())
p.__dict__ = Noisy(x=5, y=6)
print([read(p) for _ in range(20)][-1], p.norm())
store(p, 9)
print(p.__dict__)
space = {}
exec("x = 10\ny = 20\ndef f(): return x", space)
p.__dict__ = space
print([read(p) for _ in range(20)][-1])
for value in range(30):
    store(p, value)
print(space["f"](), read(p))
try:
    p.__dict__ = 3
except TypeError as e:
    print(e)


# What goes through __dict__ in the library.
class Lazy:
    def __init__(self, n):
        self.n = n

    @functools.cached_property
    def square(self):
        print("computed")
        return self.n * self.n


lazy = [Lazy(i) for i in range(3)]
for _ in range(10):
    assert [z.square for z in lazy] == [0, 1, 4]
lazy[2].n = 5
del lazy[2].square
print(lazy[2].square, vars(lazy[2]))
twin = copy.copy(lazy[2])
twin.n = 1
print(vars(twin), lazy[2].n)


# The same class and names, another instance: its values must be its own.
def swap(a, b):
    a.x, b.x = b.x, a.x


a, b = Bag(x=1, y=0), Bag(x=2, y=0)
for _ in range(31):
    swap(a, b)
print(a.x, b.x)
a.__class__ = Point
print(read(a), a.norm())
