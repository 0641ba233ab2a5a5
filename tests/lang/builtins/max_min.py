"""max() and min()"""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

check("""
max(1, 2, 3), min(3, 1, 2), max([1, 5, 2]), min("hello"), max("a", "b"), max({1: "z", 2: "a"})
max([], default=5), min([], default=None), max((), default=max([1]))
max("aa", "b", key=len), min([3, -5, 2], key=abs), max([1, 2], key=None), max([(1, "b"), (1, "a")])
max(1, 1.0), min(1.0, 1), max(True, 1), max([1, 1.0, True]), min(0.0, -0.0), max(-0.0, 0.0)
max([[1], [1, 2]]), min({3, 1}), max(x * x for x in range(-3, 3)), max(2 ** 70, 5), max(10 ** 400, float("inf"))
max("b", "a", "b", key=lambda c: 0), min([1, 2, 3], key=lambda x: -x)
max()
max(5)
max([])
min({})
max(1, "a")
max([1, None])
max(1, 2, default=3)
max([1], key=5)
max([1], foo=1)
max(1, 2, key=lambda x: 1 / 0)
max([], key=len)
max([], default=0, key=len)
min(1j, 2j)
max([1j])
max(float("nan"), 1) != max(float("nan"), 1), max(1, float("nan"))
max(*[1, 2]), min(*"ab"), max(*[[3, 4]])
max([b"a", b"b"]), max([None])
max(range(10 ** 3)), min(range(5, 0, -1))
""")
