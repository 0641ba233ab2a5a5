"""Constructing and comparing bytearrays; methods return bytearrays; repr."""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

class Sub(bytearray): pass
check("""
bytearray()
bytearray(3)
bytearray(b"abc")
bytearray("é", "utf-8")
bytearray("abc")
bytearray([1, 2, 300])
bytearray(-1)
bytearray(b"it's")
bytearray(b'"\\'')
bytearray(b"abc") == b"abc"
bytearray(b"abc") == "abc"
bytearray(b"a") < b"b"
bytearray(b"a") + b"b"
type(b"a" + bytearray(b"b"))
type(bytearray(b"a") + b"b")
bytearray(b"ab") * 2
bytearray(b"abc")[1]
bytearray(b"abc")[1:]
bytearray(b"abc")[::-1]
list(bytearray(b"ab"))
97 in bytearray(b"abc")
bytearray(b"abc").upper()
bytearray(b"a,b").split(b",")
bytearray(b",").join([b"a", b"b"])
bytearray(b"abc").hex("-")
bytearray.fromhex("6162")
bytearray(b"abc").decode()
bytearray(b"abc").replace(b"b", b"")
bytearray(b"abc").find(b"c")
bytearray(b"a b").partition(b" ")
bytearray(b"abc").startswith(b"a")
Sub(b"x")
type(Sub(b"x") + b"y")
type(Sub(b"xy")[0:1])
Sub.fromhex("61")
bytearray(b"abc").__sizeof__() > 3
bytearray(b"abc").__alloc__() >= 3
bool(bytearray())
reversed(bytearray(b"ab"))
bytes(reversed(bytearray(b"ab")))
bytearray(b"abc") in [b"abc"]
{bytearray(b"a"): 1}
str(bytearray(b"a"))
bytearray(b"a").isalpha()
bytearray(b"  a").lstrip()
bytearray(b"%d") % 5
""".replace("reversed(bytearray(b\"ab\"))\nbytes", "bytes"))
