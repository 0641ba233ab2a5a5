"""Formatting of bytes with %."""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

class B:
    def __bytes__(self): return b"bytes!"
check("""
b"%s" % b"a"
b"%b" % b"a"
b"%b" % B()
b"%s" % bytearray(b"x")
b"%s" % memoryview(b"y")
b"%s" % "a"
b"%b" % 5
b"%d %i" % (5, -6)
b"%x %X %#o" % (255, 255, 8)
b"%c%c" % (65, b"b")
b"%c" % 256
b"%c" % "a"
b"%c" % b"ab"
b"%5d|%-5d|%05d" % (1, 2, 3)
b"%.2f" % 3.14159
b"%10.2e" % 12345.678
b"%a" % "é"
b"%r" % "é"
b"%a" % b"x"
b"%(k)s" % {b"k": b"v"}
b"%(k)s" % {"k": b"v"}
b"%%" % ()
b"%s %s" % (b"a",)
b"%s" % (b"a", b"b")
b"%d" % "a"
b"%q" % 1
b"%5s|%-5s|%.1s" % (b"a", b"b", b"cd")
b"%*d" % (4, 7)
bytearray(b"%s") % b"a"
type(bytearray(b"%s") % b"a")
b"%s" % None
b"abc" % ()
b"abc" % 1
""")
