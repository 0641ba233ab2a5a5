"""Long integers: digits of pi in three ways, powers modulo a prime, Fibonacci numbers, exact fractions.

Exercises: multiplication, division, shifts and gcd of big integers, conversion to decimal, pow with three arguments,
a spigot with growing state, binary splitting by recursion.
"""
import sys
from math import gcd, isqrt

N = int(sys.argv[1]) if len(sys.argv) > 1 else 8000


def spigot(count):
    """Digits one by one, from the series of odd factorials; the state is four integers that keep growing."""
    numerator, accumulator, denominator = 1, 0, 1
    k = 0
    digits = []
    while len(digits) < count:
        k += 1
        odd = 2 * k + 1
        accumulator = (accumulator + 2 * numerator) * odd
        denominator *= odd
        numerator *= k
        if numerator > accumulator:
            continue
        digit = (numerator * 3 + accumulator) // denominator
        if digit == (numerator * 4 + accumulator) // denominator:
            digits.append(digit)
            accumulator = (accumulator - digit * denominator) * 10
            numerator *= 10
    return "".join(map(str, digits))


def machin(count):
    """pi = 16 arctan(1/5) - 4 arctan(1/239), in fixed-point."""
    unit = 10 ** (count + 10)

    def arctan_of_inverse(x):
        power = unit // x
        total = power
        square = x * x
        n = 1
        sign = 1
        while power:
            power //= square
            n += 2
            sign = -sign
            total += sign * (power // n)
        return total

    return str((16 * arctan_of_inverse(5) - 4 * arctan_of_inverse(239)) // 10 ** 10)[:count]


def chudnovsky(count):
    """Binary splitting of the series of the brothers Chudnovsky; isqrt for the last step."""

    def split(a, b):
        if b - a == 1:
            if a == 0:
                return 1, 1, 13591409
            p = (6 * a - 5) * (2 * a - 1) * (6 * a - 1)
            q = a * a * a * 10939058860032000
            t = p * (13591409 + 545140134 * a)
            return p, q, -t if a & 1 else t
        m = (a + b) // 2
        p1, q1, t1 = split(a, m)
        p2, q2, t2 = split(m, b)
        return p1 * p2, q1 * q2, q2 * t1 + p1 * t2

    extra = 10
    _, q, t = split(0, count // 14 + 2)
    root = isqrt(10005 * 10 ** (2 * (count + extra)))
    return str(q * 426880 * root // t)[:count]


def fibonacci(n):
    """The n-th number by doubling."""
    a, b = 0, 1
    for bit in bin(n)[2:]:
        a, b = a * (2 * b - a), a * a + b * b
        if bit == "1":
            a, b = b, a + b
    return a


def is_probably_prime(n):
    """Miller and Rabin's test with the first twelve primes."""
    if n < 38:
        return n in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37)
    d, s = n - 1, 0
    while d % 2 == 0:
        d //= 2
        s += 1
    for base in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        x = pow(base, d, n)
        if x in (1, n - 1):
            continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


def harmonic(n):
    numerator, denominator = 0, 1
    for k in range(1, n + 1):
        numerator, denominator = numerator * k + denominator, denominator * k
        if k % 8 == 0:
            common = gcd(numerator, denominator)
            numerator //= common
            denominator //= common
    common = gcd(numerator, denominator)
    return numerator // common, denominator // common


def main():
    sys.set_int_max_str_digits(0)
    digits = chudnovsky(N * 3)
    first, second = spigot(N // 2), machin(N)
    print(f"{digits[:1]}.{digits[1:41]}...{digits[-10:]}")
    print("all three agree" if digits.startswith(first) and digits.startswith(second) else "they differ")
    counts = [digits.count(str(d)) for d in range(10)]
    print("digit counts", counts)
    number = fibonacci(N * 20)
    text = str(number)
    print(f"fibonacci({N * 20}) has {len(text)} digits: {text[:10]}...{text[-10:]}", int(text) == number)
    exponents = [p for p in range(2, N // 5) if all(p % d for d in range(2, p)) and (p == 2 or is_probably_prime(2 ** p - 1))]
    print("Mersenne primes", exponents)
    numerator, denominator = harmonic(N // 2)
    print(f"harmonic({N // 2}): {numerator.bit_length()} bits over {denominator.bit_length()}, {numerator / denominator:.9f}")
    mixed = ((number << 77) ^ (number >> 13)) & ((1 << 4096) - 1) | 1
    print(f"bits {mixed.bit_count()} of {mixed.bit_length()}, {mixed % (10 ** 9 + 7)}, {hash(mixed)}")


main()
