"""Queens that do not attack one another: by permutations from a generator, with sets, and with bit masks.

Exercises: recursive generators, tuple and set arithmetic, list append and pop, bit tricks on small integers.
"""
import sys

N = int(sys.argv[1]) if len(sys.argv) > 1 else 10


def permutations(items):
    """All orders of a tuple, lazily."""
    if len(items) <= 1:
        yield items
        return
    for i in range(len(items)):
        rest = items[:i] + items[i + 1:]
        for tail in permutations(rest):
            yield items[i:i + 1] + tail


def by_permutation(n):
    columns = range(n)
    for order in permutations(tuple(columns)):
        if n == len(set(order[i] + i for i in columns)) == len(set(order[i] - i for i in columns)):
            yield order


def by_sets(n):
    """Backtracking, row after row; yields the columns."""
    columns, rising, falling = set(), set(), set()
    board = []

    def place(row):
        if row == n:
            yield tuple(board)
            return
        for column in range(n):
            if column in columns or row + column in rising or row - column in falling:
                continue
            columns.add(column)
            rising.add(row + column)
            falling.add(row - column)
            board.append(column)
            yield from place(row + 1)
            board.pop()
            columns.discard(column)
            rising.discard(row + column)
            falling.discard(row - column)

    return place(0)


def count_by_bits(n):
    full = (1 << n) - 1

    def place(columns, left, right):
        if columns == full:
            return 1
        free = full & ~(columns | left | right)
        found = 0
        while free:
            bit = free & -free
            free ^= bit
            found += place(columns | bit, (left | bit) << 1, (right | bit) >> 1)
        return found

    return place(0, 0, 0)


KNOWN = {4: 2, 5: 10, 6: 4, 7: 40, 8: 92, 9: 352, 10: 724, 11: 2680, 12: 14200}


def main():
    solutions = list(by_sets(N))
    small = list(by_permutation(N - 1))
    same = list(by_sets(N - 1))
    more = count_by_bits(N + 1)
    print(f"{N} queens: {len(solutions)} solutions, first {solutions[0]}, last {solutions[-1]}")
    print(f"{N - 1} queens: {len(small)} by permutation, {len(same)} by sets; {N + 1} queens: {more}")
    right = small == same and len(solutions) == KNOWN[N] and more == KNOWN[N + 1] == count_by_bits(N + 1)
    print("right" if right else "wrong")


main()
