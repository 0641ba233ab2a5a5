"""_heapq."""
import _heapq as h


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

def heap(x):
    x = list(x); h.heapify(x); return x
check("""
heap([5, 1, 4, 2, 3]), heap([]), heap("hello"), heap(range(10, 0, -1))
h.heappop(heap([3, 1, 2])), h.heappushpop(heap([2, 3]), 1), h.heappushpop(heap([2, 3]), 5), h.heapreplace(heap([2, 3]), 1), h.heappushpop([], 9)
h.heappop([])
h.heapreplace([], 1)
h.heapify(5)
h.heapify((1,))
h.heappush(5, 1)
h.heappush([1], "a")
h.heapify([1, "a"])
h.heappop([1, 2], 3)
[h._heappop_max(l) for l in [[3, 2, 1]]], h._heapreplace_max([3, 1], 2)
heap([(1, "b"), (1, "a"), (0, "z")])
""")
x = []
for v in (5, 3, 8, 1, 9, 2, 7): h.heappush(x, v)
print(x, [h.heappop(x) for _ in range(7)], x)
l = [4, 1, 7, 3]
h._heapify_max(l); print(l)
class C:
    def __init__(self, v): self.v = v
    def __lt__(self, o): return self.v > o.v
    def __repr__(self): return f"C{self.v}"
x = []
for v in (1, 3, 2): h.heappush(x, C(v))
print([h.heappop(x) for _ in range(3)])
class Bad:
    def __lt__(self, o): raise ValueError("lt")
try: h.heappush([Bad()], Bad())
except ValueError as e: print(e)
big = [i * 7919 % 1009 for i in range(500)]
h.heapify(big)
print([h.heappop(big) for _ in range(500)] == sorted(i * 7919 % 1009 for i in range(500)))
