"""_bisect."""
import _bisect as b


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

a = [1, 2, 2, 3, 5]
class S:
    def __len__(self): return 5
    def __getitem__(self, i): return i * 10
check("""
b.bisect_left(a, 2), b.bisect_right(a, 2), b.bisect_left(a, 0), b.bisect_right(a, 9), b.bisect_left([], 1)
b.bisect_left(a, 2, 2), b.bisect_right(a, 2, 0, 2), b.bisect_left(a, 3, lo=1, hi=3)
b.bisect_left(a, 2, -1)
b.bisect_left(["a", "bb", "ccc"], 2, key=len), b.bisect_right(a, 4, key=lambda x: x * 2)
b.bisect_left(S(), 25), b.bisect_left((1, 2), 2), b.bisect_left("abc", "b")
b.bisect_left(a, "x")
b.bisect_left(5, 1)
b.bisect_left(a)
b.bisect_left(a, 1, 2, 3, 4)
b.bisect_left(a=a, x=2), b.bisect_right(a, 2, hi=None)
b.insort_left(a, 2), a, b.insort_right(a, 4), a
b.insort_left([], 1), b.insort_right((1,), 2)
b.insort_left(a, 3, key=lambda v: -v), len(a)
""")
