# Attribute sites that have settled on an instance's slot notice what is put into, or taken out of, its classes; slots of classes
# follow the special methods of all bases.


class Base:
    __slots__ = ("x",)


class Derived(Base):
    pass


def read(o):
    return o.x


def settle(o, times=50):
    for _ in range(times):
        value = read(o)
    return value


# A plain class attribute goes before a member of the base's __slots__.
d = Derived()
d.x = 1
print(settle(d))
Derived.x = 5
print(settle(d))
d.__dict__["x"] = 2
print(settle(d))
del Derived.x
print(settle(d))


# The member under another name, which a property takes.
class Alias(Base):
    __slots__ = ()
    y = Base.x


def read_y(o):
    return o.y


class Below(Alias):
    __slots__ = ()


b = Below()
b.y = "member"
print([read_y(b) for _ in range(20)][-1], b.x)
Below.y = property(lambda self: "property")
print([read_y(b) for _ in range(20)][-1])
del Below.y
print([read_y(b) for _ in range(20)][-1])


# Instances that have learned more slots than their class began with.
class Grows:
    def __init__(self):
        for i in range(10):
            setattr(self, f"a{i}", i)


def read_a3(o):
    return o.a3


g = Grows()
h = Grows()
print({read_a3(o) for o in (g, h) for _ in range(30)})
Grows.a3 = property(lambda self: "in front")
print({read_a3(o) for o in (g, h) for _ in range(30)})
del Grows.a3
print({read_a3(o) for o in (g, h) for _ in range(30)})


# Taking away what hides a base's property.
class P:
    def __init__(self):
        self.v = "instance"


class Q(P):
    v = "plain"


q = Q()


def read_v(o):
    return o.v


print([read_v(q) for _ in range(20)][-1])
P.v = property(lambda self: "property")
print([read_v(q) for _ in range(20)][-1])
del Q.v
print([read_v(q) for _ in range(20)][-1])


# A hook that comes late.
class Late:
    def __init__(self):
        self.z = 1


def read_z(o):
    return o.z


z = Late()
print({read_z(z) for _ in range(20)})
Late.__getattribute__ = lambda self, name: "hook " + name
print({read_z(z) for _ in range(20)})
del Late.__getattribute__
print({read_z(z) for _ in range(20)})


# Special methods of classes with several bases come from the first class of the MRO that has them.
class Mixin:
    def __len__(self):
        return 7

    def __eq__(self, other):
        return "mixin"

    __hash__ = object.__hash__


class L(list):
    pass


class M(L, Mixin):
    pass


class N(Mixin, L):
    pass


print(len(M([1])), len(N([1])), M([1]) == [1], N([1]) == [1], M([1]) + [2])
L.__len__ = lambda self: 3
print(len(M([1])), len(N([1])), len(L()))
Mixin.__contains__ = lambda self, item: item == "all"
print("all" in M(), "all" in N(), "all" in L())
del L.__len__
print(len(M([1])), len(N([1])), len(L()))


class Meta(type):
    def mro(cls):
        return [cls, Mixin, L, list, object]


class Odd(L, Mixin, metaclass=Meta):
    pass


print(len(Odd([1, 2])), Odd() == [])
