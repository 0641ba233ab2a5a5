"""One call site that meets functions, classes, natives and methods in turn, and callees that change behind it."""


def one(x):
    return ("one", x)


def other(x, y=7):
    return ("other", x, y)


def many(*args):
    return ("many", args)


class Plain:
    def __init__(self, x):
        self.x = x

    def get(self):
        return ("get", self.x)


class Bare:
    pass


class Callable:
    def __call__(self, x):
        return ("callable", x)


def call(f, x):
    return f(x)


def shown(v):
    return v.get() if isinstance(v, Plain) else v


for callee in (one, one, other, many, Plain, Plain, abs, len, Callable(), one, str, Plain(1).__class__, lambda x: -x):
    for _ in range(3):
        argument = (1, 2) if callee is len else -5
        print(shown(call(callee, argument)))


# The class changes under a site that knows its constructor.
def make(x):
    return Plain(x)


for _ in range(4):
    make(1)


def init(self, x):
    self.x = x * 100


Plain.__init__ = init
print([make(i).get() for i in range(3)])

class Replaced:
    def __init__(self, x):
        self.x = x


def make_replaced(x):
    return Replaced(x)


print([type(make_replaced(i)).__name__ for i in range(3)])
Replaced.__new__ = lambda cls, x: "made by __new__"
print(make_replaced(3))


def bad(self, x):
    return x


Plain.__init__ = bad
for argument in (None, 5):
    try:
        print(type(make(argument)))
    except TypeError as e:
        print(e)


# The function's code changes.
def target(a):
    return ("first", a)


def site(a):
    return target(a)


print([site(i) for i in range(3)])
target.__code__ = (lambda a, b=2: ("second", a, b)).__code__
try:
    print(site(1))
except TypeError as e:
    print(e)
target.__defaults__ = (9,)
print(site(1))


# Receivers of different types at a site that calls a method of a built-in type.
class Shouting(list):
    def append(self, x):
        super().append(str(x).upper())


def add(to):
    to.append("x")
    return to


class Quiet(list):
    pass


for to in ([], [], Quiet(), [], Shouting(), [], bytearray()):
    try:
        print(type(to).__name__, add(to))
    except TypeError as e:
        print(e)


# Attributes that are called: of the instance, of the module, static and class methods.
class Holder:
    def __init__(self):
        self.own = one

    @staticmethod
    def static(x):
        return ("static", x)

    @classmethod
    def cls(cls, x):
        return (cls.__name__, x)


h = Holder()
for _ in range(3):
    print(h.own(1), h.static(2), h.cls(3), Holder.cls(4))
h.own = Plain
Plain.__init__ = init
print([h.own(i).get() for i in range(2)])
