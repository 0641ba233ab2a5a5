"""sorted() is covered with list.sort; here: any iterable, result is a new list, arguments."""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

check("""
sorted("bca"), sorted({"b": 1, "a": 2}), sorted({3, 1}), sorted(x for x in (2, 1)), sorted([])
sorted([3, 1, 2], reverse=True), sorted(["b", "A"], key=str.lower), sorted("bca", key=None, reverse=0)
sorted([1, 2, 3], key=lambda x: -x), sorted([(1, 2), (1, 1)]), sorted(["aa", "b"], key=len, reverse=True)
sorted()
sorted(5)
sorted([1], [2])
sorted([1], key=1)
sorted([1, "a"])
sorted([None, None])
sorted([1], cmp=1)
sorted(iterable=[1])
sorted([[], [1], [0]]), sorted([True, False]), sorted([0.5, 1, -1.5]), sorted([b"b", b"a", b""])
sorted(range(10), key=lambda x: (x % 3, -x))
sorted(enumerate("cab"), key=lambda p: p[1])
""")
l = [2, 1]
s = sorted(l)
print(l, s, s is l)
