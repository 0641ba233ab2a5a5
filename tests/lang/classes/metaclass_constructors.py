# Instances of classes with metaclasses: those that leave calling to type are made in place.
from abc import ABC, abstractmethod
from contextlib import contextmanager


class Plain(ABC):
    def __init__(self, a, b=2, *, c=3):
        self.a, self.b, self.c = a, b, c

    def shown(self):
        return self.a, self.b, self.c


class Derived(Plain):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.more = len(args)


class Abstract(ABC):
    def __init__(self, x):
        self.x = x

    @abstractmethod
    def needed(self): ...


class Empty(ABC):
    pass


def make(cls, *args):
    return cls(1), cls(1, 5), cls(1, c=6)


for i in range(4):
    print([o.shown() for cls in (Plain, Derived) for o in make(cls)], type(Empty()).__name__)
    for wrong in (lambda: Plain(), lambda: Plain(1, 2, 3), lambda: Plain(1, d=4), lambda: Abstract(1), lambda: Empty(1)):
        try:
            print(wrong())
        except TypeError as e:
            print(e)


class Meta(type):
    pass


class Made(metaclass=Meta):
    def __init__(self, x):
        self.x = x


def site(x):
    return Made(x)


def call(cls, x):
    made = type.__call__(cls, x)
    made.x = "meta", x
    return made


# The metaclass gets a __call__ later, and loses it.
for i in range(8):
    print(i, site(i).x)
    if i == 2:
        Meta.__call__ = call
    if i == 4:
        del Meta.__call__
    if i == 5:
        Made.__init__ = lambda self, x: setattr(self, "x", -x)
    if i == 6:
        Made.__new__ = lambda cls, x: "new"
        print(site(1))
        Made.__new__ = lambda cls, x: object.__new__(cls)

# What was abstract is made concrete.
Abstract.__abstractmethods__ = frozenset()
for i in range(3):
    print(Abstract(i).x)
Abstract.__abstractmethods__ = frozenset({"needed"})
for i in range(2):
    try:
        Abstract(i)
    except TypeError as e:
        print(e)


class Other(type):
    def __call__(cls, x):
        return "other", x


class Calls(metaclass=Other):
    def __init__(self, x):
        raise AssertionError


Calls2 = Other("Calls2", (), {"__init__": lambda self, x: None})
for cls in (Made, Calls, Made, Calls2, Calls, Made):
    print(cls(3) if cls is not Made else cls(3).x)


class Raises(metaclass=Meta):
    def __init__(self, x):
        if x:
            raise ValueError(x)
        return x


for x in (1, 0, 1, None):
    try:
        print(type(Raises(x)).__name__)
    except (TypeError, ValueError) as e:
        names, tb = [], e.__traceback__
        while tb:
            names.append(tb.tb_frame.f_code.co_name)
            tb = tb.tb_next
        print(type(e).__name__, e, names)


@contextmanager
def managed(*args, **kwargs):
    yield args, kwargs


for i in range(3):
    with managed(i, k=i) as got:
        print(got)
