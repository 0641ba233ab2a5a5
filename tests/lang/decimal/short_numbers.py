# Numbers around the lengths at which arithmetic changes its way (18, 19, 28, 37 to 39 digits), in all rounding modes and near the
# limits of the exponent: results and flags.
import hashlib
from decimal import *

MODES = [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN, ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_05UP]
state = 20240229


def below(n):
    global state
    value = 0
    for _ in range(1 + n.bit_length() // 24):
        state = (state * 69069 + 12345) & 0xFFFFFFFF
        value = value << 24 | state >> 8
    return value % n


def pick(values):
    return values[below(len(values))]


def number():
    n = pick((1, 2, 9, 18, 19, 20, 28, 37, 38, 39, 57))
    kind = below(8)
    if kind == 0:
        c = 10 ** below(n + 1)
    elif kind == 1:
        c = 10 ** n - 1
    elif kind == 2:
        c = (1 + below(999)) * 10 ** below(n)
    elif kind == 3:
        c = 5 * 10 ** below(n) if below(3) else 0
    else:
        c = below(10 ** n)
    return Decimal((below(2), tuple(map(int, str(c))), pick((0, 0, -2, -5, 3, -28, 10, -20, 25, below(120) - 60))))


OPERATIONS = {
    "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b, "%": lambda a, b: a % b,
    "//": lambda a, b: a // b, "int": lambda a, b: (a / 7, 7 * a, a - 1), "quantize": lambda a, b: a.quantize(b),
}

digests = {name: hashlib.sha256() for name in OPERATIONS}
powers = hashlib.sha256()
for _ in range(6000):
    context = Context(prec=pick((1, 2, 9, 18, 19, 20, 28, 28, 34, 37, 38, 39, 50)), rounding=pick(MODES), Emin=pick((-999999, -30, -5)),
                      Emax=pick((999999, 30, 5)), clamp=below(2), traps=[])
    setcontext(context)
    a, b = number(), number()
    for name, operation in OPERATIONS.items():
        context.clear_flags()
        result = operation(a, b)
        digests[name].update(repr((result, sorted(f.__name__ for f, on in context.flags.items() if on))).encode())
    context.clear_flags()
    power = a ** below(12)
    powers.update(repr((power, format(power, ".3f"), sorted(f.__name__ for f, on in context.flags.items() if on))).encode())
for name, digest in digests.items():
    print(name, digest.hexdigest()[:16])
print("**", powers.hexdigest()[:16])

setcontext(Context(prec=28))
print(Decimal(1) / 3, Decimal(2) / 3, Decimal(1) / 8, Decimal(100) / 5, Decimal("9.5") / Decimal("0.5"))
print(Decimal("9.999999999999999999999999999") + Decimal("0.0000000000000000000000000005"))
print(Decimal(10) ** 18 * 10, Decimal(10) ** 19 - 1, Decimal("1e19") % 7, -Decimal("1e27") // 7)
for bad in (lambda: Decimal(1) / 0, lambda: Decimal(0) / 0, lambda: Decimal(1) % 0, lambda: Decimal("1e40") // 1):
    try:
        bad()
    except ArithmeticError as error:
        print(type(error).__name__, error)


class Money(Decimal):
    def __add__(self, other):
        return "sum"

    def __radd__(self, other):
        return "reflected"


print(Money(1) + Decimal(2), Decimal(2) + Money(1), Money(1) - Decimal(2), Decimal(3) * Money(2))
print(f"{Decimal('1234567.891'):>15,.2f}|{Decimal('-1.5'):*^9}|{Decimal('2.5'):+.0f}|{Decimal('1.25'):é>8.1f}|{Decimal('0.000001'):e}|{Decimal('12'):%}")
