"""Shifts of small, negative and big integers, and their errors."""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

check("""
1 << 0
1 << 61
1 << 62
1 << 63
1 << 64
-1 << 62
-1 << 63
3 << 60
3 << 61
0 << 1000000000000
0 << (1 << 70)
0 >> (1 << 70)
5 >> (1 << 70)
-5 >> (1 << 70)
5 >> 1000
-5 >> 1000
-1 >> 1
-2 >> 1
-3 >> 1
-(1 << 64) >> 64
-(1 << 64) - 1 >> 64
-(1 << 64) + 1 >> 64
(1 << 100) >> 100
(1 << 100) >> 99
(1 << 100) >> 37 << 37 == 1 << 100
(1 << 100) - 1 >> 64
1 << -1
1 >> -1
(1 << 100) << -1
(1 << 100) >> -1
1 << 1.0
1 >> "a"
True << True
1 << True
12345678901234567890 << 3 >> 3
-12345678901234567890 >> 5
-12345678901234567890 << 5
255 >> 4 & 0xF
1 << (1 << 80)
""")
