import math
import sys

sys.set_int_max_str_digits(0)
kept = []
failures = 0
for make in (
    lambda: 7 ** (3 * 10**9),
    lambda: math.factorial(2 * 10**8),
    lambda: math.comb(10**9, 10**8),
):
    try:
        kept.append(make())
    except (MemoryError, OverflowError):
        failures += 1
# What is there already leaves no room for the scratch memory of products, quotients, texts and roots.
x = 3 ** (10**7)
try:
    while True:
        kept.append(bytearray(10**6))
except MemoryError:
    pass
for step in (lambda: x * x, lambda: (x * 5) // (x >> 1000), lambda: str(x), lambda: math.isqrt(x), lambda: hex(x), lambda: math.gcd(x, x + 2),
             lambda: pow(x, 3, x - 1), lambda: int("9" * 10**6)):
    try:
        step()
    except MemoryError:
        failures += 1
kept = None
assert failures >= 3
x = 3 ** (10**6)
assert (x * x) // x == x
print("on")
