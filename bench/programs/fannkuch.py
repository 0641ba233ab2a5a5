"""Pancake flipping over all permutations: the largest number of prefix reversals until 0 comes to the top.

Exercises: small lists of small integers, slice assignment with reversed slices, item swaps, tight while loops.
The permutations are made in the order of Heap's algorithm, and a signed checksum covers every one of them.
"""
import sys

N = int(sys.argv[1]) if len(sys.argv) > 1 else 10


def flips_needed(permutation):
    """How often the first `k + 1` entries are turned round, k being the first entry, until the first entry is 0."""
    first = permutation[0]
    if first == 0:
        return 0
    stack = permutation[:]
    count = 0
    while first:
        stack[:first + 1] = stack[first::-1]
        first = stack[0]
        count += 1
    return count


def search(n):
    permutation = list(range(n))
    counters = [0] * n
    best = 0
    best_permutation = permutation[:]
    checksum = 0
    visited = 1
    sign = 1
    i = 1
    while i < n:
        if counters[i] < i:
            # Heap's algorithm: one swap leads to the next permutation.
            other = counters[i] if i & 1 else 0
            permutation[other], permutation[i] = permutation[i], permutation[other]
            sign = -sign
            visited += 1
            flips = flips_needed(permutation)
            checksum += sign * flips
            if flips > best:
                best = flips
                best_permutation = permutation[:]
            counters[i] += 1
            i = 1
        else:
            counters[i] = 0
            i += 1
    return best, best_permutation, checksum, visited


def factorial(n):
    result = 1
    for i in range(2, n + 1):
        result *= i
    return result


def main():
    best, permutation, checksum, visited = search(N)
    print(f"permutations of {N}: {visited}")
    print(f"most flips {best}, checksum {checksum}")
    print("first to need them:", "".join(str(p) for p in permutation))
    print("complete" if visited == factorial(N) and flips_needed(permutation) == best else "wrong")


main()
