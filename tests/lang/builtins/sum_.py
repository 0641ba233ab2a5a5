"""sum()"""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

class A:
    def __init__(self, v): self.v = v
    def __radd__(self, o): return A(self.v + (o if isinstance(o, int) else o.v))
    def __repr__(self): return f"A{self.v}"
check("""
sum([]), sum([1, 2, 3]), sum([1, 2], 10), sum([1, 2], start=5), sum(range(10)), sum({1: "a", 2: "b"}), sum(x for x in (1, 2))
sum([1.5, 2]), sum([1, 1j]), sum([True, True]), sum([2 ** 62, 2 ** 62]), sum([-2 ** 63] * 2)
sum([[1], [2]], []), sum([(1,), (2,)], ()), sum([A(1), A(2)])
sum(["a", "b"])
sum(["a"], "")
sum([b"a"], b"")
sum([bytearray()], bytearray())
sum([1, "a"])
sum([None])
sum(5)
sum()
sum([1], 2, 3)
sum([1], None)
sum([], "a")
sum([], None), sum([], [])
sum(iterable=[1])
sum([0.1] * 10), sum([0.1] * 10, 0.0), sum([1e16, 1.0, -1e16])
sum(map(int, "123")), sum([1, 2.5, 3])
""")
start = [0]
print(sum([[1]], start), start)
