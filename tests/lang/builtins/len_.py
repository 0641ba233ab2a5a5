"""len()"""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

class L:
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
class I:
    def __index__(self): return 4
check("""
len(""), len("é日🐍"), len(b"ab"), len([1]), len(()), len({1: 2}), len({1}), len(range(5)), len(memoryview(b"abc"))
len({}.keys()), len({1: 1}.items()), len(bytearray(3)), len(frozenset([1, 2]))
len(L(3)), len(L(0)), len(L(True)), len(L(I()))
len(L(-1))
len(L(1.5))
len(L("a"))
len(L(None))
len(L(2 ** 63))
len(L(-2 ** 70))
len(5)
len(None)
len(int)
len(x for x in [])
len(iter([]))
len(object())
len(lambda: 0)
len()
len([], [])
""")
