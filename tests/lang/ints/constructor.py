"""int() from text in every base, from floats, bytes and objects, with its errors."""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

class I:
    def __int__(self): return 42
class X:
    def __index__(self): return 43
class Bad:
    def __int__(self): return "x"
class Sub(int): pass
check("""
int()
int(5)
int(-5.9)
int(5.9)
int(1e20)
int("12")
int("  -12  ")
int("+7")
int("1_000")
int("0")
int("-0")
int("ff", 16)
int("0xff", 16)
int("0xff", 0)
int("0b101", 0)
int("0o17", 0)
int("z", 36)
int("Zz", 36)
int("10", 2)
int("12", 2)
int("9" * 30)
int(b"123")
int(bytearray(b"77"), 8)
int("٣٤")
int("１２")
int("")
int(" ")
int("1 2")
int("1__0")
int("_1")
int("1_")
int("0x10")
int("12", 1)
int("12", 37)
int("12", -1)
int("010", 0)
int("00", 0)
int("0_7", 0)
int("\\x00")
int("12\\n")
int("12abc")
int(b"\\xff")
int(float("nan"))
int(float("inf"))
int(-float("inf"))
int([])
int(None)
int(1j)
int(5, 10)
int("5", base=10)
int(base=10)
int("1", "2")
int("1", 10, 3)
int(x=5)
int(I())
int(X())
int(Bad())
int("11", X())
int(True)
type(int(True))
Sub("12")
type(Sub(3) + 1)
int("a" * 300)
int("'quoted'")
""")
