"""Hand-written copying, deep copying with memo, and equality of graphs."""
def deepcopy(x, memo=None):
    memo = {} if memo is None else memo
    if id(x) in memo: return memo[id(x)]
    if isinstance(x, (int, float, str, bytes, type(None), bool, type)): return x
    if isinstance(x, list):
        r = memo[id(x)] = []
        r.extend(deepcopy(i, memo) for i in x)
    elif isinstance(x, tuple): r = memo[id(x)] = tuple(deepcopy(i, memo) for i in x)
    elif isinstance(x, dict):
        r = memo[id(x)] = {}
        r.update((deepcopy(k, memo), deepcopy(v, memo)) for k, v in x.items())
    elif isinstance(x, set): r = memo[id(x)] = {deepcopy(i, memo) for i in x}
    else:
        r = memo[id(x)] = object.__new__(type(x))
        for k, v in vars(x).items(): setattr(r, k, deepcopy(v, memo))
    return r
class N:
    def __init__(self, v): self.v, self.links = v, []
a, b = N(1), N([2, 3]); a.links.append(b); b.links += [a, b]
c = deepcopy(a)
print(c is a, c.v, c.links[0].v, c.links[0].links[0] is c, c.links[0].links[1] is c.links[0], c.links[0].v is b.v)
s = [1]; d = {"x": s, "y": (s, {"z": s}), "set": {1, 2}, "cls": N}
e = deepcopy(d)
print(e == d, e["x"] is s, e["x"] is e["y"][0] is e["y"][1]["z"], e["cls"] is N)
e["x"].append(2); print(d["x"], e)
l = [1]; l.append(l); m = deepcopy(l); print(m, m[1] is m, m is l)
print(list(s) is s, s[:] == s, s.copy() is s, dict(d)["x"] is s, {**d}["x"] is s, [*s] == s, tuple(s), d.copy() == d)
