"""Integer literals in every base, with underscores and of any size."""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

check("""
0
00000
0b0
0b1011
0B_1111_0000
0o17
0O_7_7
0xff
0XDEAD_beef
1_000_000
1234567890123456789012345678901234567890
0x123456789abcdef0123456789abcdef
-0
--5
~0
~-1
-1_0
0xffff_ffff_ffff_ffff
0b11111111111111111111111111111111111111111111111111111111111111111
(10).__class__
1 .real
5..real
0o1234567012345670123456701234567
""")
for source in ["0777", "1__0", "1_", "0x", "0b2", "0o8", "0b_", "1a", "0xg", "1_000_", "09", "00_1", "12_x", "1e", "0_7", "1.e_5", "1_.5"]:
    try:
        print(source, eval(source))
    except SyntaxError as error:
        print(source, "SyntaxError:", error.msg)
