"""Float literals and their repr: shortest digits that read back, exponent layout."""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

check("""
1.0
.5
5.
1e10
1E5
1e-5
1e16
1e15
123456789012345678.0
0.0001
0.00001
1_000.5
1e1_0
3.14159265358979
0.1
0.2 + 0.1
1/3
2/3
100.0
1e22
1e23
1e100
1.7976931348623157e308
1e309
-1e309
5e-324
1e-324
2.2250738585072014e-308
-0.0
0.0
1e0
9007199254740993.0
9007199254740992.0
0.30000000000000004
1.1 + 2.2
12345.678e-3
1.5e300 * 1.5e300
4.35
2.675
1e-7
123e-10
9.999999999999999e22
""")
for n in (1e-231, 1e-154, 1e-77, 9.9e-78, 1e77, 1e154, 1e231, 1.1e231, -1e200, -1e-200, 3e-160):
    print(n, -n, n * 2, n + n == 2 * n, n / 2 * 2 == n, float(repr(n)) == n, str(n) == repr(n))
