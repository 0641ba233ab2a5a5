"""__init_subclass__ and __set_name__: arguments, order, inheritance, errors."""
class Base:
    subs = []
    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw)
        cls.tag = tag
        Base.subs.append((cls.__name__, tag))
class A(Base, tag="a"): pass
class B(A): pass
class C(A, tag="c"): pass
print(Base.subs, A.tag, B.tag, C.tag)
class D:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)
        self.name = name
    def __get__(self, o, t=None): return self if o is None else f"value of {self.name}"
class Uses:
    x = D()
    y = z = D()
    def __init_subclass__(cls): print("init_subclass", cls.__name__)
class Sub(Uses):
    w = D()
print(Uses().x, Uses().y, Sub().w)
Uses.late = D()
try:
    Uses().late
except AttributeError as error:
    print(error)
T = type("T", (), {"q": D()})
class BadName:
    def __set_name__(self, owner, name): raise ValueError("no name")
try:
    class E: attr = BadName()
except Exception as error:
    print(type(error).__name__, error, getattr(error, "__notes__", None))
for source in ("class F(object, x=1): pass", "class F(Base, unknown=1): pass", "class G:\n def __init_subclass__(cls): 1/0\nclass H(G): pass", "class I:\n def __init_subclass__(): pass\nclass J(I): pass", "type('K', (Base,), {}, tag='dyn') and print(Base.subs[-1])", "type('L', (), {}, x=1)"):
    try:
        exec(source)
    except Exception as error:
        print(type(error).__name__, error)
class Reg(type):
    def __new__(m, n, b, d):
        print("before")
        c = super().__new__(m, n, b, d)
        print("after")
        return c
class R(metaclass=Reg):
    d = D()
print(Base.__init_subclass__.__self__ is Base, type(Base.__dict__["__init_subclass__"]).__name__, object.__init_subclass__() is None)
