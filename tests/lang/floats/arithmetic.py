"""Arithmetic of floats with ints and floats, signed zeros, infinities, errors."""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

inf, nan = float("inf"), float("nan")
check("""
1.5 + 2
2 + 1.5
1.5 - 2
2 * 1.5
7.5 / 2
7.5 // 2
-7.5 // 2
7.5 % 2
-7.5 % 2
7.5 % -2
-7.5 % -2
divmod(7.5, 2)
divmod(-7.5, 2)
divmod(7.5, -2.0)
2.0 ** 10
2.0 ** -1
2.0 ** 0.5
(-8.0) ** (1 / 3)
(-2.0) ** 3
(-2.0) ** 0.5
0.0 ** 0
0.0 ** -1
10.0 ** 400
1.0 / 0
1.0 // 0
1.0 % 0
divmod(1.0, 0.0)
0.0 / 0.0
1 / 0.0
inf + inf
inf - inf
inf * 0
inf / inf
inf // 1
inf % 2
2 % inf
-2 % inf
-2.0 // inf
5.0 % -inf
inf ** 0
nan ** 0
1.0 ** nan
1 ** inf
(-1.0) ** inf
0.0 * -1
-0.0 + 0.0
-0.0 - 0.0
0.0 == -0.0
-0.0 % 5
-0.0 // 5
4.0 % -2.0
-4.0 % 2.0
1e308 * 10
-1e308 * 10
1e308 + 1e308
5e-324 / 2
5e-324 * 0.5
1e16 + 1
2.0 ** 1024
2.0 ** 1023 * 2
10 ** 308 * 1.0
10 ** 309 * 1.0
10 ** 309 + 1.0
1.0 / 10 ** 309
1.5 + True
1.5 + None
1.5 + "a"
1.5 & 1
-1.5
+1.5
abs(-1.5)
abs(-0.0)
0.1 + 0.2 - 0.3
1e-10 // 1e-20
3.7 // 0.1
1 // 0.1
1 % 0.1
""")
