"""Heat in a plate: Laplace's equation on a grid, by successive over-relaxation and by Jacobi iteration.

Exercises: five-point stencils on nested lists of floats, row aliases, repeated sweeps with a convergence test.
"""
import sys

N = int(sys.argv[1]) if len(sys.argv) > 1 else 120


def plate(n):
    """Cold inside; one hot edge, one edge with a linear slope."""
    grid = [[0.0] * n for _ in range(n)]
    for j in range(n):
        grid[0][j] = 100.0
    for i in range(n):
        grid[i][n - 1] = 100.0 * (n - 1 - i) / (n - 1)
    return grid


def relax(grid, omega, tolerance):
    n = len(grid)
    quarter = omega * 0.25
    keep = 1.0 - omega
    sweeps = 0
    change = tolerance + 1.0
    while change > tolerance:
        change = 0.0
        for i in range(1, n - 1):
            above, row, below = grid[i - 1], grid[i], grid[i + 1]
            for j in range(1, n - 1):
                old = row[j]
                new = quarter * (above[j] + below[j] + row[j - 1] + row[j + 1]) + keep * old
                row[j] = new
                difference = new - old
                if difference < 0.0:
                    difference = -difference
                if difference > change:
                    change = difference
        sweeps += 1
    return sweeps


def jacobi(grid, sweeps):
    for _ in range(sweeps):
        grid = [grid[0]] + [
            [row[0]] + [0.25 * (a + b + l + r) for a, b, l, r in zip(above[1:-1], below[1:-1], row, row[2:])] + [row[-1]]
            for above, row, below in zip(grid, grid[1:], grid[2:])
        ] + [grid[-1]]
    return grid


def mean(grid):
    return sum(sum(row) for row in grid) / (len(grid) * len(grid[0]))


def main():
    grid = plate(N)
    omega = 2.0 / (1.0 + 3.141592653589793 / N)
    sweeps = relax(grid, omega, 1e-10)
    print(f"{N}x{N} grid, {sweeps} sweeps, mean {mean(grid):.6f}, centre {grid[N // 2][N // 2]:.6f}")
    smoothed = jacobi(grid, 60)
    drift = max(abs(a - b) for ra, rb in zip(grid, smoothed) for a, b in zip(ra, rb))
    print("steady" if drift < 1e-6 else f"drifts by {drift}")
    rough = jacobi(plate(N), 150)
    print(f"Jacobi after 150: mean {mean(rough):.6f}")


main()
