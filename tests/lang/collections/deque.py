"""_collections.deque."""
from _collections import deque


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

d = deque([1, 2, 3])
check("""
deque(), deque("ab"), deque([1, 2, 3], 2), deque(maxlen=3), deque([1], maxlen=None), deque((x for x in "ab"), maxlen=1)
deque(5)
deque([], -1)
deque([], "x")
deque([], 1, 2)
d.append(4), d.appendleft(0), d, d.pop(), d.popleft(), d
d.extend("ab"), d.extendleft("xy"), d, len(d)
d.rotate(2), d, d.rotate(-1), d, d.rotate(), d, d.rotate(100), d
d.remove("a"), d, d.count(1), d.index(3), d.reverse(), d
d.remove("zz")
d.index("zz")
d.insert(1, "ins"), d, d.insert(-1, "neg"), d, d.insert(100, "end"), d
d[0], d[-1], d[2]
d[100]
d["a"]
d[1:2]
d.copy(), d.copy() is d, d == d.copy(), d == list(d), deque([1]) < deque([2]), deque([1, 2]) != deque([1])
deque([1]) + deque([2]), deque([1]) * 3, 2 * deque("a"), deque([1, 2], 2) * 2
deque([1]) + [2]
deque([1]) < [2]
list(reversed(deque("abc"))), 2 in deque([1, 2]), [*deque("ab")], bool(deque()), sorted(deque([2, 1]))
deque().pop()
deque().popleft()
deque([1, 2], maxlen=2).insert(0, 5)
deque([1, 2], maxlen=2).maxlen, deque().maxlen, repr(deque([1], 5))
hash(deque())
d.clear(), d
deque([1, 2, 3]).index(2, 2)
deque(range(200))[150], len(deque(range(1000), 10)), sum(deque(range(500)))
deque[int]
""")
m = deque(maxlen=3)
for i in range(5): m.append(i); print(m, end=" ")
m.appendleft(9); m.extend([7, 8]); m.extendleft([1]); print(m)
e = deque([1, 2, 3])
e[0] = 10; e[-1] = 30; del e[1]; print(e)
e += [5]; e *= 2; print(e)
for action in ("e[10] = 1", "del e[10]", "e.maxlen = 5", "e += 5", "e.append()", "e.rotate('a')", "e.insert('a', 1)"):
    try: exec(action)
    except (IndexError, AttributeError, TypeError) as err: print(action, type(err).__name__, err)
try:
    for x in e: e.append(1)
except RuntimeError as err: print(err)
r = deque([1]); r.append(r); print(r)
class D(deque): pass
print(D([1]), type(D([1]).copy()).__name__, type(D([1]) + D([2])).__name__)
