"""__getattr__, __getattribute__, __setattr__, __delattr__, __dir__ and the order in which they act."""
class G:
    x = 1
    def __init__(self): self.y = 2
    def __getattr__(self, n):
        if n == "missing": raise AttributeError("custom " + n)
        return f"<{n}>"
g = G()
print(g.x, g.y, g.z, hasattr(g, "missing"), hasattr(g, "any"), getattr(g, "missing", "dflt"))
try:
    g.missing
except AttributeError as error:
    print(error)
class A:
    def __init__(self): self.v = 1
    def __getattribute__(self, n):
        if n.startswith("h"): return "hooked " + n
        return super().__getattribute__(n)
    def __getattr__(self, n): return "fallback " + n
a = A()
print(a.v, a.hello, a.other, a.__class__.__name__)
class S:
    def __setattr__(self, n, v): object.__setattr__(self, n, ("set", v))
    def __delattr__(self, n): print("del", n); object.__delattr__(self, n)
s = S()
s.a = 1; print(s.a, vars(s)); del s.a
setattr(s, "b", 2); s.b += ("x",) if False else () or (3,) and s.b[:0] if False else (4,); print(s.b)
class Prop:
    @property
    def p(self): return self.nothing
    def __getattr__(self, n): return f"getattr got {n}"
print(Prop().p)
class PropErr:
    @property
    def p(self): raise AttributeError("inner")
    def __getattr__(self, n): return f"rescued {n}"
print(PropErr().p)
class NoSpecial:
    def __getattr__(self, n): return lambda *a: n
n = NoSpecial()
print(n.anything(), n.__len__())
for action in ("len(n)", "n + 1", "n[0]", "n()", "iter(n)", "bool(n)", "str(n)[:5]", "n < n", "hash(n) != 0 or 1", "n == n"):
    try:
        print(action, eval(action) if "str" not in action else "str")
    except TypeError as error:
        print(action, error)
class Cls(type):
    def __getattr__(cls, n): return f"class attr {n}"
class K(metaclass=Cls): pass
print(K.foo, getattr(K, "bar"), hasattr(K(), "foo"))
for args in ((g, 5), (g,), (g, "x", 1, 2), (g, b"x")):
    try:
        print(getattr(*args))
    except TypeError as error:
        print(error)
for action in ("setattr(g, 5, 1)", "delattr(g, 5)", "hasattr(g, 5)", "setattr(g, 'a')", "setattr(5, 'a', 1)", "setattr(g, 'x y', 1)", "delattr(g, 'nope')", "object.__setattr__(int, 'a', 1)", "object().a", "type.__setattr__(int, 'a', 1)", "int.a = 1", "object.__getattribute__(g, 'z')", "object.__setattr__(g, 5, 1)"):
    try:
        exec(action)
        print(action, "ok")
    except (TypeError, AttributeError) as error:
        print(action, "|", type(error).__name__, error)
