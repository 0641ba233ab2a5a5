# Random operations of _decimal in random contexts: results and flags.
import random
import warnings
from _decimal import *

warnings.simplefilter("ignore")
R = random.Random(2024)
MODES = [ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_05UP]
UNARY = """abs exp ln log10 logb logical_invert minus next_minus next_plus normalize plus to_integral to_integral_exact
to_integral_value sqrt _apply create_decimal number_class to_sci_string to_eng_string is_normal is_subnormal copy_abs
copy_negate""".split()
BINARY = """add compare compare_signal compare_total compare_total_mag divide divide_int max max_mag min min_mag multiply
next_toward quantize remainder remainder_near subtract logical_and logical_or logical_xor copy_sign same_quantum divmod
rotate scaleb shift power""".split()


def digits():
    count = R.choice([R.randint(1, 5), R.randint(1, 40)])
    return R.choice([
        "9" * count,
        "1" + "0" * count,
        "0",
        "".join(R.choice("01") for _ in range(count)),
        str(R.randint(1, 9)) + "0" * count + str(R.randint(0, 9)),
        str(R.randint(1, 99)) + "5" + "0" * (count // 2),
        *(str(R.randint(0, 10**count)) for _ in range(6)),
    ])


def number():
    if R.random() < 0.05:
        return Decimal(R.choice(["inf", "-inf", "nan", "snan", "-nan", "nan123", "snan45", "-snan"]))
    text = R.choice(["", "", "-"]) + digits()
    exponent = R.choice([0, 0, R.randint(-50, 50), R.randint(-50, 50), R.randint(-1200, 1200), -len(text)])
    return Decimal(f"{text}e{exponent}")


def context():
    return Context(prec=R.choice([1, 2, 3, 9, 16, 28, 28, 38, R.randint(1, 80)]), rounding=R.choice(MODES),
                   Emin=R.choice([0, -5, -99, -999, -999999]), Emax=R.choice([0, 5, 99, 999, 999999]),
                   capitals=R.randint(0, 1), clamp=R.choice([0, 0, 0, 1]), traps=[])


def operands(name):
    if name in UNARY:
        return [number()]
    if name in ("rotate", "shift", "scaleb"):
        return [number(), Decimal(R.randint(-30, 30))]
    if name == "power" and R.random() < 0.8:
        return [R.choice([number(), Decimal(R.randint(1, 50))]), R.choice([Decimal(R.randint(-50, 50)), Decimal(R.randint(-500, 500)) / 8])]
    return [number(), number()]


def attempt(function, *args):
    try:
        result = function(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"
    return [str(x) for x in result] if isinstance(result, tuple) else result


for name in (UNARY + BINARY) * 14:
    c = context()
    args = operands(name)
    result = attempt(getattr(c, name), *args)
    print(name, *args, c.prec, c.rounding, c.Emin, c.Emax, c.clamp, "->", result, [s.__name__ for s in c.flags if c.flags[s]])

for _ in range(60):
    c = context()
    a, b, third = number(), number(), number()
    print("fma", a, b, third, c.prec, c.rounding, "->", attempt(c.fma, a, b, third))
    a, b, third = (Decimal(R.randint(-100, 1000)) for _ in range(3))
    print("power", a, b, third, c.prec, "->", attempt(c.power, a, b, third))
    spec = "".join(map(R.choice, (["", "", "<", ">", "=", "*^", "x="], ["", "+", " ", "-"], ["", "z"], ["", "0", "12", "30"],
                                  ["", ","], ["", ".0", ".1", ".3", ".10"], ["", *"eEfFgG%n"])))
    setcontext(c)
    print("format", number_text := str(number()), repr(spec), c.prec, c.rounding, "->", repr(attempt(format, Decimal(number_text), spec)))

setcontext(Context(traps=[]))
for _ in range(60):
    a = number()
    if not a.is_nan() and abs(a.adjusted()) < 400:
        print(a, attempt(hash, a), attempt(float, a), attempt(int, a), attempt(a.as_integer_ratio), attempt(a.as_tuple),
              attempt(lambda: a == float(a)), attempt(lambda: a < float(a)))
