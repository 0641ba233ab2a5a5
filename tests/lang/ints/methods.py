"""Methods and attributes of int."""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

class X:
    def __index__(self): return 3
check("""
(5).bit_length()
(0).bit_length()
(-8).bit_length()
(2 ** 100).bit_length()
(255).bit_count()
(-255).bit_count()
(2 ** 100 - 1).bit_count()
(5).conjugate()
(5).real
(5).imag
(5).numerator
(5).denominator
True.real
True.numerator
(5).as_integer_ratio()
(-5).as_integer_ratio()
True.as_integer_ratio()
(5).is_integer()
(5).__index__()
(5).__int__()
(5).__float__()
(5).__trunc__()
(5).__floor__()
(5).__ceil__()
(5).__round__()
(15).__round__(-1)
(25).__round__(-1)
(-15).__round__(-1)
round(12345, -2)
round(12350, -2)
round(12345, -10)
round(12345, 2)
round(10 ** 30 + 5, -1)
round(5, None)
round(5, 1.0)
(5).__bool__()
(0).__bool__()
(5).__neg__()
(5).__pos__()
(-5).__abs__()
(5).__add__(3)
(5).__add__(3.0)
(5).__radd__(3)
(5).__rsub__(3)
(5).__truediv__(2)
(5).__rtruediv__(2)
(5).__floordiv__(2)
(5).__rpow__(2)
(5).__pow__(2, 7)
(5).__divmod__(3)
(5).__rdivmod__(13)
(5).__lshift__(2)
(5).__rlshift__(2)
(5).__getnewargs__()
(5).__sizeof__() > 0
(5).__format__("03")
(5).foo
(5).real.imag
int.from_bytes.__name__
X().__index__() << 2
""")
