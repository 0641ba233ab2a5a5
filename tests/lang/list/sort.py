"""Sorting: stability, key, reverse, errors, objects with __lt__ only."""
class L:
    def __init__(self, k): self.k = k
    def __lt__(self, other): return self.k < other.k
    def __repr__(self): return f"L{self.k}"
a = [3, 1, 2]
print(a.sort(), a, a.sort(reverse=True), a, sorted([L(3), L(1), L(2)]), sorted("banana"), sorted({3: 1, 1: 2}), sorted((3, 1)), sorted([]))
print(sorted(["b", "A", "c"], key=str.lower), sorted([(1, "b"), (0, "z"), (1, "a")]), sorted([[2], [1, 2], [1]]), sorted([True, 0, -1, 2.5]))
pairs = [(i % 3, i) for i in range(10)]
print(sorted(pairs, key=lambda p: p[0]), sorted(pairs, key=lambda p: p[0], reverse=True), sorted([1, 2], key=None))
print(sorted([2.5, 1, float("-inf"), 10**30, -10**30]), sorted(["é", "z", "a", "日"]), sorted([b"b", b"a"]), sorted([1.5, 0.5, -0.0, 0.0]), sorted([{1, 2}, {1}, {1, 2, 3}], key=len))
big = [(i * 7919) % 10007 for i in range(3000)]
print(sorted(big) == sorted(sorted(big, reverse=True)), sorted(big, key=lambda x: -x)[:3], sorted(list(range(100)) + list(range(50, 150)))[98:104])
words = ["w%d" % (i * 37 % 101) for i in range(300)]
print(sorted(words)[:4], sorted(words, key=len)[:2], sorted(words, key=lambda w: (len(w), w))[-2:])
for action in (lambda: sorted([1, "a"]), lambda: sorted([1, None]), lambda: [object(), object()].sort(), lambda: sorted(5), lambda: sorted([1], key=5), lambda: sorted([2, 1], key=lambda x: 1 / 0), lambda: sorted([1], 5), lambda: [1].sort(5), lambda: sorted([1, 2], reverse="a"), lambda: sorted([1j, 2j]), lambda: sorted([1], foo=1), lambda: sorted(), lambda: sorted([(1, "a"), (1, 2)]), lambda: sorted([3, 1], reverse=None)):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)
a = [3, 2, 1]
def touching(x):
    a.append(x)
    return x
try:
    a.sort(key=touching)
except ValueError as error:
    print(error, a)
seen = []
class Spy(int):
    def __lt__(self, other):
        seen.append(len(b))
        return int(self) < int(other)
b = [Spy(2), Spy(1)]
b.sort()
print(b, seen)
