"""chr() and ord() with index objects and edge values."""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

class I:
    def __index__(self): return 65
check("""
chr(I())
chr(0), chr(127) == "\\x7f", ascii(chr(0xffff))
chr(1114111) == "\\U0010ffff"
chr(1114112)
chr(-1)
chr(10 ** 20)
chr(65.0)
chr("a")
ord("a"), ord("é"), ord("🐍"), ord("\\0")
ord(b"\\xff"), ord(bytearray(b"a"))
ord("")
ord("ab")
ord(b"")
ord(65)
ord()
""")
