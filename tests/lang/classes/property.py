"""property: getter, setter, deleter, doc, inheritance, errors, as a function."""
class C:
    def __init__(self): self._x = 1
    @property
    def x(self):
        "the x"
        return self._x
    @x.setter
    def x(self, v): self._x = v * 2
    @x.deleter
    def x(self): del self._x
    @property
    def ro(self): return "read only"
    wo = property(None, lambda self, v: print("wrote", v))
    nothing = property()
    full = property(lambda s: "got", lambda s, v: None, lambda s: None, "docs")
    @property
    def fails(self): raise ValueError("inside")
    @property
    def attr_error(self): return self.nope
c = C()
print(c.x, C.x.__doc__, C.full.__doc__, C.x.fget(c), C.nothing.fget, type(C.x).__name__, c.full)
c.x = 5; print(c.x, vars(c))
del c.x; print(vars(c))
c.wo = 3
for action in ("c.x", "c.ro = 1", "del c.ro", "c.wo", "c.nothing", "c.nothing = 1", "del c.nothing", "c.fails", "c.attr_error", "C.ro.fget()", "C.x.__get__(None)", "C.x.__set__(c, 1, 2)", "property(1)", "property(1).__get__(c)", "C.x.fget = 5", "C.x.__isabstractmethod__", "property(fget=len).__get__([1, 2])", "property(doc=5).__doc__", "C.nothing.__get__(c)", "property.__get__(5)", "C.ro.__delete__(c)"):
    try:
        exec(f"r = {action}" if "=" not in action.replace("=len", "").replace("=5)", "") and "del" not in action else action)
        print(action, "ok", r if isinstance(r, (int, str, bool)) else "")
    except Exception as error:
        print(action, "|", type(error).__name__, error)
class D(C):
    @C.x.getter
    def x(self): return "D's " + str(super().x if "_x" in vars(self) else None)
    ro = 7
d = D()
print(d.x, d.ro); d.x = 4; print(d.x, D.x.fset is C.x.fset, D.x.__doc__)
class P(property):
    def __get__(self, o, t=None): return super().__get__(o, t) if o is None else "P:" + str(super().__get__(o, t))
class E:
    @P
    def v(self): return 1
    @v.setter
    def v(self, x): pass
print(E().v, type(E.v).__name__)
e = E(); e.__dict__["v"] = "instance"; print(e.v)
