"""Tuples: construction, indexing, methods, comparison, hashing, immutability."""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

t = (1, 2, 3, 2)
check("""
()
(1,)
1, 2
tuple()
tuple("ab")
tuple([1, [2]])
tuple({"a": 1})
tuple(5)
tuple(sequence=())
tuple(t) is t
t[0]
t[-1]
t[4]
t["a"]
t[1:3]
t[::-1]
t[:] is t
t + (5,)
t + [5]
(1, 2) * 2
2 * (1,)
(1,) * 0
(1,) * 1.5
t.count(2)
t.index(2)
t.index(2, 2)
t.index(9)
t.index(3, 0, 2)
2 in t
(1, 2) == (1, 2)
(1, 2) == [1, 2]
(1, 2) < (1, 2, 3)
(1, "a") < (1, 2)
(1, 2) < (2, "a")
() < (0,)
(1,) < 5
hash((1, 2)) == hash((1, 2))
hash(())
hash((1, 2, 3))
hash(("a",)) == hash(("a",))
hash((1, [2]))
hash((1.0, True)) == hash((1, 1))
hash((0, (1, (2, (3,)))))
hash((-1, -2, 2 ** 61))
{(1, 2): "a"}[1, 2]
len(t)
repr((1, "a", (2,)))
bool(())
sorted(t)
sum(t)
max(t), min(t)
t.append(1)
t.foo
t.__getnewargs__()
""")
try:
    t[0] = 1
except TypeError as error:
    print(error)
try:
    del t[0]
except TypeError as error:
    print(error)
u = ([1], 2)
try:
    u[0] += [5]
except TypeError as error:
    print(error, u)
t += (9,)
print(t)
