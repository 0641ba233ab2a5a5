"""Subclasses of dict: __missing__, overriding, keyword construction, attributes."""
class D(dict):
    def __missing__(self, key):
        self[key] = value = f"made {key}"
        return value
d = D(a=1)
print(d["a"], d["b"], d, d.get("c"), "c" in d, type(d), type(d.copy()), type(d | {}), type({} | d), D.fromkeys("x"), type(D.fromkeys("x")), isinstance(d, dict), repr(d))
class M(dict):
    def __missing__(self, key): raise LookupError(f"no {key}")
try:
    M()["x"]
except LookupError as error:
    print(type(error).__name__, error)
try:
    M().pop("x")
except KeyError as error:
    print("KeyError", error)
class G(dict):
    def __getitem__(self, key): return "got " + str(key)
    def get(self, key, default=None): return "get"
    def __contains__(self, key): return True
    def __iter__(self): return iter(["i1"])
    def __len__(self): return 42
    def keys(self): return ["k1", "k2"]
g = G(a=1)
print(g["zz"], g.get("q"), "zz" in g, list(g), len(g), g, dict(g), {**g}, list(g.items()), "%(any)s" % g, "{x}".format_map(g))
def f(**kw): return kw
print(f(**G(a=1)), dict(G(a=1), z=1), dict.__getitem__(g, "a"))
class S(dict):
    def __setitem__(self, key, value): super().__setitem__(key, value * 2)
s = S(a=1)
s["b"] = 2
s.update(c=3)
s.setdefault("d", 4)
print(s)
class Attr(dict):
    __getattr__ = dict.__getitem__
    __setattr__ = dict.__setitem__
a = Attr(x=1)
a.y = 2
print(a.x, a.y, a)
try:
    a.z
except KeyError as error:
    print("KeyError", error)
print(eval("x + y + q", {}, D(x="1", y="2")))
