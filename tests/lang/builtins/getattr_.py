"""getattr()"""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

class C:
    x = 1
    def __getattr__(self, n):
        if n == "err": raise ValueError("not attribute error")
        raise AttributeError(n)
check("""
getattr(C(), "x"), getattr(C, "x"), getattr(5, "real"), getattr("a", "upper")()
getattr(C(), "y", "default"), getattr(C(), "y", None)
getattr(C(), "y")
getattr(C(), "err", "default")
getattr(5, "nope")
getattr(5, 5)
getattr(5, None, 1)
getattr(5)
getattr(1, "a", 2, 3)
getattr([], "__len__")()
getattr(int, "from_bytes")(b"a")
getattr(C, "__name__")
getattr(C(), "")
getattr(C(), "é", 0)
getattr(obj=1, name="real")
hasattr(C(), "err")
""")
