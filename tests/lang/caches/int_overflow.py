"""Loops whose integers leave the small range and come back."""
def grow(n, factor, steps):
    out = []
    for _ in range(steps):
        n = n * factor + 1
        out.append(n)
    for _ in range(steps):
        n = (n - 1) // factor
    return out[-1], n
print(grow(3, 7, 10), grow(3, 7, 40), grow(-3, 10, 30), grow(2**61, 2, 5))
def add_up(start, step, times):
    for _ in range(times): start += step
    return start
for start, step, times in ((2**61 - 50, 1, 100), (-2**61 + 50, -1, 100), (2**62 - 5, 3, 10), (0, 2**58, 64), (2**63, -2**59, 40), (1, 0.5, 4), (2**61 - 2, 1, 3)):
    print(add_up(start, step, times))
def shift(n):
    out = []
    for i in range(70):
        n <<= 1
        if i % 10 == 0: out.append(n)
    for i in range(70): n >>= 1
    return out, n
print(shift(1), shift(-3))
def fact(n): return 1 if n < 2 else n * fact(n - 1)
print([fact(n) for n in range(15, 25)])
def fib(n):
    a, b = 0, 1
    for _ in range(n): a, b = b, a + b
    return a
print([fib(n) for n in (80, 90, 91, 92, 93, 100)])
x = 2**61 - 1
print(x + 1, x + x, -x - 2, x * x, x * -1, ~x, x << 1, x - -x, -(-x - 1))
def mixed(values):
    total = 0
    for v in values: total = total + v - 1
    return total
print(mixed([1, 2, 3]), mixed([2**61, 2**61, -2**62]), mixed([1.5, 2**61]), mixed([True, 10**30]), mixed([1, 2, 3]))
