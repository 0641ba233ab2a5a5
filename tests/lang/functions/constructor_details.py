"""Keywords for a subclass's __init__, keyword merging, bound methods as class attributes, members of functions, errors of descriptors in
comparisons."""


class F(float):
    def __init__(self, value, extra=None):
        self.extra = extra


print(F(2.5, extra=3).extra)
try:
    float(2.5, extra=3)
except TypeError as e:
    print(e)


def f(**keywords):
    return keywords


for call in (lambda: f(**{1: 3}, **{1: 5}), lambda: f(**{1: 3}), lambda: f(**{"a": 3}, **{"a": 5})):
    try:
        print(call())
    except TypeError as e:
        print(e)


class A:
    def m(self, *arguments):
        return len(arguments)


class B:
    bound = A().m
    both = classmethod(A().m)


print(B.bound(), B().bound(), B.both(), hasattr(type(A().m), "__get__"))
print([type(getattr(type(f), name)).__name__ for name in ("__globals__", "__closure__", "__builtins__", "__code__")], type(complex.real).__name__)
try:
    f.__globals__ = {}
except AttributeError as e:
    print(e)
namespace = {"type": type, "__builtins__": {"None": None}}
exec("def g(): pass\nh = type(g)(g.__code__, {})", namespace)
print(namespace["h"].__builtins__ is namespace["__builtins__"], namespace["h"].__globals__)


class Bad:
    __eq__ = property(lambda self: 1 / 0)
    __hash__ = property(lambda self: 1 / 0)


print(Bad() == Bad())
try:
    hash(Bad())
except TypeError as e:
    print(e)
for bad in (lambda: B(1), lambda: B().__init__(1), lambda: property().__set_name__(), lambda: "%.*d" % (2**31, 1), lambda: "%" + "9" * 20 + "d"):
    try:
        print(bad() if not callable(bad) else bad())
    except (TypeError, OverflowError, ValueError) as e:
        print(type(e).__name__, e)
try:
    print(("%" + "9" * 20 + "d") % 1)
except ValueError as e:
    print(e)
nan = float("nan")
print(hash(nan) == object.__hash__(nan), type(None).__doc__)


class A2(str):
    def __bytes__(self):
        return b"abc"


print(bytes(A2("x")), bytes(A2("x"), "ascii"), b"abc".hex("\0") == "61\x0062\x0063")


class Slotted(bytearray):
    __slots__ = ("x", "__dict__")


s = Slotted(b"ab")
s.x, s.y = 1, 2
print(s.__reduce_ex__(2)[1:])
items = bytearray()
items.__init__(len(items) * 10 + i for i in range(4))
print(list(items))
