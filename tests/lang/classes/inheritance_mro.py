"""Method resolution order: diamonds, C3, errors, changing bases."""
class O: pass
class A(O): n = "A"
class B(O): n = "B"; b = 1
class C(A, B): pass
class D(B, A): pass
class E(O): n = "E"
class F(C, E): pass
for cls in (C, D, F):
    print(cls.__name__, [c.__name__ for c in cls.__mro__], cls.n, cls.mro() == list(cls.__mro__))
class X: pass
class Y: pass
class XY(X, Y): pass
class YX(Y, X): pass
for name, bases in (("Z", (XY, YX)), ("Dup", (A, A)), ("Bad", (O, A)), ("Int", (int, str)), ("Bool", (bool,)), ("Fn", (type(lambda: 0),)), ("None_", (type(None),)), ("Five", (5,)), ("Obj", (object, A)), ("Range", (range,)), ("Gen", (type(i for i in ()),)), ("IntFloat", (int, float)), ("Lst", (list, dict)), ("Ell", (type(...),)), ("Code", (type(compile("1", "", "eval")),)), ("Slice", (slice,)), ("MV", (memoryview,))):
    try:
        print(type(name, bases, {}).__name__)
    except TypeError as error:
        print(name, "|", str(error).replace("\n", "/"))
class Base1:
    def who(self): return "base1"
class Base2:
    def who(self): return "base2"
class K(Base1): pass
k = K()
print(k.who())
K.__bases__ = (Base2,)
print(k.who(), K.__mro__[1].__name__, Base1.__subclasses__(), [c.__name__ for c in Base2.__subclasses__()])
K.__bases__ = (Base1, Base2)
print(k.who(), [c.__name__ for c in K.__mro__])
for bad in ((), (K,), (int,), 5, (Base1, Base1), (Base1, 5), [Base1]):
    try:
        K.__bases__ = bad
        print("ok")
    except TypeError as error:
        print(str(error).replace("\n", "/"))
try:
    int.__bases__ = (object,)
except TypeError as error:
    print(error)
class M(type):
    def mro(cls): return [cls, Base2, object] if cls.__name__ == "Custom" else super().mro()
class Custom(Base1, metaclass=M): pass
print(Custom().who(), [c.__name__ for c in Custom.__mro__], Custom.__bases__[0].__name__)
