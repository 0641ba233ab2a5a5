"""sum() of floats is compensated in 3.12; mixtures of types."""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

check("""
sum([0.1] * 10)
sum([1e100, 1.0, -1e100, 1.0])
sum([1.5, 2, True])
sum([1, 2.5, 10 ** 30])
sum([0.1, 0.2, 0.3, -0.6])
sum([1e308, 1e308])
sum([float("inf"), 1.0])
sum([float("inf"), float("-inf")])
sum([0.5, 1j])
sum([0.1] * 3, 0.0)
sum([0.1] * 3, 5)
sum([], 2.5)
sum([-0.0, -0.0])
sum([-0.0], -0.0)
sum([2 ** 62, 0.5])
sum([0.5, 2 ** 80])
sum([0.1, "a"])
sum([[1], [2]], [])
sum(["a"], "")
sum([b"a"], b"")
sum([bytearray(b"a")], bytearray())
sum(5)
sum([1], start=2)
sum()
sum([1, None])
sum((x / 10 for x in range(11)))
sum([10 ** 20, 1.5, -10 ** 20])
sum({1.5: 1, 2.5: 2})
""")
