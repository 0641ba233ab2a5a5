"""Construction, indexing, slicing, concatenation, repetition, comparison of lists."""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

a = [1, 2, 3, 4, 5]
check("""
[]
list()
list("abc")
list((1, 2))
list(range(3))
list({"a": 1})
list(5)
list(1, 2)
list(sequence=[1])
a[0]
a[-1]
a[5]
a[-6]
a["x"]
a[1.0]
a[None]
a[10 ** 30]
a[True]
a[1:3]
a[:-1]
a[::2]
a[::-1]
a[10:]
a[-100:2]
a[3:1]
a[3:1:-1]
a[::0]
a[1:"x"]
a[:10 ** 30]
a + [6]
a + (6,)
a + None
[1] * 3
3 * [1, 2]
[1] * -1
[1] * 1.5
[1] * "a"
[[]] * 2
[1, 2] == [1, 2]
[1, 2] == (1, 2)
[1, 2] < [1, 3]
[1, 2] < [1, 2, 0]
[] < [0]
[1, "a"] < [1, 2]
[1, "a"] < [2, 2]
[1] < 5
[2] > [1, 5]
[1, 2] != [1, 2]
[1, 2] <= [1, 2]
3 in a
9 in a
"a" in ["a"]
len(a)
repr([1, "a", [2.5, None]])
str([])
a.index(3)
a.index(9)
a.index(1, 1)
a.index(5, -1)
a.index(2, 0, 1)
a.count(1)
[1, 1.0, True].count(1)
hash([])
bool([])
list.__doc__ is not None
""")
