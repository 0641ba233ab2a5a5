"""ord and chr on all planes; surrogates; errors."""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

check("""
[chr(n) for n in (65, 233, 0x65e5)]
ascii(chr(0x10FFFF))
ascii(chr(0xD800))
len(chr(0x1F40D))
[ord(c) for c in "aé日🐍"]
ord("\\ud800")
ord(b"a")
ord(bytearray(b"z"))
chr(0x110000)
chr(-1)
chr(2 ** 40)
chr(2 ** 80)
chr("a")
chr(65.0)
chr(True)
ord("")
ord("ab")
ord(b"ab")
ord(65)
ord(None)
all(ord(chr(n)) == n for n in range(0, 0x110000, 977))
"\\ud83d\\udc0d" == "🐍"
len("\\ud83d\\udc0d")
chr(0)
chr()
ord()
""")
