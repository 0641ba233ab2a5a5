"""divmod()"""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

class D:
    def __divmod__(self, o): return ("d", o)
    def __rdivmod__(self, o): return ("r", o)
check("""
divmod(7, 2), divmod(-7, 2), divmod(7, -2), divmod(-7, -2)
divmod(0, 5), divmod(5, 5), divmod(True, 2)
divmod(7.5, 2), divmod(-7.5, 2), divmod(7, 2.5), divmod(1e300, 7)
divmod(10 ** 30, 7), divmod(-10 ** 30, 10 ** 15 + 1)
divmod(2 ** 62, -1), divmod(-2 ** 62, -1)
divmod(1, 0)
divmod(1.0, 0)
divmod(1, 0.0)
divmod(0.0, -3.0)
divmod(float("inf"), 2)
divmod(5, float("inf")), divmod(-5, float("inf"))
divmod(D(), 1), divmod(1, D())
divmod("a", 1)
divmod(1, None)
divmod(1)
divmod(1j, 1)
""")
