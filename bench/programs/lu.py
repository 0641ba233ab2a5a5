"""Linear equations: LU factorisation with partial pivoting, solution, determinant and inverse.

Exercises: lists of float rows, row swaps, triple loops with local aliases, max() with key, comprehensions.
"""
import sys

N = int(sys.argv[1]) if len(sys.argv) > 1 else 310


def test_matrix(n):
    state = 101010
    rows = []
    for _ in range(n):
        row = []
        for _ in range(n):
            state = (state * 69069 + 1) & 0xFFFFFFFF
            row.append(state / 4294967296.0)
        rows.append(row)
    return rows


def factorise(matrix):
    """P A = L U; both factors in one list of rows, the diagonal of L being ones. Returns (rows, order, sign)."""
    n = len(matrix)
    rows = [row[:] for row in matrix]
    order = list(range(n))
    sign = 1
    for k in range(n):
        pivot = max(range(k, n), key=lambda i: abs(rows[i][k]))
        if rows[pivot][k] == 0.0:
            raise ZeroDivisionError("the matrix is singular")
        if pivot != k:
            rows[k], rows[pivot] = rows[pivot], rows[k]
            order[k], order[pivot] = order[pivot], order[k]
            sign = -sign
        top = rows[k]
        inverse = 1.0 / top[k]
        for i in range(k + 1, n):
            row = rows[i]
            factor = row[k] * inverse
            row[k] = factor
            if factor != 0.0:
                for j in range(k + 1, n):
                    row[j] -= factor * top[j]
    return rows, order, sign


def solve(factors, order, right):
    n = len(factors)
    x = [right[i] for i in order]
    for i in range(n):
        row = factors[i]
        total = x[i]
        for j in range(i):
            total -= row[j] * x[j]
        x[i] = total
    for i in range(n - 1, -1, -1):
        row = factors[i]
        total = x[i]
        for j in range(i + 1, n):
            total -= row[j] * x[j]
        x[i] = total / row[i]
    return x


def inverse_of(factors, order):
    n = len(factors)
    columns = [solve(factors, order, [1.0 if i == j else 0.0 for i in range(n)]) for j in range(n)]
    return [list(row) for row in zip(*columns)]


def residual(matrix, x, right):
    return max(abs(sum(a * b for a, b in zip(row, x)) - r) for row, r in zip(matrix, right))


def main():
    matrix = test_matrix(N)
    factors, order, sign = factorise(matrix)
    right = [float(i % 10) for i in range(N)]
    x = solve(factors, order, right)
    logarithm = 0.0
    determinant = float(sign)
    for i in range(N):
        determinant *= factors[i][i]
        while abs(determinant) >= 10.0:
            determinant /= 10.0
            logarithm += 1
        while abs(determinant) < 1.0:
            determinant *= 10.0
            logarithm -= 1
    print(f"{N} equations, determinant {determinant:.6f}e{int(logarithm)}")
    print(f"solution {x[0]:.6f} {x[N // 2]:.6f} {x[N - 1]:.6f}")
    print("solved" if residual(matrix, x, right) < 1e-8 else "not solved")
    inverse = inverse_of(factors, order)
    off = 0.0
    for i in range(0, N, 7):
        for j in range(N):
            entry = sum([a * inverse[k][j] for k, a in enumerate(matrix[i])])
            off = max(off, abs(entry - (1.0 if i == j else 0.0)))
    print("inverted" if off < 1e-8 else "not inverted")


main()
