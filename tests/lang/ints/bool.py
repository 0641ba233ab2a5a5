"""bool: constructor, arithmetic, operators that stay bool, text."""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

class Truthy:
    def __bool__(self): return True
class Len0:
    def __len__(self): return 0
class BadBool:
    def __bool__(self): return 1
class BadLen:
    def __len__(self): return -1
class FloatLen:
    def __len__(self): return 1.5
check("""
bool()
bool(0)
bool(-1)
bool(0.0)
bool(-0.0)
bool(float("nan"))
bool(0j)
bool("")
bool("0")
bool([])
bool([0])
bool({})
bool(set())
bool(None)
bool(b"")
bool(range(0))
bool(range(3))
bool(Truthy())
bool(Len0())
bool(BadBool())
bool(BadLen())
bool(FloatLen())
bool(object())
bool(1, 2)
bool(x=1)
True + True
True * 3
-True
+True
True / 2
True & True
True | False
True ^ True
True & 1
True == 1
True is True
not True
not []
True < 2
str(True)
repr(False)
"%d" % True
"%s" % True
f"{True:5}|{True!s:>6}"
int(True)
float(True)
[10, 20][True]
sum([True, False, True])
isinstance(True, int)
type(True).__mro__
bool.__base__
True.real
(True).bit_length()
sorted([True, 0, -1, False, 2])
hash(True)
True.__and__(False)
True.__and__(1)
True.__or__(2.0)
""")
try:
    class B(bool): pass
except TypeError as error:
    print(error)
try:
    if BadBool(): pass
except TypeError as error:
    print(error)
