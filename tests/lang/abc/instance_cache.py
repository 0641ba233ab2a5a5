# isinstance() with abstract classes, whose caches are asked before __instancecheck__ is called.
import abc
import sys
import types
from abc import ABC, ABCMeta, abstractmethod
from collections.abc import Callable, Hashable, Iterable, Mapping, MutableMapping, Sequence, Sized

values = [1, "s", b"b", [1], (1,), {}, {1}, None, len, object(), range(3), 2.5, type, memoryview(b"x")]
kinds = [Callable, Hashable, Iterable, Mapping, MutableMapping, Sequence, Sized]
for _ in range(3):
    for kind in kinds:
        print(kind.__name__, [isinstance(v, kind) for v in values], isinstance(5, (str, kind)))


class Shape(ABC):
    @abstractmethod
    def area(self): ...


class Square(Shape):
    def area(self):
        return 4


class Stranger:
    pass


class Late(Stranger):
    pass


for i in range(4):
    print(i, isinstance(Square(), Shape), isinstance(Stranger(), Shape), isinstance(Late(), Shape), isinstance(3, Shape))
    if i == 1:
        Shape.register(Stranger)
    if i == 2:
        Shape.register(int)
print(isinstance(True, Shape), issubclass(bool, Shape))


# __class__ may say something else than type().
class Liar:
    @property
    def __class__(self):
        return Square


class Proxy:
    def __getattribute__(self, name):
        return dict if name == "__class__" else object.__getattribute__(self, name)


for _ in range(3):
    print(isinstance(Liar(), Shape), isinstance(Proxy(), Mapping), isinstance(Liar(), Mapping), isinstance(Stranger(), Mapping))


# A metaclass with a check of its own, and one that asks ABCMeta's.
class Own(ABCMeta):
    def __instancecheck__(cls, instance):
        return instance == 7


class Counts(ABCMeta):
    calls = 0

    def __instancecheck__(cls, instance):
        Counts.calls += 1
        return super().__instancecheck__(instance)


class A(metaclass=Own):
    pass


class B(metaclass=Counts):
    pass


B.register(str)
for _ in range(3):
    print(isinstance(7, A), isinstance(8, A), isinstance(A(), A), isinstance("x", B), isinstance(3, B), Counts.calls)


# A class whose hook raises, a hook that changes its mind (the first answer is kept), and one that counts.
class Raises(ABC):
    @classmethod
    def __subclasshook__(cls, other):
        raise LookupError(other.__name__)


class Once(ABC):
    asked = []

    @classmethod
    def __subclasshook__(cls, other):
        cls.asked.append(other.__name__)
        return len(cls.asked) % 2 == 1


for _ in range(3):
    try:
        isinstance(1, Raises)
    except LookupError as e:
        tb, names = e.__traceback__, []
        while tb:
            names.append(tb.tb_frame.f_code.co_name)
            tb = tb.tb_next
        print(e, names)
    print(isinstance(1, Once), isinstance("", Once), isinstance([], Once), Once.asked)
Once._abc_caches_clear() if hasattr(Once, "_abc_caches_clear") else None
abc.ABCMeta._dump_registry  # exists


# Profilers see the calls.
def called(run):
    names = []

    def profile(frame, event, arg):
        if event == "call":
            names.append(frame.f_code.co_name)

    sys.setprofile(profile)
    try:
        run()
    finally:
        sys.setprofile(None)
    return names


print(called(lambda: isinstance({}, Mapping)), called(lambda: isinstance({}, dict)))

# What abc calls is replaced, and put back.
kept = abc._abc_instancecheck
abc._abc_instancecheck = lambda cls, instance: "yes"
print(isinstance(1, Mapping), isinstance({}, Mapping))
abc._abc_instancecheck = kept
print(isinstance(1, Mapping), isinstance({}, Mapping))
original = ABCMeta.__instancecheck__
ABCMeta.__instancecheck__ = lambda cls, instance: instance == 1
print(isinstance(1, Mapping), isinstance({}, Mapping))
ABCMeta.__instancecheck__ = original
print(isinstance(1, Mapping), isinstance({}, Mapping))
code = original.__code__
original.__code__ = (lambda cls, instance: instance == 2).__code__
print(isinstance(2, Mapping), isinstance({}, Mapping))
original.__code__ = code
print(isinstance(2, Mapping), isinstance({}, Mapping))
elsewhere = types.FunctionType(code, {"_abc_instancecheck": lambda cls, instance: instance == 3})
print(elsewhere(Mapping, 3), elsewhere(Mapping, {}))


# Classes that die make room for others at their addresses.
def fresh(i):
    cls = type("Fresh%d" % i, (), {"__len__": lambda self: 1} if i % 2 else {})
    return isinstance(cls(), Sized), isinstance(cls(), Sized)


print([fresh(i) for i in range(8)])
