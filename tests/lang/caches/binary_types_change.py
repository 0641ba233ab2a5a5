"""One addition, one comparison and one subscript see operands of many types in turn."""
def add(a, b): return a + b
def less(a, b): return a < b
def item(a, b): return a[b]
def sub(a, b): return a - b
def mul(a, b): return a * b
class V:
    def __init__(self, v): self.v = v
    def __add__(self, o): return V(self.v + getattr(o, "v", 100))
    def __radd__(self, o): return V(-self.v)
    def __lt__(self, o): return "V<"
    def __getitem__(self, k): return ("V", k)
    def __repr__(self): return f"V({self.v})"
pairs = [(1, 2), (1.5, 2.5), (1, 2.5), (2.5, 1), ("a", "b"), ([1], [2]), ((1,), (2,)), (2**61, 2**61), (2**62, 1), (2**100, 1), (True, 1), (1, 2), (b"a", b"b"), (V(1), V(2)), (V(1), 5), (5, V(3)), (1j, 1), (1, 2)]
for _ in range(3):
    print([add(a, b) for a, b in pairs])
for a, b in [(1, 2), (2.5, 1), ("a", "b"), ([1], [1, 2]), (V(1), 1), (2**100, 2**101), (1, 2), ({1}, {1, 2})] * 2: print(less(a, b), end=" ")
print()
for a, b in [([1, 2], 1), ((3, 4), 0), ("xyz", 2), ({"k": 5}, "k"), (b"ab", 0), (V(0), 9), (range(10), 3), ([1, 2], -1), ({1: "one"}, 1), (bytearray(b"q"), 0), ([7, 8], True)] * 2: print(item(a, b), end=" ")
print()
for f in (add, sub, mul, less, item):
    for bad in ((1, None), (None, 1), ("a", 1), (1, "a"), ([], {}), ({}, [])):
        try: print(f.__name__, f(*bad))
        except (TypeError, LookupError) as e: print(f.__name__, e)
print(add(1, 2), sub(5, 3), mul(2, 3), less(1, 2), item([5], 0))
