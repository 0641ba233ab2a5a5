"""classmethod and staticmethod objects: binding, calling from classes and instances, wrapping, attributes."""
class A:
    @classmethod
    def c(cls, *a): return cls.__name__, a
    @staticmethod
    def s(*a): return a
    @classmethod
    def make(cls): return cls()
    def plain(self): return "plain"
    x = classmethod(lambda cls: cls.__name__ + "!")
    y = staticmethod(len)
    z = classmethod(str)
class B(A): pass
print(A.c(1), A().c(2), B.c(), B().c(), A.s(1), A().s(2), type(B.make()).__name__, B.x(), A.y([1, 2]), A().y("abc"), A.z()[:8])
cm, sm = A.__dict__["c"], A.__dict__["s"]
print(type(cm).__name__, type(sm).__name__, cm.__func__(A, 5), sm.__func__(6), sm(7), cm.__get__(None, B)(1), sm.__get__(5)(8), A.c.__self__, A.c.__func__ is cm.__func__, cm.__name__, cm.__wrapped__ is cm.__func__, sm.__wrapped__(1), cm.__isabstractmethod__, repr(sm)[:14], repr(cm)[:13])
try:
    cm(1)
except TypeError as error:
    print(error)
a = A()
a.c = "instance"; print(a.c)
for action in (lambda: classmethod(), lambda: staticmethod(1, 2), lambda: classmethod(5).__get__(None, A), lambda: staticmethod(5).__get__(None, A), lambda: classmethod(5).__get__(None, A)(), lambda: cm.__get__(None), lambda: staticmethod(5)(), lambda: A.plain()):
    try:
        print(action())
    except TypeError as error:
        print(error)
class Prop:
    @classmethod
    @property
    def p(cls): return "class property of " + cls.__name__
print(Prop.p, Prop().p)
class M(type):
    def mm(cls): return cls.__name__
    @classmethod
    def mc(mcls): return mcls.__name__
    @staticmethod
    def ms(): return "ms"
class K(metaclass=M): pass
print(K.mm(), K.mc(), K.ms(), M.mc())
f = staticmethod(lambda: 1)
f.attr = 5
print(f.attr, f.__dict__)
def doc():
    "docs"
print(staticmethod(doc).__doc__, classmethod(doc).__doc__, staticmethod(doc).__name__)
