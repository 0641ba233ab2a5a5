"""filter()"""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

check("""
list(filter(None, [0, 1, "", "a", None, []]))
list(filter(lambda x: x > 1, [1, 2, 3]))
list(filter(str.isalpha, "a1b2"))
list(filter(bool, [])), list(filter(int, "0 1 2".split()))
next(filter(None, [0, 5])), next(filter(None, [0]), "none")
filter(5, [1]).__next__()
filter(None, 5)
filter(None)
filter()
filter(None, [1], [2])
list(filter(lambda x: 1 / x, [1, 0]))
type(filter(None, [])).__name__
list(filter(range(5).__contains__, [1, 9, 3]))
list(filter(lambda p: p[0] == "a", {"a1": 1, "b": 2}))
list(filter(None, filter(lambda x: x != 2, range(5))))
filter(None, [1]).__reduce__()[1][0]
filter(function=None, iterable=[])
""")
def f(x): print("f", x, end=" "); return x % 2
it = filter(f, range(4))
print("lazy"); print(next(it)); print(list(it))
