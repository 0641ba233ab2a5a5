"""Fast Fourier transforms: a recursive one on complex numbers and an iterative one in place on two float lists.

Exercises: complex arithmetic, slices with steps, recursion with small lists, bit manipulation, math functions. The
transform is undone and compared with what it began from, and used to multiply two polynomials.
"""
import sys
from math import cos, pi, sin

POWER = int(sys.argv[1]) if len(sys.argv) > 1 else 17


def fft_recursive(values):
    n = len(values)
    if n == 1:
        return values
    even = fft_recursive(values[0::2])
    odd = fft_recursive(values[1::2])
    half = n // 2
    result = [0j] * n
    for k in range(half):
        angle = -2.0 * pi * k / n
        turned = complex(cos(angle), sin(angle)) * odd[k]
        result[k] = even[k] + turned
        result[k + half] = even[k] - turned
    return result


def bit_reverse(re, im):
    n = len(re)
    j = 0
    for i in range(1, n):
        bit = n >> 1
        while j & bit:
            j ^= bit
            bit >>= 1
        j |= bit
        if i < j:
            re[i], re[j] = re[j], re[i]
            im[i], im[j] = im[j], im[i]


def fft_in_place(re, im, sign):
    n = len(re)
    bit_reverse(re, im)
    span = 1
    while span < n:
        step = sign * pi / span
        for offset in range(span):
            wr = cos(step * offset)
            wi = sin(step * offset)
            for i in range(offset, n, 2 * span):
                j = i + span
                xr = wr * re[j] - wi * im[j]
                xi = wr * im[j] + wi * re[j]
                re[j] = re[i] - xr
                im[j] = im[i] - xi
                re[i] += xr
                im[i] += xi
        span *= 2


def multiply(a, b):
    """Product of two polynomials with integer coefficients, through the frequency domain."""
    size = 1
    while size < len(a) + len(b):
        size *= 2
    fa = fft_recursive([complex(x) for x in a] + [0j] * (size - len(a)))
    fb = fft_recursive([complex(x) for x in b] + [0j] * (size - len(b)))
    product = [x * y for x, y in zip(fa, fb)]
    back = fft_recursive([z.conjugate() for z in product])
    return [round(z.real / size) for z in back[:len(a) + len(b) - 1]]


def main():
    n = 1 << POWER
    signal = [sin(0.1 * i) + 0.5 * cos(0.37 * i) + (i % 7) / 7.0 for i in range(n)]
    re, im = signal[:], [0.0] * n
    fft_in_place(re, im, -1.0)
    spectrum = fft_recursive([complex(x) for x in signal])
    worst = max(abs(complex(r, i) - z) for r, i, z in zip(re, im, spectrum))
    strongest = sorted(range(1, n // 2), key=lambda k: -abs(spectrum[k]))[:4]
    print(f"{n} points, strongest frequencies {strongest}")
    print("both agree" if worst < 1e-6 * n else f"differ by {worst}")
    fft_in_place(re, im, 1.0)
    error = max(abs(r / n - s) for r, s in zip(re, signal))
    print("undone" if error < 1e-9 else f"error {error}")
    a = [(i * 7919) % 100 for i in range(n // 16)]
    b = [(i * 104729) % 100 for i in range(n // 16)]
    product = multiply(a, b)
    print(f"product: {product[:4]}, sum {sum(product)}")
    print("right" if sum(product) == sum(a) * sum(b) else "wrong")


main()
