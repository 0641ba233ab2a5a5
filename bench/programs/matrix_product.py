"""Products of dense matrices held as lists of rows: with three indexed loops, by rows and columns, and in blocks.

Exercises: nested lists of floats and of ints, indexing in inner loops, zip(*rows), sum over generator and comprehension.
"""
import sys

N = int(sys.argv[1]) if len(sys.argv) > 1 else 200


def make(size, seed):
    state = seed
    rows = []
    for _ in range(size):
        row = []
        for _ in range(size):
            state = (state * 1103515245 + 12345) % 2147483648
            row.append((state >> 8) % 2001 - 1000)
        rows.append(row)
    return rows


def product_indexed(a, b):
    n, m, p = len(a), len(b), len(b[0])
    result = [[0.0] * p for _ in range(n)]
    for i in range(n):
        for j in range(p):
            total = 0.0
            for k in range(m):
                total += a[i][k] * b[k][j]
            result[i][j] = total
    return result


def product_columns(a, b):
    columns = list(zip(*b))
    return [[sum([x * y for x, y in zip(row, column)]) for column in columns] for row in a]


def product_blocked(a, b, block):
    n = len(a)
    result = [[0] * n for _ in range(n)]
    for kk in range(0, n, block):
        stop = min(kk + block, n)
        for i in range(n):
            target = result[i]
            source = a[i]
            for k in range(kk, stop):
                factor = source[k]
                other = b[k]
                for j in range(n):
                    target[j] += factor * other[j]
    return result


def trace(matrix):
    return sum(matrix[i][i] for i in range(len(matrix)))


def main():
    a, b = make(N, 42), make(N, 7)
    fa = [[x / 8.0 for x in row] for row in a]
    fb = [[x / 4.0 for x in row] for row in b]
    floats = product_indexed(fa, fb)
    ints = product_columns(a, b)
    blocked = product_blocked(a, b, 32)
    print(f"{N}x{N}: trace {trace(ints)}, as floats {trace(floats):.5f}")
    print(f"corner {ints[0][N - 1]}, {floats[N - 1][0]:.5f}")
    same = ints == blocked and all(f * 32 == i for fr, ir in zip(floats, ints) for f, i in zip(fr, ir))
    print("equal" if same else "different")


main()
