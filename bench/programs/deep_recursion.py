"""Deep and wide recursion: Ackermann, Takeuchi, mutual recursion, Hanoi, flood fill, nested data, memoised knapsack.

Exercises: plain function calls with positional and default arguments, very deep stacks (the recursion limit is raised),
returning through many frames, recursive closures and methods, repr and comparison of nested lists.
"""
import sys

N = int(sys.argv[1]) if len(sys.argv) > 1 else 26

sys.setrecursionlimit(20000)


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def takeuchi(x, y, z):
    if y >= x:
        return z
    return takeuchi(takeuchi(x - 1, y, z), takeuchi(y - 1, z, x), takeuchi(z - 1, x, y))


def is_even(n):
    return True if n == 0 else is_odd(n - 1)


def is_odd(n):
    return False if n == 0 else is_even(n - 1)


def hanoi(n, source, spare, target, pegs):
    if n == 0:
        return 0
    moves = hanoi(n - 1, source, target, spare, pegs)
    pegs[target].append(pegs[source].pop())
    return moves + 1 + hanoi(n - 1, spare, source, target, pegs)


def depth_sum(n, total=0, *, step=1):
    if n == 0:
        return total
    return depth_sum(n - step, total + n, step=step)


def flood(grid, x, y):
    """Marks the region of zeros around a square; as deep as the region is large."""
    if not (0 <= y < len(grid) and 0 <= x < len(grid[0])) or grid[y][x]:
        return 0
    grid[y][x] = 2
    return 1 + flood(grid, x + 1, y) + flood(grid, x, y + 1) + flood(grid, x - 1, y) + flood(grid, x, y - 1)


def knapsack(items, capacity):
    known = {}

    def best(i, room):
        if i == len(items):
            return 0
        key = (i, room)
        if key not in known:
            weight, value = items[i]
            result = best(i + 1, room)
            if weight <= room:
                result = max(result, value + best(i + 1, room - weight))
            known[key] = result
        return known[key]

    return best(0, capacity), len(known)


class Chain:
    """A linked list with recursive methods."""

    def __init__(self, value, rest=None):
        self.value = value
        self.rest = rest

    def length(self):
        return 1 if self.rest is None else 1 + self.rest.length()

    def total(self):
        return self.value + (self.rest.total() if self.rest else 0)

    def mapped(self, function):
        return Chain(function(self.value), self.rest.mapped(function) if self.rest else None)

    def has(self, value):
        return self.value == value or (self.rest is not None and self.rest.has(value))


def chain(n):
    result = None
    for i in range(n):
        result = Chain(i, result)
    return result


def nested(n):
    value = []
    for i in range(n):
        value = [i, value]
    return value


def depth_of(value):
    return 1 + max(map(depth_of, value)) if isinstance(value, list) and value else 0


def compositions(n):
    """All ways to write n as an ordered sum."""
    if n == 0:
        return [()]
    return [(first,) + rest for first in range(1, n + 1) for rest in compositions(n - first)]


def endless(n):
    return endless(n + 1) + 1


def main():
    print("fib", fib(N), "ackermann", ackermann(2, N * 8), ackermann(3, min(N // 4, 6)), "takeuchi", takeuchi(N - 8, 8, 0))
    deep = N * 300
    print("parity", is_even(deep), is_odd(deep), "sum", depth_sum(deep), depth_sum(deep * 3, step=3))
    pegs = {"a": list(range(N - 6, 0, -1)), "b": [], "c": []}
    print("hanoi", hanoi(N - 6, "a", "b", "c", pegs), pegs["c"] == list(range(N - 6, 0, -1)), len(pegs["a"]))
    side = N * 4
    marked = 0
    for wall in range(1, 20):
        grid = [[1 if (x * y + x) % (wall + 3) == 1 else 0 for x in range(side)] for y in range(side)]
        marked += flood(grid, 0, 0)
    print("flood", marked)
    items = [(3 + i * 7 % 11, 10 + i * 13 % 29) for i in range(N * 4)]
    print("knapsack", *knapsack(items, N * 12))
    numbers = chain(N * 200)
    total = 0
    for _ in range(20):
        total += numbers.length() + numbers.total()
    print("chain", total, numbers.mapped(lambda x: x * 2).total(), numbers.has(5), numbers.has(-1))
    value, other = nested(300), nested(300)
    for _ in range(N):
        same = value == other
    print("nested", depth_of(value), same, len(repr(value)))
    found = compositions(N - 9)
    print("compositions", len(found), found[0][:4], found[-1])
    for _ in range(N):
        try:
            endless(0)
        except RecursionError as error:
            caught = str(error)
    print("endless:", caught)


main()
