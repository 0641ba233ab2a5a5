"""isinstance() and issubclass(): tuples, unions, __class__, hooks, errors."""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

class A: pass
class B(A): pass
class Fake:
    @property
    def __class__(self): return B
class M(type):
    def __instancecheck__(cls, o): return o == 5
    def __subclasscheck__(cls, c): return c is str
class C(metaclass=M): pass
class Bases:
    def __init__(self, b): self.__bases__ = b
class BadClass:
    @property
    def __class__(self): raise ValueError("class")
check("""
isinstance(1, int), isinstance(True, int), isinstance(1, bool), isinstance(1.0, int)
isinstance(B(), A), isinstance(A(), B), isinstance(A, type), isinstance(A, object)
isinstance(1, (str, int)), isinstance(1, (str, (float, (int,)))), isinstance(1, ())
isinstance(1, int | str), isinstance(None, int | None), isinstance("a", int | float)
isinstance(Fake(), B), isinstance(Fake(), Fake), isinstance(Fake(), int)
isinstance(5, C), isinstance("x", C), isinstance(C(), C), issubclass(str, C), issubclass(int, C)
issubclass(B, A), issubclass(A, B), issubclass(A, A), issubclass(bool, (str, int)), issubclass(int, int | str)
isinstance(1, 5)
isinstance(1, "int")
isinstance(1, (int, 5)), isinstance("a", (int, str, 5))
isinstance("a", (int, 5))
isinstance(1, [int])
isinstance(1, list[int])
isinstance(1, None)
issubclass(5, int)
issubclass(int, 5)
issubclass("a", str)
issubclass(int, (str, "x"))
isinstance(1)
issubclass(int)
isinstance(BadClass(), int)
issubclass(Bases((A,)), A)
issubclass(Bases((B,)), A)
issubclass(A, Bases(()))
isinstance(A(), Bases(()))
issubclass(Bases(5), A)
isinstance(type, type), isinstance(object, object), issubclass(type, type)
""")
