"""map()"""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

check("""
list(map(str, [1, 2])), list(map(lambda a, b: a + b, [1, 2], [10, 20, 30])), list(map(len, []))
list(map(max, "ab", "ba", "ca")), list(map(pow, [2, 3], [3, 2], [5, 5]))
list(map(lambda *a: a, [1, 2], "ab", (True, False)))
map(str)
map()
map(str, 5)
map(5, [1]).__next__()
list(map(int, ["1", "x"]))
list(map(None, [1]))
next(map(abs, [-1])), next(map(abs, []), "empty")
type(map(str, [])).__name__, iter(m) is m
sum(map(ord, "ab")), "".join(map(chr, [97, 98])), dict(map(lambda x: (x, x * x), range(3)))
list(map(lambda x: (lambda: x)(), range(3)))
list(map("abc".index, "cab")), list(map([1, 2, 3].__getitem__, [2, 0]))
list(map(range, range(3)))
map(str, [1]).__reduce__()[1][0]
""".replace("iter(m)", "(m := map(str, [])) and iter(m)"))
def f(x): print("f", x, end=" "); return x
m = map(f, [1, 2, 3])
print("lazy"); print(next(m)); print(list(m), list(m))
it = iter([1, 2, 3, 4])
print(list(map(lambda a, b: (a, b), it, it)))
