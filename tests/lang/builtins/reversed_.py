"""reversed()"""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

class R:
    def __reversed__(self): return iter("rev")
class S:
    def __len__(self): return 3
    def __getitem__(self, i): return i * 10
class N: __reversed__ = None
check("""
list(reversed([1, 2])), list(reversed("ab")), list(reversed((1, 2))), list(reversed(range(3))), list(reversed({"a": 1, "b": 2}))
list(reversed(b"ab")), list(reversed({1: 2}.items())), list(reversed({1: 2}.values()))
list(reversed(R())), list(reversed(S()))
reversed({1})
reversed(5)
reversed(iter([1]))
reversed(x for x in [])
reversed(N())
reversed()
reversed([], [])
reversed(object())
next(reversed([1, 2])), next(reversed([]), "empty")
type(reversed([])).__name__, type(reversed("a")).__name__, type(reversed(S())).__name__, type(reversed(range(1))).__name__
reversed(S()).__length_hint__(), reversed([1, 2]).__length_hint__()
list(reversed(bytearray(b"ab"))), list(reversed(memoryview(b"ab")))
"".join(reversed("hello")), [*reversed([[1], [2]])]
""")
l = [1, 2, 3]
it = reversed(l)
print(next(it)); l.append(4); print(list(it), list(it))
