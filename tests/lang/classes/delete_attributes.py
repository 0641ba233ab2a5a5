# Attributes that are deleted: what is left keeps its order, and what comes again stands behind it.
class Small:
    def __init__(self, n):
        self.a = n
        self.b = n + 1
        self.c = n + 2

    def total(self):
        return sum(v for v in vars(self).values() if isinstance(v, int))


class Many:
    def __init__(self):
        for i in range(12):
            setattr(self, "x%d" % i, i)


def reads(o):
    return [getattr(o, n, "-") for n in "abcd"]


def site(o):
    try:
        return o.b
    except AttributeError as e:
        return str(e)


def put(o, v):
    o.b = v


for i in range(6):
    o = Small(i)
    before = site(o)
    del o.b
    print(before, site(o), reads(o), hasattr(o, "b"))
    put(o, "again")
    print(site(o), reads(o), list(Small(0).__dict__))
    if i % 2:
        print(o.__dict__, o.total())
    del o.a
    o.d = 4
    o.a = 5
    print(reads(o), vars(o))
    for name in list(vars(o)):
        delattr(o, name)
    print(vars(o), site(o))

# Without looking at __dict__ in between.
for i in range(5):
    o = Small(i)
    del o.c, o.a
    o.c = "c"
    del o.b
    o.e = o.c
    o.b = i
    print(reads(o), o.e)
    try:
        del o.a
    except AttributeError as e:
        print(e)
    print(list(vars(o).items()))

# The only attribute, the first and the last, in every order.
import itertools

for order in itertools.permutations("abc"):
    o = Small(1)
    seen = []
    for name in order:
        delattr(o, name)
        seen.append(reads(o)[:3])
    print(order, seen)
    for name in order:
        setattr(o, name, name * 2)
    print(list(vars(o).items()))

m = Many()
for i in (3, 11, 0, 7):
    delattr(m, "x%d" % i)
m.x3 = "three"
print(list(vars(m).items()))


class Slots:
    __slots__ = ("s", "__dict__")


o = Slots()
o.s, o.p, o.q = 1, 2, 3
del o.p
print(o.s, o.q, vars(o))
del o.s
try:
    o.s
except AttributeError as e:
    print(e)
o.p = 9
print(vars(o))


class Derived(Small):
    kind = "class"


for _ in range(4):
    o = Derived(3)
    o.kind = "own"
    kinds = [o.kind]
    del o.kind
    kinds.append(o.kind)
    o.kind = "new"
    print(kinds + [o.kind], o.total(), list(o.__dict__))


# Values die when they are deleted; others in the object live on.
class Noted:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone", self.name)


class Holder:
    def __init__(self):
        self.first, self.second, self.third = Noted("first"), [1], {"k": 2}


import gc

h = Holder()
del h.first
gc.collect()
print(h.second, h.third)
e = ValueError("v")
e.x, e.y = 1, 2
del e.x
print(e.y, vars(e), hasattr(e, "x"))
many = [Small(i) for i in range(200)]
for i, o in enumerate(many):
    delattr(o, "abc"[i % 3])
gc.collect()
for i, o in enumerate(many):
    o.z = [i]
gc.collect()
print(sum(o.total() for o in many), sum(o.z[0] for o in many))


def churn(n):
    o, t = Small(0), 0
    for i in range(n):
        del o.a
        o.a = i
        t += o.a + o.b
        if i % 3 == 0:
            del o.b
            o.b = i
    return t, list(vars(o))


print(churn(3000))
