"""Operators and comparisons at sites that meet small ints and floats, on either side and in any order."""
# jit: wait
import math

try:
    import sys

    counters = sys._typhon.jit_counters
except (ImportError, AttributeError):
    counters = None

BIG = 2**53


def add(a, b):
    return a + b


def subtract(a, b):
    return a - b


def multiply(a, b):
    return a * b


def divide(a, b):
    return a / b


def compare(a, b):
    return (a < b, a <= b, a == b, a != b, a > b, a >= b)


def branch(a, b):
    if a < b:
        return "below"
    if a == b:
        return "equal"
    if a > b:
        return "above"
    return "unordered"


def positive(a):
    return "yes" if a > 0 else "no"


def root(a):
    return math.sqrt(a)


OPERATORS = (add, subtract, multiply, divide)
NUMBERS = (0, 1, -3, 0.5, -2.25, 7, 1e3, -0.0)
SPECIAL = (
    BIG, BIG + 1, -BIG - 1, float(BIG), 2**60, -(2**61), 2**61 - 1, 1e-320, 1e308, math.inf, -math.inf, math.nan, 2**70, True, -0.0, 0,
)


def attempt(f, *arguments):
    try:
        return repr(f(*arguments))
    except Exception as e:
        return f"{type(e).__name__} {e}"


def train():
    total = 0
    for i in range(6000):
        x, y = NUMBERS[i % 8], NUMBERS[(i * 5 + i // 8) % 8]
        for f in (add, subtract, multiply):
            total += f(x, y)
        total += divide(x, y or 2)
        compare(x, y)
        branch(x, y)
        positive(x)
        root(abs(x))
    return total


def main():
    print(train())
    for f in OPERATORS:
        for x in NUMBERS + SPECIAL:
            print(f.__name__, x, *(attempt(f, x, y) for y in SPECIAL[:6] + NUMBERS))
            print(f.__name__, x, *(attempt(f, y, x) for y in SPECIAL))
    for x in NUMBERS + SPECIAL:
        for y in NUMBERS + SPECIAL:
            flags = "".join("01"[flag] for flag in compare(x, y))
            print(x, y, flags, branch(x, y), positive(x))
    for x in NUMBERS + SPECIAL:
        print(x, attempt(root, x))
    print(attempt(add, 1, "a"), attempt(add, 1.5, None), attempt(add, [1], [2.5]), attempt(compare, 1, None), attempt(branch, "a", "b"))


main()
if counters:
    # Sites that mix them are no reason to leave, but for what does not fit.
    before = counters()["exits_guard"]
    train()
    assert counters()["exits_guard"] == before, counters()
