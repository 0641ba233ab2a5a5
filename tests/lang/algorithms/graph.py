"""Breadth and depth first search, topological order, shortest paths, cycles, components."""
g = {"a": "bc", "b": "d", "c": "d", "d": "e", "e": "", "f": "g", "g": "f"}
def bfs(s):
    seen, q = {s: 0}, [s]
    for n in q:
        for m in g[n]:
            if m not in seen: seen[m] = seen[n] + 1; q.append(m)
    return seen
def dfs(n, seen=None):
    seen = [] if seen is None else seen
    if n not in seen:
        seen.append(n)
        for m in g[n]: dfs(m, seen)
    return seen
def topo(nodes):
    out, state = [], {}
    def visit(n):
        if state.get(n) == 1: raise ValueError(f"cycle at {n}")
        if n not in state:
            state[n] = 1
            for m in g[n]: visit(m)
            state[n] = 2
            out.append(n)
    for n in nodes: visit(n)
    return out[::-1]
print(bfs("a"), dfs("a"), topo("abcde"))
try: topo("fg")
except ValueError as e: print(e)
def paths(s, t, path=()):
    path += (s,)
    if s == t: yield path
    for m in g[s]:
        if m not in path: yield from paths(m, t, path)
print(["".join(p) for p in paths("a", "e")])
w = {("a", "b"): 4, ("a", "c"): 1, ("c", "b"): 2, ("b", "d"): 5, ("c", "d"): 8}
def bellman(s):
    d = {n: float("inf") for n in "abcd"}; d[s] = 0
    for _ in d:
        for (x, y), c in w.items(): d[y] = min(d[y], d[x] + c)
    return d
def floyd():
    d = {(x, y): 0 if x == y else w.get((x, y), float("inf")) for x in "abcd" for y in "abcd"}
    for k in "abcd":
        for i in "abcd":
            for j in "abcd": d[i, j] = min(d[i, j], d[i, k] + d[k, j])
    return d
print(bellman("a"), floyd()["a", "d"], floyd()["d", "a"])
def scc():
    order, seen = [], set()
    def fwd(n):
        if n in seen: return
        seen.add(n)
        for m in g[n]: fwd(m)
        order.append(n)
    for n in g: fwd(n)
    rev = {n: [m for m in g if n in g[m]] for n in g}
    comps, done = [], set()
    for n in reversed(order):
        if n in done: continue
        comp, st = [], [n]
        while st:
            x = st.pop()
            if x not in done: done.add(x); comp.append(x); st += rev[x]
        comps.append("".join(sorted(comp)))
    return sorted(comps)
print(scc())
