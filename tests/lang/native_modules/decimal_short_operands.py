# Operands of one limb, at the edges of what fits one, and of the context's limits.
from decimal import Clamped, Context, Decimal, Inexact, Overflow, Rounded, Subnormal, getcontext, localcontext

NUMBERS = [Decimal(s) for s in (
    "0", "-0", "0.00", "1", "-1", "9", "10", "0.1", "1e5", "-1e18", "1e19", "9999999999999999999", "-9999999999999999999",
    "10000000000000000000", "4999999999999999999", "5000000000000000000", "5000000000000000001", "123.456", "-7.89", "1e-18",
    "1e-19", "3e-10", "1e300", "-1e-300", "4294967296", "4294967295.5", "NaN", "-sNaN7", "Infinity", "-Infinity", "1e999999",
    "1e-999999", "9.99")]
OPERATIONS = [lambda a, b: a + b, lambda a, b: a - b, lambda a, b: a * b]
CONTEXTS = [
    Context(traps=[]), Context(prec=5, traps=[]), Context(prec=1, rounding="ROUND_FLOOR", traps=[]),
    Context(prec=19, Emin=-20, Emax=20, traps=[]), Context(prec=19, Emin=-20, Emax=20, clamp=1, traps=[]),
    Context(prec=60, rounding="ROUND_UP", traps=[]),
]
for number, context in enumerate(CONTEXTS):
    with localcontext(context) as c:
        for which, operation in enumerate(OPERATIONS):
            text = []
            for a in NUMBERS:
                for b in NUMBERS:
                    c.clear_flags()
                    result = operation(a, b)
                    text.append("%s %s" % (result.as_tuple(), "".join(str(int(c.flags[f])) for f in (Clamped, Inexact, Overflow, Rounded, Subnormal))))
            print(number, which, len(text), sum((i + 1) * sum(t.encode()) for i, t in enumerate(text)), text[5 * len(NUMBERS) + 7], text[11 * len(NUMBERS) + 3])

finite = [n for n in NUMBERS if n.is_finite()]
print([sum((a < b) + 2 * (a <= b) + 4 * (a == b) + 8 * (a > b) for b in finite) for a in finite])
print(Decimal("1.10") == Decimal("1.1"), Decimal("10") == Decimal("1e1"), Decimal("12e17") < Decimal("1200000000000000001"), Decimal("-5") > Decimal("-5.0000000000000001"))
for a, b in ((Decimal("NaN"), Decimal(1)), (Decimal("sNaN"), Decimal(1))):
    for operation in (lambda: a == b, lambda: a < b, lambda: b >= a):
        try:
            print(operation())
        except Exception as error:
            print(type(error).__name__)


class Money(Decimal):
    def __add__(self, other):
        return "added"


print(Money(1) + Decimal(2), Decimal(2) + Money(1), type(Money(1) - Decimal(2)).__name__, Decimal(1) + 2, 3 * Decimal("0.5"), Money(3) > Decimal(2))
