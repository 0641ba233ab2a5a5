"""Subscripting functions, modules and None; __index__ in slices; slices assignment errors."""
import math
nothing, text, tup, byt = None, "abc", (1, 2), b"a"


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

class I:
    def __init__(self, n): self.n = n
    def __index__(self): return self.n
class Bad:
    def __index__(self): raise KeyError("index")
l = [0, 1, 2, 3, 4, 5]
check("""
l[I(1)], l[I(-1)], l[I(1):I(4)], l[::I(2)], "abc"[I(1)], (1, 2, 3)[I(0):I(2)], b"abc"[I(2)], range(9)[I(3)]
l[Bad()]
l[Bad():]
l[:Bad()]
l[math]
math[0]
nothing[0]
l[l]
l[0.0]
l["0"]
l[1:"2"]
l[I(10 ** 30)]
l[I(10 ** 30):]
l[:I(-10 ** 30)]
l[::I(0)]
text[()]
text[1, 2]
tup["a"]
{}[1:2]
range(5)["a"]
byt["b"]
memoryview(b"a")["x"]
bytearray(b"abc")[I(1)]
""")
for s in ("l[Bad()] = 1", "l[0:1] = 5", "l[::2] = [1]", "l['a'] = 1", "del l[Bad()]", "del l['a']", "math[0] = 1", "del math[0]", "l[I(2)] = 'two'", "l[I(3):I(4)] = 'xyz'", "del l[I(0)]"):
    try: exec(s); print(s, l)
    except Exception as e: print(s, "|", type(e).__name__, e)
