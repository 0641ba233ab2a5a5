# An __init__ that several classes inherit: its sites add attributes to objects of many shapes.
class Base:
    def __init__(self, x, *, y=2):
        self.x = x
        self.y = y
        self.z = [x, y]

    def again(self, x):
        self.x = x
        self.extra = x


class A(Base):
    pass


class B(Base):
    kind = "b"


class C(Base):
    def __init__(self, x):
        self.first = True
        super().__init__(x, y=3)


class D(C):
    def __setattr__(self, name, value):
        object.__setattr__(self, name, ("D", value))


class E(Base):
    x = property(lambda self: self._x * 2, lambda self, v: setattr(self, "_x", v))


class F(Base):
    __slots__ = ("y",)


class G(Base):
    def __init__(self, x):
        for i in range(30):
            setattr(self, f"a{i}", i)
        super().__init__(x)


classes = [A, B, C, D, E, F, G, Base]
for _ in range(6):
    for cls in classes:
        o = cls(1)
        print(cls.__name__, o.x, o.y, o.z, list(vars(o))[-3:])
        o.again(5)
        print(o.x, o.extra, len(vars(o)))


# The same few shapes in turn, then one whose dict was asked for, and attributes that are there already.
def fill(o):
    o.p = 1
    o.q = 2
    return o


class P:
    pass


class Q:
    pass


for _ in range(5):
    print(vars(fill(P())), vars(fill(Q())), vars(fill(fill(P()))))
o = P()
vars(o)["before"] = 0
print(vars(fill(o)), o.p, vars(fill(Q())))
o = P()
o.q = 5
print(list(vars(fill(o))), list(vars(fill(P()))))
del o.p
print(list(vars(fill(o))))

# A class that gets a descriptor later, and __setattr__.
P.p = property(lambda self: "property", lambda self, v: print("set", v))
print(vars(fill(P())), fill(P()).p, vars(fill(Q())))
del P.p
print(vars(fill(P())), vars(fill(Q())))
Q.__setattr__ = lambda self, name, v: print("setattr", name, v)
print(vars(fill(P())), vars(fill(Q())))
del Q.__setattr__
print(vars(fill(P())), vars(fill(Q())))
o = Q()
o.__class__ = P
print(vars(fill(o)))


# More classes than a site remembers.
many = [type(f"T{i}", (Base,), {}) for i in range(10)]
for _ in range(4):
    print([sum(vars(cls(i))["z"]) for i, cls in enumerate(many)])
