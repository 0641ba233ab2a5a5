"""Special methods are looked up on the type, not the instance; bypass of __getattribute__."""
class C:
    def __len__(self): return 1
    def __getattribute__(self, n):
        print("getattribute", n)
        return object.__getattribute__(self, n)
c = C()
print(len(c), c.__len__())
c.__len__ = lambda: 99
print(len(c), c.__len__())
class D: pass
d = D()
d.__call__ = lambda: "called"; d.__iter__ = lambda: iter([1]); d.__add__ = lambda o: 1; d.__eq__ = lambda o: "eq"; d.__bool__ = lambda: False; d.__str__ = lambda: "str"; d.__hash__ = lambda: 7; d.__getattr__ = lambda n: n; d.__del__ = lambda: None; d.__enter__ = lambda: 1; d.__contains__ = lambda x: True; d.__index__ = lambda: 1; d.__class_getitem__ = lambda k: k
for e in ("d()", "iter(d)", "d + 1", "d == 1", "bool(d)", "str(d)[:10]", "d.anything", "1 in d", "[1, 2][d]", "d[0]"):
    try:
        print(e, eval(e) if "str" not in e else "default")
    except Exception as error:
        print(e, "|", type(error).__name__, error)
class Meta(type):
    def __getattribute__(cls, n):
        if n == "__len__": print("meta getattribute")
        return super().__getattribute__(n)
class E(metaclass=Meta):
    def __len__(self): return 3
print(len(E()))
class F:
    @property
    def __len__(self): return lambda: 5
    @property
    def __call__(self): return lambda x: x + 1
    __iter__ = property(lambda self: lambda: iter("ab"))
f = F()
print(len(f), f(1), list(f))
class G:
    __add__ = staticmethod(lambda o: ("static add", o))
    __neg__ = classmethod(lambda cls: cls.__name__)
    __getitem__ = lambda *a: a[1:]
    __str__ = str.__str__
    __eq__ = int.__eq__
g = G()
print(g + 5, -g, g[1], g[1, 2], g[:].__class__.__name__ if False else g[::2])
for e in ("str(g)", "g == 5"):
    try:
        print(eval(e))
    except TypeError as error:
        print(error)
class H:
    __len__ = 5
    __iter__ = "x"
    __add__ = 7
    __enter__ = None
for e in ("len(H())", "iter(H())", "H() + 1", "hash(H()) is None"):
    try:
        print(eval(e))
    except TypeError as error:
        print(error)
