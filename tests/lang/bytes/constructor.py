"""bytes() from sizes, iterables, text, buffers and objects."""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

class B:
    def __bytes__(self): return b"made"
class Bad:
    def __bytes__(self): return "text"
class X:
    def __index__(self): return 3
class It:
    def __iter__(self): return iter([1, 2])
class Seq:
    def __getitem__(self, i):
        if i < 3: return i + 65
        raise IndexError
class Sub(bytes): pass
check("""
bytes()
bytes(3)
bytes(0)
bytes(-1)
bytes(True)
bytes([1, 2, 255])
bytes([256])
bytes([-1])
bytes(["a"])
bytes([1.0])
bytes((65, 66))
bytes(range(5))
bytes(i for i in (1, 2))
bytes({65})
bytes("abc", "ascii")
bytes("é", "latin-1")
bytes("é", "ascii")
bytes("é", "ascii", "replace")
bytes("abc")
bytes("abc", errors="strict")
bytes(b"abc", "ascii")
bytes(5, "ascii")
bytes(encoding="ascii")
bytes(bytearray(b"x"))
bytes(memoryview(b"xyz")[1:])
bytes(memoryview(b"abcdef")[::2])
bytes(B())
bytes(Bad())
bytes(X())
bytes(It())
bytes(Seq())
bytes(None)
bytes(1.5)
bytes(object())
bytes([X(), 4])
bytes(10 ** 30)
bytes(2 ** 62)
bytes(source=b"a")
bytes(1, 2, 3, 4)
Sub(b"ab")
type(Sub(b"ab") + b"c")
type(bytes(Sub(b"ab")))
Sub(b"ab") == b"ab"
""")
