"""Prime numbers: a sieve in a bytearray, one in a list of bools, a wheel sieve by segments.

Exercises: slice assignment with a step, item assignment in strided loops, range objects, itertools.compress, while loops.
"""
import sys
from itertools import compress

N = int(sys.argv[1]) if len(sys.argv) > 1 else 10000000


def primes_bytearray(limit):
    """Odd numbers only; the multiples are cleared with extended slices."""
    half = limit // 2
    flags = bytearray(b"\x01") * half
    flags[0] = 0
    i = 1
    while 2 * i * (i + 1) < half:
        if flags[i]:
            start = 2 * i * (i + 1)
            flags[start::2 * i + 1] = bytes(len(range(start, half, 2 * i + 1)))
        i += 1
    return [2] + list(compress(range(1, limit, 2), flags))


def primes_list(limit):
    flags = [True] * limit
    flags[0] = flags[1] = False
    for p in range(2, int(limit ** 0.5) + 1):
        if flags[p]:
            for multiple in range(p * p, limit, p):
                flags[multiple] = False
    return [i for i, is_prime in enumerate(flags) if is_prime]


def count_segmented(limit, segment):
    """Sieves a window at a time, with the next multiple of each small prime remembered between windows."""
    root = int(limit ** 0.5) + 1
    small = primes_list(root + 1)
    following = [p * p for p in small]
    count = 0
    low = 2
    while low < limit:
        high = min(low + segment, limit)
        window = [1] * (high - low)
        for index in range(len(small)):
            p = small[index]
            multiple = following[index]
            while multiple < high:
                window[multiple - low] = 0
                multiple += p
            following[index] = multiple
        count += sum(window)
        low = high
    return count


def main():
    primes = primes_bytearray(N)
    smaller = primes_list(N // 2)
    count = count_segmented(N // 2, 16384)
    print(f"below {N}: {len(primes)} primes, the last one {primes[-1]}")
    twins = sum(1 for p, q in zip(primes, primes[1:]) if q - p == 2)
    widest = max((q - p, p) for p, q in zip(primes, primes[1:]))
    print(f"twins {twins}, widest gap {widest[0]} after {widest[1]}, sum {sum(primes)}")
    print("agree" if smaller == primes[:len(smaller)] and count == len(smaller) else "disagree")


main()
