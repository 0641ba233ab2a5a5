"""The descriptor protocol: data, non-data, __get__ arguments, __set__ only, __delete__, on classes and metaclasses."""
class Data:
    def __get__(self, o, t=None): return ("get", o is None, t.__name__ if t else None)
    def __set__(self, o, v): print("set", v)
    def __delete__(self, o): print("delete")
class NonData:
    def __get__(self, o, t=None): return "nondata"
class SetOnly:
    def __set__(self, o, v): print("setonly", v)
class DelOnly:
    def __delete__(self, o): print("delonly")
class Raises:
    def __get__(self, o, t=None): raise AttributeError("from get")
class Other:
    def __get__(self, o, t=None): raise KeyError("k")
class C:
    d, n, s, x, r, k = Data(), NonData(), SetOnly(), DelOnly(), Raises(), Other()
    def __getattr__(self, name): return f"getattr {name}"
c = C()
print(c.d, C.d, c.n, C.n, type(c.s).__name__, type(C.s).__name__)
c.d = 1; c.n = "own"; c.s = 2
c.__dict__.update(d="dict d", s="dict s", x="dict x")
print(c.d, c.n, c.s, c.x, c.r)
del c.d; del c.n; del c.x
print(c.n, vars(c))
for action in ("c.x = 1", "del c.s", "C.r", "c.k", "C.k"):
    try:
        exec(action)
        print(action, "ok")
    except Exception as error:
        print(action, type(error).__name__, error)
C.d = "replaced"
print(C.d, c.d)
class Meta(type):
    md = Data()
    mn = NonData()
class K(metaclass=Meta):
    md = "class attr loses to meta data"
    mn = "class attr wins over meta nondata"
print(K.md, K.mn, K().md)
K.md = 5
class Late:
    pass
l = Late()
Late.f = NonData()
print(l.f)
NonData.__set__ = lambda self, o, v: print("now data", v)
l.f = 1
l.__dict__["f"] = "hidden"
print(l.f)
class InstAttr:
    pass
i = InstAttr()
i.d = Data()
print(type(i.d).__name__)
class Func:
    def __init__(self, f): self.f = f
    def __get__(self, o, t=None):
        return self if o is None else lambda *a: self.f(o, *a)
class U:
    @Func
    def m(self, a): return type(self).__name__, a
print(U().m(3), object.__getattribute__(U(), "m")(4))
class BadGet:
    __get__ = 5
class V: b = BadGet()
try:
    V().b
except TypeError as error:
    print(error)
