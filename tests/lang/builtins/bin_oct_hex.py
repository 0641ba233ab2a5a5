"""bin(), oct(), hex()"""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

class I:
    def __index__(self): return 255
check("""
[f(10) for f in (bin, oct, hex)]
[f(-10) for f in (bin, oct, hex)]
[f(0) for f in (bin, oct, hex)]
[f(2 ** 70) for f in (bin, oct, hex)]
[f(I()) for f in (bin, oct, hex)]
[f(True) for f in (bin, oct, hex)]
bin(1.5)
hex("a")
oct(None)
hex()
bin(1, 2)
hex(-2 ** 64 + 1)
""")
