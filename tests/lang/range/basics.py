"""range: construction, indexing, slicing, membership, comparison, big numbers."""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

r = range(2, 20, 3)
check("""
range(5)
range(2, 5)
range(0, 10, 2)
range(0)
range(5, 0)
list(range(5, 0, -1))
list(range(5, 0, -2))
list(range(0, 5, -1))
range(1, 2, 0)
range()
range(1, 2, 3, 4)
range(1.0)
range("a")
range(stop=5)
r[0], r[-1], r[2]
r[6]
r[-7]
r["a"]
r[1:4]
r[::-1]
r[::2]
r[10:]
r[-2:]
len(r)
r.start, r.stop, r.step
5 in r
6 in r
5.0 in r
"a" in r
5.5 in r
True in range(2)
r.index(8)
r.index(9)
r.count(8)
r.count("a")
range(3) == range(0, 3, 1)
range(0) == range(5, 2)
range(0, 3, 2) == range(0, 4, 2)
range(3) == [0, 1, 2]
range(3) < range(4)
hash(range(3)) == hash(range(0, 3))
list(reversed(range(0, 10, 3)))
bool(range(0))
range(10 ** 30)[10 ** 29]
len(range(10 ** 30))
range(10 ** 30).__len__()
range(10 ** 20, 10 ** 20 + 3)[-1]
list(range(2 ** 62 - 1, 2 ** 62 + 2))
list(range(-2 ** 63, -2 ** 63 + 2))
list(range(2 ** 64, 2 ** 64 + 10, 4))
2 ** 64 in range(2 ** 65)
range(10)[2:8][1:3][0]
sum(range(101))
max(range(5)), min(range(5))
range(5).start
""")
try:
    r.start = 5
except AttributeError as error:
    print(error)
try:
    r[0] = 1
except TypeError as error:
    print(error)
class I:
    def __index__(self): return 4
print(list(range(I())), range(10)[I()], I() in range(5))
it = iter(range(3))
print(next(it), it.__length_hint__(), list(it), type(it).__name__, type(iter(range(10**30))).__name__, it.__reduce__()[1])
try:
    class R(range): pass
except TypeError as error:
    print(error)
