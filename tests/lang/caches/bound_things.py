# Class methods, static methods, classes as attributes, bound methods, descriptors, __getattr__: sites that know them and must learn.
class A:
    kind = "A"

    def __init__(self, x=1, y=2):
        self.x, self.y = x, y

    @classmethod
    def make(cls, x=5):
        return cls(x)

    @staticmethod
    def twice(x, times=2):
        return x * times

    class Inner:
        def __init__(self, v=0):
            self.v = v

    def method(self, a, b=10):
        return self.x, a, b

    factory = dict


class B(A):
    kind = "B"


def use(o):
    return type(o.make()).__name__, o.make(7).x, o.twice(3), o.twice(3, 3), o.Inner(4).v, o.factory(a=1), o.factory()


for _ in range(4):
    print(use(A()), use(B()), use(A), use(B))


def calls(o, m):
    return o.twice(2), m(1), m(1, 2)


for i in range(6):
    a = A(i)
    print(calls(a, a.method), calls(B, B(i).method), calls(A, lambda x, y=0: (x, y)))
    if i == 2:
        A.twice = staticmethod(lambda x, times=2: ("new", x))
    if i == 3:
        A.twice = lambda self, x=None, times=2: ("bound", x)
        B.twice = classmethod(lambda cls, x, times=2: (cls.kind, x))
    if i == 4:
        B.make = lambda self=None: A(100)
        A.twice = abs
        A.Inner = lambda self=None, v=0: A(v)


class Meta(type):
    def __call__(cls, *args, **kwargs):
        return ("made", super().__call__(*args, **kwargs).x)


class M(metaclass=Meta):
    def __init__(self, x):
        self.x = x

    @classmethod
    def make(cls, x):
        return cls(x)


import types

module = types.ModuleType("module")
module.C = A
module.M = M
module.L = list


def through_module(m):
    return m.C(1, 2).y, m.M(3), m.L("ab"), m.M.make(4)


for _ in range(4):
    print(through_module(module))
module.C = lambda a, b: B(a, b)
module.L = tuple
print(through_module(module))


# --- descriptors written in Python
class Field:
    def __init__(self, default):
        self.default = default
        self.log = []

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        return instance.__dict__.get("_" + self.name, self.default)

    def __set__(self, instance, value):
        if value is None:
            raise ValueError(f"{self.name} is None")
        instance.__dict__["_" + self.name] = value


class Once:
    def __init__(self, function):
        self.function = function

    def __get__(self, instance, owner):
        value = self.function(instance)
        instance.cached = value
        return value


class D:
    field = Field(3)

    @Once
    def cached(self):
        return ("computed", self.field)

    @property
    def size(self):
        return self._size

    @size.setter
    def size(self, v):
        if v < 0:
            raise ValueError("size")
        self._size = v


def fields(o, v):
    before = o.field
    o.field = v
    o.size = v
    return before, o.field, o.size, o.cached, o.cached


for i in range(5):
    o = D()
    print(fields(o, i), fields(o, i + 1))


def attempt(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def set_field(o, v):
    o.field = v


def set_size(o, v):
    o.size = v


for v in (1, 2, None, 3):
    print(attempt(set_field, o, v), o.field)
for v in (1, 2, -1, 3):
    print(attempt(set_size, o, v), o.size)
Field.__get__ = lambda self, instance, owner: "another get"
print(fields(o, 9))
Field.__set__ = lambda self, instance, value: print("another set", value)
print(fields(o, 10))
D.field = 5
print(fields(o, 11))
D.size = property(lambda self: "size", lambda self, v: print("setting", v))
print(fields(o, 12))
del D.cached
print(attempt(lambda: D().cached))


# --- __getattr__
class Lazy:
    here = "class"

    def __init__(self):
        self.own = "own"

    def method(self, x):
        return self.own, x

    def __getattr__(self, name):
        if name.startswith("no"):
            raise AttributeError(name)
        return "made " + name

    @property
    def broken(self):
        return self.nothing


def look(o):
    return o.own, o.here, o.there, o.method(1), attempt(lambda: o.nope), o.broken


for i in range(5):
    o = Lazy()
    print(attempt(look, o))
    if i == 1:
        o.there = "there"
        print(attempt(look, o))
    if i == 2:
        Lazy.there = "in class"
    if i == 3:
        del Lazy.there
        Lazy.__getattr__ = lambda self, name: ("other", name)
print(isinstance(o, (int, str)), isinstance(o, Lazy))
del Lazy.__getattr__
print(attempt(look, o))
Lazy.__getattribute__ = lambda self, name: name if name == "own" else object.__getattribute__(self, name)
print(o.own, attempt(lambda: o.there))


# --- super() for objects of several classes
class Base:
    def __init__(self):
        self.names = ["Base"]

    def hello(self):
        return "base"


class Middle(Base):
    def __init__(self):
        super().__init__()
        self.names.append(type(self).__name__)

    def hello(self):
        return "middle " + super().hello()


classes = [type(f"C{i}", (Middle,), {}) for i in range(7)]


class Between(Base):
    def hello(self):
        return "between " + super().hello()


classes.append(type("Two", (Middle, Between), {}))
for _ in range(3):
    print([c().names for c in classes])
    print([c().hello() for c in classes])
Base.hello = lambda self: "new base"
print([c().hello() for c in classes])
