"""complex() from text and objects; formatting of complex numbers."""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

class C:
    def __complex__(self): return 1 + 2j
class F:
    def __float__(self): return 2.5
class X:
    def __index__(self): return 7
class Bad:
    def __complex__(self): return 1
class Sub(complex): pass
check("""
complex()
complex(1)
complex(1.5, 2)
complex("1+2j")
complex(" 1-2j ")
complex("(1+2j)")
complex("j")
complex("-j")
complex("+1.5e3j")
complex("1e5")
complex("inf+nanj")
complex("1 + 2j")
complex("")
complex("1+2")
complex("1+2j3")
complex("1j+2")
complex("1_0j")
complex("1", 2)
complex(1, "2")
complex(1j, 2j)
complex(real=3, imag=4)
complex(imag=4)
complex([])
complex(None)
complex(C())
complex(F())
complex(X())
complex(Bad())
complex(1, C())
complex(b"1")
complex(1, 2, 3)
Sub(1, 2)
type(Sub(1) + 1)
complex(Sub(1, 2))
format(1 + 2j, "")
format(1 + 2j, ".2f")
format(1 + 2j, "10.1f") + "|"
format(1 + 2j, "<20.2e") + "|"
format(1.5 - 2j, "g")
format(1 + 2j, "+.1f")
format(1234567.5 + 2j, ",")
format(1 + 2j, "010")
format(1 + 2j, "=10")
format(1 + 2j, "d")
format(1 + 2j, "%")
f"{1j}|{1 + 1j!r:>8}"
"%s" % (1 + 2j)
"%d" % 1j
"%f" % 1j
(1 + 2j).__getnewargs__()
complex.__new__(complex, 5)
(3 + 4j).__abs__()
(1j).__format__(".1f")
(1 + 2j).__complex__()
""")
