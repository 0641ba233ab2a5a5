"""One for loop iterates lists, tuples, ranges, dicts, generators, strings, user iterators."""
def total(it):
    t = 0
    for x in it: t = t + x
    return t
def collect(it): return [x for x in it]
class It:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        self.n -= 1
        if self.n < 0: raise StopIteration
        return self.n
class Seq:
    def __getitem__(self, i):
        if i == 3: raise IndexError
        return i
sources = [lambda: [1, 2], lambda: (3, 4), lambda: range(5), lambda: {1: 2, 3: 4}, lambda: (i for i in range(3)), lambda: It(4), lambda: Seq(), lambda: {5, 6}, lambda: map(int, "12"), lambda: range(2**62, 2**62 + 2), lambda: [0.5, 1.5], lambda: b"ab", lambda: [], lambda: zip, lambda: reversed([1, 2]), lambda: {7: 8}.values(), lambda: [1, 2]]
for _ in range(2):
    for s in sources:
        try: print(total(s()), end=" ")
        except TypeError as e: print(e, end=" ")
print()
print([collect(s) for s in ("ab", {"k": 1}.items(), [[1]], enumerate("x"), zip("a", "b"), (), iter([1]), "é日")])
def unpack(p):
    a, b = p
    return b, a
for p in ((1, 2), [3, 4], "ab", {5: 1, 6: 2}, range(2), (x for x in "xy"), It(2), b"pq", {1, 2}): print(unpack(p), end=" ")
for p in ((1,), [1, 2, 3], 5, "a", It(3), ()):
    try: unpack(p)
    except (ValueError, TypeError) as e: print(e, end="; ")
print(unpack((1, 2)))
def first(it):
    for x in it: return x
    return "empty"
print([first(s()) for s in sources if s() is not zip])
def nested(n): return [(i, j) for i in range(n) for j in range(i)]
print(nested(3), nested(0), nested(4)[-1])
