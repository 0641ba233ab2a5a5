"""Complex numbers: literals, repr, arithmetic, errors."""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

inf, nan = float("inf"), float("nan")
check("""
1j
1 + 2j
-1j
-0j
0j
1.5j
1e5j
.5J
1_0j
2 + 0j
complex(1, -0.0)
complex(-0.0, 1)
complex(-0.0, -0.0)
complex(nan, inf)
complex(inf, -nan)
(1 + 2j) + (3 - 1j)
(1 + 2j) - 3
2 * (1 + 2j)
(1 + 2j) * (3 + 4j)
(1 + 2j) / (3 + 4j)
(1 + 2j) / 2
1 / 2j
(1 + 2j) / 0
(1 + 2j) ** 2
(1 + 2j) ** -1
(1 + 2j) ** 0.5
(1 + 2j) ** 0
0j ** 0
0j ** -1
0j ** 1j
1j ** 2
2 ** 1j
-(1 + 2j)
+(1 + 2j)
abs(3 + 4j)
abs(complex(inf, nan))
abs(complex(1e308, 1e308))
(1 + 2j) // 1
(1 + 2j) % 1
divmod(1j, 1)
1j < 2j
1j == 1j
1 + 0j == 1
1 + 0j == 1.0
1j != 1
bool(0j)
bool(1e-300j)
hash(1 + 0j) == hash(1)
hash(1 + 2j) == hash(complex(1, 2))
(1 + 2j).real
(1 + 2j).imag
(1 + 2j).conjugate()
(1 + 2j).foo
int(1j)
float(1j)
round(1j)
pow(1j, 2)
pow(1j, 2, 3)
1j + "a"
str(1 + 2j)
repr(1e100 + 1e-100j)
1e16 + 1j
[1 + 2j, 3j]
(1 + 2j) * 1e308 * 10
""")
