"""Powers: integer, negative exponent, three arguments, modulo a negative, errors."""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

check("""
2 ** 10
2 ** 0
0 ** 0
(-2) ** 3
-2 ** 2
(-1) ** 1000001
7 ** 77
2 ** 200
10 ** 30
2 ** -1
2 ** -2
(-2) ** -3
0 ** -1
0 ** 5
1 ** (10 ** 100)
(-1) ** (10 ** 100)
0 ** (10 ** 100)
pow(2, 10)
pow(2, 10, 1000)
pow(3, 200, 13)
pow(3, 10 ** 30, 10 ** 9 + 7)
pow(-3, 5, 7)
pow(3, 5, -7)
pow(3, -1, 7)
pow(3, -2, 7)
pow(2, -1, 4)
pow(0, 0, 1)
pow(5, 0, 1)
pow(5, 3, 1)
pow(5, 3, 0)
pow(2, 3.0, 5)
pow(2.0, 3, 5)
pow(2, 3, None)
pow(10 ** 40, 3, 10 ** 20 + 39)
pow(12345678901234567890, 98765432109876543210, 1000000007)
pow(base=2, exp=5)
pow(2, exp=5, mod=3)
pow()
pow(1)
2 ** "a"
True ** 2
2 ** True
2 ** 0.5
2 ** 62
2 ** 63
(2 ** 31) ** 2
3 ** 40
(-3) ** 41
""")
