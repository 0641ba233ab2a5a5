"""_struct: pack, unpack, calcsize and errors."""
import _struct as s


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

check("""
s.pack("b", -1), s.pack("B", 255), s.pack("<h", -2), s.pack(">H", 258), s.pack("<i", 1), s.pack(">I", 2 ** 32 - 1), s.pack("<q", -1), s.pack(">Q", 2 ** 64 - 1)
s.pack("<f", 1.5), s.pack(">d", -2.25), s.pack("<e", 0.5), s.pack("?", []), s.pack("c", b"x"), s.pack("3s", b"ab"), s.pack("3s", b"abcdef"), s.pack("4p", b"ab")
s.pack("<bhi", 1, 2, 3), s.pack("@bhi", 1, 2, 3), s.pack("=bhi", 1, 2, 3), s.pack("2x3b", 1, 2, 3), s.pack("<2h2b", 1, 2, 3, 4), s.pack("")
s.unpack("<hh", b"\\x01\\x00\\xff\\xff"), s.unpack(">f", s.pack(">f", 1.5)), s.unpack("2s x b", b"abX\\x05"), s.unpack("?", b"\\x02"), s.unpack("<e", b"\\x00\\x38")
s.calcsize("bhilq"), s.calcsize("<bhilq"), s.calcsize("P"), s.calcsize("n"), s.calcsize("3s2x"), s.calcsize("@bi"), s.calcsize("i0q"), s.calcsize("")
s.unpack_from("<h", b"\\x00\\x01\\x02", 1), list(s.iter_unpack("<h", b"\\x01\\x00\\x02\\x00"))
s.pack("b", 200)
s.pack("B", -1)
s.pack("h", 40000)
s.pack("i", 2 ** 40)
s.pack("Q", -1)
s.pack("i", 1.5)
s.pack("i", "a")
s.pack("f", "a")
s.pack("<f", 1e300)
s.pack("c", b"ab")
s.pack("c", 5)
s.pack("s", "a")
s.pack("ii", 1)
s.pack("i", 1, 2)
s.pack("z", 1)
s.pack("<P", 1)
s.pack("5")
s.unpack("<h", b"a")
s.unpack("<h", "ab")
s.unpack_from("<i", b"ab")
s.unpack_from("<h", b"abc", 5)
s.unpack_from("<h", b"abc", -1)
list(s.iter_unpack("<h", b"abc"))
list(s.iter_unpack("", b"abc"))
s.pack(5, 1)
s.pack()
s.calcsize("99999999999999999999i")
s.Struct("<hb").size, s.Struct("<hb").format, s.Struct("<hb").pack(1, 2), s.Struct("<hb").unpack(b"abc")
s.error.__name__, s.error.__module__, issubclass(s.error, Exception)
""")
b = bytearray(8)
s.pack_into("<hh", b, 2, 1, 2); print(b)
for a in (lambda: s.pack_into("<i", b, 6, 1), lambda: s.pack_into("<i", b"abcd", 0, 1), lambda: s.pack_into("<i", b, -9, 1), lambda: s.pack_into("<i", b)):
    try: a(); print("ok")
    except (s.error, TypeError) as e: print(type(e).__name__, e)
