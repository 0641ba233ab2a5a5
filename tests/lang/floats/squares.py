# x ** 2 is what the C library's pow says, not always x * x; % and // and comparisons of mixed numbers.
import math
import struct

seed, differ, check = 12345, 0, 0
for i in range(20000):
    seed = (seed * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
    x = (seed >> 11) * 2.0**-53 * 2.0 ** ((seed & 63) - 32) * (1 if seed & 64 else -1)
    square = x ** 2
    assert square == math.pow(x, 2.0) == pow(x, 2) == x ** 2.0
    check = (check * 31 + struct.unpack("<q", struct.pack("<d", square))[0]) % (2**61 - 1)
print(check)
for x in (0.0, -0.0, 1.0, -1.0, 1e-200, 1e200, -1e160, 5e-324, float("inf"), float("-inf"), float("nan"), 1e-100, 3e99, 1.5e154):
    try:
        print(x, x ** 2, x ** 3, x ** 0.5 if x >= 0 else None, x ** -1 if x else None, x ** 0)
    except OverflowError as e:
        print(x, e)
numbers = [0, 1, -1, 3, -3, 0.5, -0.5, 2.5, -2.5, 2**53, 2**53 + 1, 2.0**53, 1e300, float("inf"), float("nan"), 7, 0.0]
for a in numbers:
    row = []
    for b in numbers:
        row.append((a < b, a <= b, a == b, a != b, a > b, a >= b))
        try:
            row.append((a % b, a // b))
        except ZeroDivisionError as e:
            row.append(str(e))
        if a < b:
            row.append("<")
        if not a >= b:
            row.append("!>=")
    print(a, row)
