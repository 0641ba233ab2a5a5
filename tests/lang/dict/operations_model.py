"""Dict operations against a list of pairs over many random steps, with colliding and mixed keys."""
state = 99
def rnd(n):
    global state
    state = (state * 1103515245 + 12345) & 0x7FFFFFFF
    return (state >> 8) % n
class H:
    def __init__(self, n): self.n = n
    def __hash__(self): return self.n % 4
    def __eq__(self, o): return isinstance(o, H) and o.n == self.n
    def __repr__(self): return f"H{self.n}"
keys = [H(i) for i in range(12)] + list(range(12)) + [f"k{i}" for i in range(12)] + [(i, i) for i in range(6)] + [i + 0.5 for i in range(6)]
d, pairs = {}, []
for step in range(4000):
    k, op = keys[rnd(len(keys))], rnd(7)
    at = next((i for i, (x, _) in enumerate(pairs) if x == k), None)
    if op <= 2:
        d[k] = step
        if at is None: pairs.append((k, step))
        else: pairs[at] = (pairs[at][0], step)
    elif op == 3: assert d.get(k, "none") == (pairs[at][1] if at is not None else "none") and (k in d) == (at is not None)
    elif op == 4:
        assert d.pop(k, "gone") == (pairs[at][1] if at is not None else "gone")
        if at is not None: del pairs[at]
    elif op == 5 and pairs: assert d.popitem() == pairs.pop()
    elif op == 6:
        assert d.setdefault(k, -step) == (pairs[at][1] if at is not None else -step)
        if at is None: pairs.append((k, -step))
    if step % 100 == 0:
        assert list(d.items()) == pairs and list(d) == [p[0] for p in pairs] and list(d.values()) == [p[1] for p in pairs] and len(d) == len(pairs)
        assert dict(pairs) == d and d.copy() == d and {**d} == d and list(reversed(d)) == [p[0] for p in pairs[::-1]]
    if step % 1000 == 999: print(step, len(d), list(d.items())[:3])
d.clear(); print(d, len(d), list(d.items()))
