"""Objects: attributes that are computed, operators, construction, enums, dataclasses, named tuples."""
from abc import ABC, abstractmethod
from collections import namedtuple
from dataclasses import dataclass, field, replace
from enum import Enum, IntEnum, IntFlag
from functools import cached_property
from typing import NamedTuple


class Plain:
    def __init__(self, x, y=2):
        self.x = x
        self.y = y

    def method(self, a):
        return a

    def op_push(self, a):
        return a

    @property
    def both(self):
        return self.x

    @cached_property
    def once(self):
        return self.x

    @staticmethod
    def still(a):
        return a

    @classmethod
    def made(cls, a):
        return a


class Slotted:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y


class Vector:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __mul__(self, k):
        return Vector(self.x * k, self.y * k)

    __rmul__ = __mul__

    def __eq__(self, other):
        return self.x == other.x and self.y == other.y

    def __lt__(self, other):
        return self.x < other.x

    def __hash__(self):
        return hash((self.x, self.y))

    def __bool__(self):
        return True


class Sequence:
    def __init__(self, items):
        self.items = items

    def __getitem__(self, i):
        return self.items[i]

    def __setitem__(self, i, v):
        self.items[i] = v

    def __len__(self):
        return len(self.items)

    def __iter__(self):
        return iter(self.items)

    def __contains__(self, v):
        return v in self.items

    def __call__(self, v):
        return v


class Counting:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        self.n -= 1
        if self.n < 0:
            raise StopIteration
        return self.n


class Base(ABC):
    @abstractmethod
    def area(self):
        ...


class Square(Base):
    def __init__(self, s):
        super().__init__()
        self.s = s

    def area(self):
        return self.s * self.s


class Fallback:
    def __getattr__(self, name):
        return name


class Color(Enum):
    RED = 1
    GREEN = 2
    BLUE = 3


class Op(IntEnum):
    PUSH = 1
    ADD = 2


class Flags(IntFlag):
    A = 1
    B = 2


@dataclass
class Record:
    name: str
    size: int = 0
    parts: list = field(default_factory=list)


@dataclass(frozen=True, order=True)
class Frozen:
    a: int
    b: int


@dataclass(slots=True)
class Packed:
    a: int
    b: int


Pair = namedtuple("Pair", "left right")


class Typed(NamedTuple):
    left: int
    right: int = 1


class Managed:
    def __enter__(self):
        return self

    def __exit__(self, *error):
        return None


@benchmark
def construct(loops):
    for _ in range(loops):
        Plain(1)


@benchmark
def construct_keyword(loops):
    for _ in range(loops):
        Plain(x=1, y=3)


@benchmark
def construct_slots(loops):
    for _ in range(loops):
        Slotted(1, 2)


@benchmark
def construct_super(loops):
    for _ in range(loops):
        Square(1)


@benchmark
def getattr_computed(loops):
    o = Plain(1)
    for _ in range(loops):
        getattr(o, "op_" + "push")(1)


@benchmark
def getattr_default(loops):
    o = Plain(1)
    for _ in range(loops):
        getattr(o, "missing", None)


@benchmark
def hasattr_both(loops):
    o = Plain(1)
    for _ in range(loops):
        hasattr(o, "x"), hasattr(o, "z")


@benchmark
def setattr_(loops):
    o = Plain(1)
    for _ in range(loops):
        setattr(o, "x", 1)


@benchmark
def property_(loops):
    o = Plain(1)
    for _ in range(loops):
        o.both


@benchmark
def cached_property_(loops):
    o = Plain(1)
    for _ in range(loops):
        o.once


@benchmark
def static_and_class_method(loops):
    o = Plain(1)
    for _ in range(loops):
        o.still(1)
        Plain.made(1)


@benchmark
def dict_of_object(loops):
    o = Plain(1)
    for _ in range(loops):
        o.__dict__["x"]


@benchmark
def attribute_after_dict(loops):
    o = Plain(1)
    vars(o)
    for _ in range(loops):
        o.x = o.y


@benchmark
def fallback_getattr(loops):
    o = Fallback()
    for _ in range(loops):
        o.x


@benchmark
def operators(loops):
    a = Vector(1.0, 2.0)
    b = Vector(2.0, 3.0)
    for _ in range(loops):
        a + 2 * b


@benchmark
def compare(loops):
    a = Vector(1.0, 2.0)
    b = Vector(1.0, 2.0)
    for _ in range(loops):
        a == b
        a < b


@benchmark
def hash_in_dict(loops):
    d = {Vector(1.0, 2.0): 1}
    k = Vector(1.0, 2.0)
    for _ in range(loops):
        d[k]


@benchmark
def truth(loops):
    o = Vector(1, 2)
    for _ in range(loops):
        if o:
            pass


@benchmark
def items(loops):
    s = Sequence([1, 2, 3])
    for _ in range(loops):
        s[0] = s[1]


@benchmark
def len_in_call(loops):
    s = Sequence([1, 2, 3])
    for _ in range(loops):
        len(s)
        2 in s
        s(1)


@benchmark
def iterate_iter(loops):
    s = Sequence([1, 2, 3])
    for _ in range(loops):
        for _ in s:
            pass


@benchmark
def iterate_next(loops):
    for _ in Counting(loops):
        pass


@benchmark
def sort_by_lt(loops):
    v = [Vector(i * 7 % 50, 0) for i in range(50)]
    for _ in range(loops // 50 + 1):
        sorted(v)


@benchmark
def isinstance_abc(loops):
    o = Square(1)
    for _ in range(loops):
        isinstance(o, Base)
        isinstance(1, Base)


@benchmark
def enum_member(loops):
    for _ in range(loops):
        Color.RED


@benchmark
def enum_name_value(loops):
    c = Color.RED
    for _ in range(loops):
        c.name, c.value


@benchmark
def enum_compare(loops):
    c = Color.GREEN
    for _ in range(loops):
        c is Color.RED
        c == Color.GREEN


@benchmark
def enum_call(loops):
    for _ in range(loops):
        Color(2)
        Color["RED"]


@benchmark
def enum_key(loops):
    d = {Color.RED: 1, Color.GREEN: 2}
    for _ in range(loops):
        d[Color.GREEN]


@benchmark
def int_enum_compare(loops):
    o = Op.ADD
    for _ in range(loops):
        o == Op.PUSH


@benchmark
def int_flag_and(loops):
    f = Flags.A | Flags.B
    for _ in range(loops // 8 + 1):
        f & Flags.A


@benchmark
def dataclass_construct(loops):
    for _ in range(loops):
        Record("a", 1)


@benchmark
def dataclass_equal_repr(loops):
    a = Record("a", 1)
    b = Record("a", 1)
    for _ in range(loops):
        a == b
        repr(a)


@benchmark
def dataclass_frozen(loops):
    d = {Frozen(1, 2): 3}
    for _ in range(loops):
        d[Frozen(1, 2)]


@benchmark
def dataclass_slots(loops):
    for _ in range(loops):
        p = Packed(1, 2)
        p.a = p.b


@benchmark
def dataclass_replace(loops):
    r = Record("a", 1)
    for _ in range(loops // 4 + 1):
        replace(r, size=3)


@benchmark
def named_tuple_construct(loops):
    for _ in range(loops):
        Pair(1, 2)


@benchmark
def named_tuple_typed(loops):
    for _ in range(loops):
        Typed(1).right


@benchmark
def named_tuple_fields(loops):
    p = Pair(1, 2)
    for _ in range(loops):
        p.left, p.right


@benchmark
def named_tuple_unpack(loops):
    p = Pair(1, 2)
    for _ in range(loops):
        a, b = p


@benchmark
def with_class(loops):
    m = Managed()
    for _ in range(loops):
        with m:
            pass


@benchmark
def make_class(loops):
    for _ in range(loops // 100 + 1):
        class C(Plain):
            a = 1

            def f(self):
                pass


@benchmark
def match_class(loops):
    o = Pair(1, 2)
    r = Record("a", 1)
    for _ in range(loops):
        match o:
            case Pair(1, 3):
                pass
            case Pair(left, right):
                pass
        match r:
            case Record(name="b"):
                pass
            case Record(name="a", size=n):
                pass
