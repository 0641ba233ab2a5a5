"""pop, popitem, setdefault, update, clear, copy, |=, del."""
d = {"a": 1, "b": 2, "c": 3}
print(d.pop("a"), d, d.pop("z", "default"), d.popitem(), d, d.setdefault("b", 9), d.setdefault("n"), d.setdefault("m", []), d)
print(d.update({"x": 1}), d, d.update(y=2), d.update([("z", 3)], w=4), d.update(), d)
c = d.copy()
c["b"] = "changed"; del c["x"]
print(d["b"], "x" in d, c is d, d.clear(), d, c)
d |= {"a": 1}; d |= [("b", 2)]; print(d)
d["a"] += 5; d["b"] *= 2; print(d)
class K:
    def keys(self): return ["k1", "k2"]
    def __getitem__(self, key): return key.upper()
print(dict(K()), {**K()}, d | dict(K()))
d.update(K()); print(d)
for action in ("d.pop('zz')", "{}.popitem()", "d.pop()", "del d['zz']", "d.setdefault()", "d.update(5)", "d.update([1])", "d.update(1, 2)", "d |= 5", "d |= [1]", "d.popitem(1)", "d.clear(1)", "d[{}] = 1", "d.setdefault([], 1)", "d.pop([])", "del d[[]]", "d.copy(1)", "d.foo", "{}.pop([])", "d.get(1, 2, 3)", "d.pop(1, 2, 3)", "d.update(a=1, **{'a': 2})"):
    try:
        exec(action)
        print(action, "ok")
    except Exception as error:
        print(action, type(error).__name__, error)
e = {}
for i in range(20): e[i] = i
for i in range(0, 20, 2): del e[i]
e[0] = "again"; e[1] = "same place"
print(e, list(e)[-1], e.popitem(), e.popitem())
print(dict(a=1).__or__({"b": 2}), dict.__or__({}, 5), {}.__ior__([]), {}.__ror__({"a": 1}), {"a": 1}.__contains__("a"), {"a": 1}.__len__())
