"""Instances: attribute order, deletion, many attributes, __dict__ as a real dict, dict-like changes."""
class O: pass
a, b = O(), O()
a.x, a.y = 1, 2
b.y, b.x = 3, 4
print(vars(a), vars(b), list(vars(b)), a.__dict__ == {"y": 2, "x": 1})
d = a.__dict__
d["z"] = 5; print(a.z, a.__dict__ is d); del d["x"]; print(hasattr(a, "x"), vars(a))
a.x = "again"; print(list(d)); d.clear(); print(vars(a)); a.q = 1; print(d)
d["not an id"] = 2; d[5] = "int key"; print(getattr(a, "not an id"), len(d), d)
many = O()
for i in range(200): setattr(many, f"a{i}", i)
print(len(vars(many)), many.a0 + many.a199, sum(vars(many).values()), list(vars(many))[:3])
for i in range(0, 200, 2): delattr(many, f"a{i}")
print(len(vars(many)), many.a1, hasattr(many, "a0"), list(vars(many))[:2])
objs = []
for i in range(50):
    o = O()
    for j in range(i % 7): setattr(o, "abcdefg"[(i + j) % 7], j)
    objs.append(o)
print(sum(len(vars(o)) for o in objs), vars(objs[20]), [getattr(o, "a", "-") for o in objs[:14]])
o = O(); o.__dict__ = {"new": 1}; print(o.new); o.more = 2; print(vars(o))
shared = {"s": 1}
p, q = O(), O(); p.__dict__ = shared; q.__dict__ = shared; p.t = 5; print(q.t, shared)
class Sub(dict): pass
o.__dict__ = Sub(k=3); print(o.k, type(vars(o)).__name__); o.j = 4; print(vars(o))
def read(o): return o.v
u, v = O(), O(); u.v = "u"; v.__dict__["v"] = "v"
print(read(u), read(v)); vars(u)["v"] = "changed"; print(read(u)); vars(u).update(v="upd"); print(read(u)); vars(u).pop("v")
try: read(u)
except AttributeError as e: print(e)
for k in vars(v): print(k)
try:
    for k in vars(v): setattr(v, k + "x", 1)
except RuntimeError as e: print(e)
c = O(); c.a = 1; copy = dict(vars(c)); c.a = 2; print(copy, vars(c), {**vars(c), "b": 3}, vars(c) | {"z": 0}, "a" in vars(c))
c.__dict__ |= {"m": 1}; print(c.m, list(c.__dict__.items()), c.__dict__.setdefault("n", 9), c.n, c.__dict__.popitem())
