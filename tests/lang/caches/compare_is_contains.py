"""Comparison, identity and membership at one place with changing types."""
def eq(a, b): return a == b, a != b
def has(x, c): return x in c, x not in c
def same(a, b): return a is b, a is not b
class E:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == getattr(o, "v", o)
    def __hash__(self): return hash(self.v)
    def __contains__(self, x): return x == self.v
for _ in range(2): print([eq(*p) for p in ((1, 1), (1, 1.0), ("a", "a"), ("a", 1), (None, None), (None, 0), ([1], [1]), ((1, 2), (1, 2)), ({1: 2}, {1: 2}), ({1}, {1}), (E(1), 1), (1, E(1)), (E(1), E(2)), (2**70, 2**70), (1.5, 1.5), (True, 1), (b"a", "a"), (range(2), range(2)), (int, int), (len, len))])
for _ in range(2): print([has(*p) for p in ((1, [1, 2]), (3, (1, 2)), ("a", "abc"), ("k", {"k": 1}), (1, {1, 2}), (5, range(10)), (97, b"abc"), (b"b", b"abc"), (1, E(1)), (2, E(1)), (1.0, [1]), (E(1), [1]), (E(1), {1}), (None, [None]), ("x", {"x": 1}.keys()), (1, {"x": 1}.values()), (("x", 1), {"x": 1}.items()), (3, iter([1, 2, 3])), (True, [1]))])
o = object()
print(same(None, None), same(o, o), same(o, object()), same([], []), same(True, True), same(int, type(5)), same("a", "b"))
for bad in ((1, 5), (1, None), (1, "abc"), ([], {1}), ([], {1: 2}), (1, len)):
    try: print(has(*bad))
    except TypeError as e: print(e)
print(has(float("nan"), [1.0]), (lambda n: (n in [n], n == n, [n] == [n]))(float("nan")))
print(1 < 2 < 3 != 4 in [4], 1 in [1] == True, (1 in [1]) == True, not 1 in [2], 1 not in [2] is not None)
