"""pow() and round()"""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

class P:
    def __round__(self, n=None): return ("round", n)
check("""
pow(2, 3), pow(2, -1), pow(2.0, 3), pow(2, 3, 5), pow(-2, 3, 5), pow(2, -1, 7)
pow(0, 0), pow(0.0, 0), pow(1j, 2), pow(2, 0.5)
pow(2, 3, 0)
pow(2, -1, 4)
pow(2, 1.5, 3)
pow(0, -1)
pow("a", 2)
pow(2)
round(2.5), round(3.5), round(-2.5), round(2.567, 2), round(1234, -2), round(5), round(5, 2)
round(2.5, 0), round(2.5, None), type(round(2.5, 0)), type(round(2.5))
round(1e20), round(-0.5), round(0.5), round(1.5), round(-1.5), round(0.49999999999999994)
round(P()), round(P(), 3), round(P(), None)
round("a")
round(2.5, 1.5)
round(1, "a")
round(float("inf"))
round(float("nan"))
round(float("inf"), 2)
round(1j)
round()
round(number=2.5, ndigits=0)
round(15, -1), round(25, -1), round(-15, -1), round(14, -1), round(10 ** 20 + 5, -1), round(True), round(2.675, 2), round(1.005, 2), round(0.285, 2)
""")
