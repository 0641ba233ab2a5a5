"""float() from text and objects."""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

class F:
    def __float__(self): return 2.5
class X:
    def __index__(self): return 7
class Bad:
    def __float__(self): return 1
class Sub(float): pass
class SF:
    def __float__(self): return Sub(3.5)
check("""
float()
float(3)
float("3.5")
float(" 3.5 ")
float("\\t1\\n")
float("1e5")
float("1E+5")
float(".5")
float("5.")
float("1_0.5")
float("1_0.5_0e1_0")
float("inf")
float("-Infinity")
float("+inf")
float("nan")
float("-nan")
float("NaN")
float("infinit")
float("")
float(" ")
float(".")
float("1e")
float("e5")
float("1__0")
float("_1")
float("1_")
float("1 2")
float("0x10")
float("١.٥")
float("1.5a")
float(b"2.5")
float(bytearray(b"1"))
float(b"x")
float("1" * 400)
float("1" * 400 + "e-400")
float("0." + "0" * 400 + "1")
float(10 ** 400)
float(2 ** 53 + 1)
float(2 ** 53 + 3)
float(10 ** 23)
float(None)
float([])
float(1j)
float(F())
float(X())
float(Bad())
float(True)
float(x=1)
float(1, 2)
Sub("2.5")
type(Sub(1) + 1)
type(float(Sub(1)))
float("1.7976931348623159e308")
float("2.4703282292062327e-324")
float("2.4703282292062328e-324")
float("9007199254740993")
float("179769313486231580793728971405301e276")
float("\\x00")
float("1\\x00")
""")
