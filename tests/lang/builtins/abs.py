"""abs()"""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

class A:
    def __abs__(self): return "any"
check("""
abs(5), abs(-5), abs(0)
abs(-2 ** 62), abs(-2 ** 63), abs(-10 ** 30)
abs(-1.5), abs(-0.0), abs(float("-inf"))
abs(3 + 4j)
abs(True), type(abs(True))
abs(A())
abs("a")
abs(None)
abs([])
abs()
abs(1, 2)
abs(x=1)
""")
