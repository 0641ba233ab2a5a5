"""Spectral norm of the infinite matrix a(i, j) = 1 / ((i + j)(i + j + 1) / 2 + i + 1) by power iteration.

Exercises: calls of a small pure function from generator expressions and comprehensions, int arithmetic that ends in a
float division, sum().
"""
import sys
from math import sqrt

N = int(sys.argv[1]) if len(sys.argv) > 1 else 520


def entry(i, j):
    diagonal = i + j
    return 1.0 / (diagonal * (diagonal + 1) // 2 + i + 1)


def times_matrix(vector):
    size = len(vector)
    return [sum(entry(i, j) * vector[j] for j in range(size)) for i in range(size)]


def times_transposed(vector):
    result = []
    for i in range(len(vector)):
        total = 0.0
        for j, x in enumerate(vector):
            total += entry(j, i) * x
        result.append(total)
    return result


def dot(a, b):
    return sum([x * y for x, y in zip(a, b)])


def largest_singular_value(size, rounds):
    u = [1.0] * size
    for _ in range(rounds):
        v = times_transposed(times_matrix(u))
        u = times_transposed(times_matrix(v))
    return sqrt(dot(u, v) / dot(v, v))


def main():
    value = largest_singular_value(N, 10)
    print(f"size {N}: {value:.9f}")
    print("plausible" if 1.2 < value < 1.2742242 else "wrong")


main()
