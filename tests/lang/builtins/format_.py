"""format() and __format__"""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

class F:
    def __format__(self, spec): return f"F[{spec}]"
class N:
    def __format__(self, spec): return 5
class S(str): pass
check("""
format(5), format("a"), format(None), format([1]), format(1.5, ".3f")
format(F()), format(F(), "x:y"), f"{F():{'a'}b}", "{:{}}".format(F(), "z")
format(N())
format(5, 5)
format(5, None)
format([], "x")
format(object(), "10")
format(None, "<10")
format({}, "s")
format(b"a", "5")
format(S("ab"), ">4"), type(format(S("ab"), "")).__name__
format(True, "b"), format(True, ">6"), format(True, "")
format(len, "") != ""
format()
format(1, "2", "3")
format(int, "s")
format(int, "")
format((1, 2), "")
format(range(3), "")
format(..., "")
format(1 + 1j, ">10")
format(ValueError("x"), "")
""")
