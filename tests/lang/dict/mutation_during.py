"""Changing a dict while it is iterated raises; changes of values do not."""
def attempt(change):
    d = {i: i for i in range(5)}
    try:
        for k in d:
            change(d, k)
        print("fine", d)
    except RuntimeError as error:
        print("RuntimeError:", error, len(d))
attempt(lambda d, k: d.__setitem__(k, k * 2))
attempt(lambda d, k: d.__setitem__(k + 100, 1))
attempt(lambda d, k: d.pop(k))
attempt(lambda d, k: d.clear())
attempt(lambda d, k: d.update({k: 5}))
attempt(lambda d, k: (d.pop(k), d.__setitem__(k + 10, 1)) if k < 3 else None)
d = {1: 1, 2: 2}
for view in (d.keys, d.values, d.items):
    it = iter(view())
    next(it)
    d["new"] = 1
    try:
        next(it)
    except RuntimeError as error:
        print(error)
    try:
        print(next(it, "exhausted"))
    except RuntimeError as error:
        print("again:", error)
    del d["new"]
class Evil:
    def __init__(self, n): self.n = n
    def __hash__(self): return 1
    def __eq__(self, other):
        if armed: e.clear()
        return isinstance(other, Evil) and self.n == other.n
armed = False
e = {Evil(i): i for i in range(4)}
armed = True
try:
    print(e.get(Evil(9), "none"), len(e))
except RuntimeError as error:
    print(error)
armed = False
e.update({Evil(i): i for i in range(4)})
armed = True
try:
    e[Evil(9)] = 1
    print(len(e))
except RuntimeError as error:
    print(error)
f = {1: "a"}
class R:
    def __repr__(self):
        f.clear()
        return "R"
f[2] = R(); f[3] = "c"
try:
    print(f)
except RuntimeError as error:
    print(error)
it = reversed({1: 1, 2: 2})
print(list(it))
