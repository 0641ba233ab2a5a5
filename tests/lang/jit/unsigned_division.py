# Quotients and remainders where the operands cannot be negative, and where they only seem so.
import sys

engine = getattr(sys, "_typhon", None)
compiling = getattr(engine, "jit_compile", None) is not None and sys._xoptions.get("jit") != "off"


def warm(f, *args):
    for _ in range(30):
        f(*args)
    if compiling:
        assert engine.jit_compile(f)
    return f(*args)


def shown(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def digits(n):
    t = 0
    for i in range(n):
        x = i
        while x:
            x, r = divmod(x, 10)
            t += r * (x % 7 + 1) - x // 3
    return t


print(warm(digits, 500), digits(12345), digits(0), digits(-3))


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


def gcds(n):
    t = 0
    for a in range(n):
        for b in range(n):
            t += gcd(a, b) * (a + 1)
    return t


print(warm(gcds, 30), gcd(-12, 18), gcd(12, -18), gcd(2**61 - 1, 2**40), gcd(2**90, 3**50), gcd(0, 0))


def primes(n):
    out = []
    for i in range(2, n):
        j = 2
        while j * j <= i:
            if i % j == 0:
                break
            j += 1
        else:
            out.append(i)
    return len(out), out[-1]


print(warm(primes, 100), primes(3000))


def large(start, step, n):
    t = 0
    for i in range(n):
        x = abs(start) + i * abs(step)
        y = abs(step) + i + 1
        t ^= x // y ^ x % y
        t ^= x // 1000003 ^ x % 1000003
    return t


print(warm(large, 5, 3, 20))
for start in (0, 1, 2**29, 2**30 - 1, 2**30, 2**31, 2**32 - 1, 2**33 + 5, 2**45, 2**60):
    for step in (1, 7, 2**30 - 2, 2**31 + 1, 2**50):
        print(large(start, step, 9), end=" ")
print()


def down(n, d):
    out = []
    while n > -5:
        out.append((n % d, n // d, n % 3, n // 3))
        n -= 1
    return out


print(warm(down, 4, 3), down(2, -3), shown(down, 1, 0))


def wrapped(n, d):
    t = 0
    for i in range(n):
        t += i // d + i % d
    return t


print(warm(wrapped, 50, 7), wrapped(50, -7), shown(wrapped, 3, 0), wrapped(0, 0), wrapped(20, 2**70), shown(wrapped, 3, 0.0))


def by_zero(n):
    t = 0
    for i in range(n):
        t += 100 // (n - 1 - i) + (i & 7) % (n - 1 - i)
    return t


print(shown(warm, by_zero, 5), shown(by_zero, 0))


def zero(n):
    return abs(n) % 0


for _ in range(5):
    shown(zero, 3)
print(shown(zero, 3), shown(zero, -3))


def hashes(n, size):
    table = [0] * size
    h = 17
    for i in range(n):
        h = (h * 31 + i) & 0xFFFFFFF
        table[h % size] += 1
        table[(i - 3) % size] += 2
    return table


print(warm(hashes, 100, 7), hashes(50, 3))
