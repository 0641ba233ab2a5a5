# typing.Generic adds no constructor: object's may be called for its subclasses.
import typing


class A(typing.Generic[typing.TypeVar("T")]):
    pass


class B[T]:
    def __new__(cls, value):
        made = super().__new__(cls)
        made.value = value
        return made


class P(typing.Protocol):
    pass


class Q(P):
    def __init__(self):
        super().__init__()


print(type(object.__new__(A)).__name__, B(3).value, B[int](4).value, type(Q()).__name__)
for base, cls in ((object, int), (int, bool), (object, list)):
    try:
        base.__new__(cls)
    except TypeError as e:
        print(e)
