"""Aggregates over generators, dict views, strings, nested structures, with early exit."""
seen = []
def g(*xs):
    for x in xs: seen.append(x); yield x
print(any(g(0, 1, 2)), seen); seen.clear()
print(all(g(1, 0, 2)), seen); seen.clear()
print(min(g(3, 1, 2)), max(g(3, 1, 2)), sum(g(1, 2)), sorted(g(2, 1)), seen); seen.clear()
print(2 in g(1, 2, 3), seen); seen.clear()
a, *b = g(1, 2, 3); print(a, b); seen.clear()
d = {"x": 3, "y": 1, "z": 2}
print(min(d), max(d), min(d, key=d.get), max(d.values()), max(d.items(), key=lambda p: p[1]), sum(d.values()), sorted(d, key=d.get), any(d), all(d.values()), list(zip(d, d.values())), dict(sorted(d.items(), key=lambda p: -p[1])))
rows = [{"n": "a", "v": 3}, {"n": "b", "v": 1}]
print(min(rows, key=lambda r: r["v"])["n"], sum(r["v"] for r in rows), [r["n"] for r in sorted(rows, key=lambda r: r["v"])], max((r["v"], r["n"]) for r in rows), any(r["v"] > 2 for r in rows), {r["n"]: r["v"] for r in rows})
print(max("apple", "fig", key=len), min(["bb", "a"], key=lambda s: (len(s), s)), max([[1, 2], [1, 3]]), min((3, "x"), (2, "y")), sum([[1], [2, 3]], []), sum(((1,), (2,)), ()), max(map(len, ["a", "bcd"])), sum(map(ord, "AB")), sum(len(w) for w in "the quick fox".split()))
print(list(filter(None, map(lambda x: x % 3 and x, range(7)))), list(zip(*[iter(range(6))] * 2)), list(map(sum, zip(range(3), range(3, 6)))), [max(p) for p in zip([1, 5], [4, 2])], list(reversed(sorted({3, 1, 2}))), dict(enumerate("ab", 1)), sorted(zip("ba", [1, 2])))
