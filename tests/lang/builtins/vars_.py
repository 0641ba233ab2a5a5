"""vars()"""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

class C:
    x = 1
    def __init__(self): self.y = 2
class S: __slots__ = ()
class D:
    __dict__ = {"fake": 1}
check("""
vars(C()), sorted(k for k in vars(C) if k[0] != "_")
vars(S())
vars(5)
vars("a")
vars(len)
vars(1, 2)
vars(D())
type(vars(C)).__name__
vars(C)["x"]
vars(int)["__add__"] is int.__add__
""")
c = C()
vars(c)["z"] = 3
print(c.z, vars(c) is c.__dict__)
try: vars(C)["q"] = 1
except TypeError as e: print(e)
def f(a):
    b = 2
    return vars()
print(f(1))
import math
print(vars(math)["pi"] == math.pi, vars() is globals())
