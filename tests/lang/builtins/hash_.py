"""hash() of all kinds of objects."""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

class H:
    def __hash__(self): return 2 ** 70
class Neg:
    def __hash__(self): return -1
class Str:
    def __hash__(self): return "x"
class T:
    def __hash__(self): return True
class NoneH: __hash__ = None
class Eq:
    def __eq__(self, o): return True
class Sub(Eq): __hash__ = object.__hash__
check("""
hash(0), hash(1), hash(-1), hash(True)
hash(H()) == hash(2 ** 70), hash(Neg()), hash(T())
hash(Str())
hash(NoneH())
hash(Eq())
hash(Sub()) is not None
hash([])
hash({})
hash(set())
hash(bytearray())
hash(slice(1))
hash(([],))
hash(()) == hash(tuple()), hash((1, 2)) == hash((1, 2))
hash(len) == hash(len), hash(int) == hash(int), hash(None) == hash(None)
hash("a") == hash("a"), hash(b"a") == hash(b"a") == hash("a")
hash(1.0) == 1, hash(1j) == hash(1j)
hash(range(3)) == hash(range(3))
hash(frozenset([1, 2])) == hash(frozenset([2, 1]))
hash(1 << 61), hash((1 << 61) - 1), hash(1 << 64)
hash()
hash(1, 2)
hash({}.keys())
hash(memoryview(b"a")) == hash(b"a")
hash(memoryview(bytearray(b"a")))
hash(float("inf")), hash(float("-inf"))
hash("".join) is not None, hash([].append) is not None
hash((lambda: 0)) is not None
""")
