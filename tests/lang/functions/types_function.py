"""Making functions from code objects with FunctionType; binding; method objects."""
FunctionType = type(lambda: 0)
MethodType = type("".join).__class__ and type((lambda: 0).__get__(1))
def f(a, b=2): return a, b, x
x = "global"
g = FunctionType(f.__code__, {"x": "other"}, "g", (9,))
print(g(1), g.__name__, g.__defaults__, g.__globals__, f(1))
def outer(v):
    def inner(): return v
    return inner
i = outer("cell")
j = FunctionType(i.__code__, globals(), None, None, i.__closure__)
print(j(), j.__name__)
for args in ((5, {}), (f.__code__, 5), (i.__code__, {}), (f.__code__, {}, 5), (f.__code__, {}, "n", 5), (i.__code__, {}, "n", None, ()), (f.__code__,), (i.__code__, {}, "n", None, (5,)), (f.__code__, {}, "n", None, i.__closure__)):
    try:
        print(FunctionType(*args).__name__)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
class C:
    def m(self, a=1): return type(self).__name__, a
c = C()
m = c.m
print(m(), m(2), m.__self__ is c, m.__func__ is C.m, m.__name__, m.__qualname__, m.__doc__, m == c.m, m is c.m, hash(m) == hash(c.m), m != C().m, type(m).__name__)
bound = MethodType(f, "self!")
print(bound(), bound(5), bound.__self__, bound.__func__ is f, repr(MethodType(len, [1, 2]))[:13], MethodType(len, [1, 2])())
print(f.__get__(3)(4), f.__get__(None, int) is f, C.m.__get__(c)(7), C.__dict__["m"].__get__(c, C)())
for action in ("m.x = 1", "m.__self__ = 2", "MethodType(f)", "MethodType(5, 1)", "MethodType(f, None)", "f.__get__(None, None)", "f.__get__()", "m.nothere"):
    try:
        exec(action)
        print(action, "ok")
    except (TypeError, AttributeError) as error:
        print(action, "|", type(error).__name__, error)
C.m.note = "n"
print(m.note)
