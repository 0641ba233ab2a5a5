"""Bytes literals, repr, escapes."""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

check("""
b"abc"
b'a"b'
b"a'b"
b'a"b\\'c'
B"x" b'y'
rb"\\n\\x41"
bR'\\d'
b"\\x00\\x7f\\x80\\xff"
b"\\n\\r\\t\\\\"
b"\\a\\b\\f\\v"
b"\\101\\0"
b""
b"a" b"b"
b'''multi'''
str(b"abc")
repr(b"\\xe9")
bytes(b"abc")
b"abc"[0]
b"abc"[-1]
b"abc"[1:]
b"abc"[::-1]
b"abc"[5]
b"abc"[1:1]
len(b"a\\x00b")
list(b"abc")
b"a" == "a"
b"a" == bytearray(b"a")
b"a" < b"b"
b"a" < "b"
hash(b"abc") == hash("abc")
hash(b"abc") == hash(bytes(bytearray(b"abc")))
97 in b"abc"
b"bc" in b"abc"
256 in b"abc"
-1 in b"abc"
"a" in b"abc"
b"abc" + b"d"
b"abc" + bytearray(b"d")
b"abc" + "d"
b"ab" * 3
3 * b"ab"
b"ab" * -1
b"a" + 1
bool(b"")
b"abc".hex()
b"abc".hex(":")
b"abcde".hex("-", 2)
b"abcde".hex("-", -2)
b"abc".hex("ab")
b"abc".hex(b":")
bytes.fromhex("61 62 63")
bytes.fromhex("616")
bytes.fromhex("6g")
bytes.fromhex("é1")
bytes.fromhex(b"61")
b"%d" % 5
""")
