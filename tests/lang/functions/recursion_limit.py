"""sys.setrecursionlimit: raising it, lowering it, bad values; deep recursion works when it is high."""
import sys
print(sys.getrecursionlimit())
for bad in (0, -1, "a", 1.5, None, 10**20):
    try:
        sys.setrecursionlimit(bad)
        print("set", bad)
    except (ValueError, TypeError, OverflowError) as error:
        print(type(error).__name__, error)
def count(n): return 0 if n == 0 else 1 + count(n - 1)
try:
    count(5000)
except RecursionError as error:
    print(error)
sys.setrecursionlimit(10**6)
print(count(5000), count(100000))
def total(items): return items[0] + total(items[1:]) if items else 0
print(total(list(range(2000))))
class Node:
    def __init__(self, next): self.next = next
    def length(self): return 1 + (self.next.length() if self.next else 0)
n = None
for _ in range(50000): n = Node(n)
print(n.length())
n = None
def gen(k):
    if k: yield from gen(k - 1)
    yield k
print(sum(gen(900)))
nested = []
for _ in range(200000): nested = [nested]
del nested
t = ()
for _ in range(200000): t = (t,)
del t
d = {}
for _ in range(100000): d = {"k": d}
del d
print("freed")
sys.setrecursionlimit(100)
try:
    count(200)
except RecursionError as error:
    print(error)
print(count(50))
def deep(n):
    if n: return deep(n - 1)
    try:
        sys.setrecursionlimit(20)
    except RecursionError as error:
        return str(error).split(":")[0].split(" at ")[0]
print(deep(60))
