"""Pipelines of generators: sources, filters, windows, merges, trees walked with yield from, values sent back in.

Exercises: generator creation and resumption, yield from through several levels, send(), generator expressions,
itertools (islice, chain, takewhile, count, accumulate, groupby), early close with finally.
"""
import sys
from itertools import accumulate, chain, count, groupby, islice, takewhile

N = int(sys.argv[1]) if len(sys.argv) > 1 else 800000

closed = []


def readings(n):
    """Pretends to be an instrument: (time, channel, value)."""
    state = 77
    try:
        for time in range(n):
            state = (state * 1103515245 + 12345) & 0x7FFFFFFF
            yield time, "abc"[state >> 8 & 1 if state & 64 else 2], (state >> 10) % 1000
    finally:
        closed.append("readings")


def only(channel, source):
    for time, name, value in source:
        if name == channel:
            yield time, value


def moving_mean(source, width):
    window = [0] * width
    total = 0
    for i, (time, value) in enumerate(source):
        slot = i % width
        total += value - window[slot]
        window[slot] = value
        if i >= width - 1:
            yield time, total / width


def merge(*sources):
    """Merges sorted sources of pairs."""
    heads = []
    for source in sources:
        iterator = iter(source)
        for first in iterator:
            heads.append([first, iterator])
            break
    while heads:
        best = min(heads, key=lambda head: head[0])
        yield best[0]
        try:
            best[0] = next(best[1])
        except StopIteration:
            heads.remove(best)


class Tree:
    def __init__(self, value, left=None, right=None):
        self.value = value
        self.left = left
        self.right = right

    def insert(self, value):
        node = self
        while True:
            side = "left" if value < node.value else "right"
            child = getattr(node, side)
            if child is None:
                setattr(node, side, Tree(value))
                return
            node = child

    def __iter__(self):
        if self.left is not None:
            yield from self.left
        yield self.value
        if self.right is not None:
            yield from self.right

    def depth(self):
        return 1 + max(self.left.depth() if self.left else 0, self.right.depth() if self.right else 0)


def averager():
    """Takes values by send(), gives the mean so far; None ends it, and it returns how many there were."""
    total = number = 0
    mean = None
    while True:
        value = yield mean
        if value is None:
            return number
        total += value
        number += 1
        mean = total / number


def logger(log):
    while True:
        taken = yield from averager()
        log.append(taken)


def primes():
    """An endless sieve: each prime with the multiples still to come."""
    multiples = {}
    for n in count(2):
        if n not in multiples:
            yield n
            multiples[n * n] = [n]
        else:
            for p in multiples.pop(n):
                multiples.setdefault(n + p, []).append(p)


def flatten(nested):
    for item in nested:
        if isinstance(item, list):
            yield from flatten(item)
        else:
            yield item


def nest(n, depth):
    if depth == 0:
        return n
    return [nest(n + i, depth - 1) for i in range(3)]


def chunks(iterable, size):
    iterator = iter(iterable)
    while chunk := list(islice(iterator, size)):
        yield chunk


def main():
    means = [mean for _, mean in moving_mean(only("a", readings(N)), 16)]
    print(f"{len(means)} means, highest {max(means)}, {closed}")
    three = merge(only("a", readings(N // 4)), only("b", readings(N // 4)), only("c", readings(N // 4)))
    merged = list(three)
    print(f"{len(merged)} merged,", "in order" if all(a <= b for a, b in zip(merged, merged[1:])) else "out of order")
    early = readings(N)
    first = next(value for _, name, value in early if name == "b" and value > 990)
    early.close()
    print(f"first large {first}, closed {len(closed)} times")
    tree = Tree(500)
    for _, _, value in readings(N // 60):
        tree.insert(value)
    for _ in range(4):
        values = list(tree)
    print(f"tree of {len(values)}, depth {tree.depth()},", "sorted" if values == sorted(values) else "unsorted")
    log = []
    sink = logger(log)
    next(sink)
    last = None
    for i, value in enumerate(means):
        last = sink.send(value)
        if i % 1000 == 999:
            sink.send(None)
    sink.close()
    print(f"averager: {len(log)} batches of {set(log) or None}, last {last}")
    below = list(takewhile(lambda p: p < N, primes()))
    print(f"{len(below)} primes, sum {sum(below)}, steps {list(islice(accumulate(below), 5, 8))}")
    leaves = list(flatten(nest(0, 9)))
    runs = [(key, sum(1 for _ in group)) for key, group in groupby(sorted(leaves))]
    print(f"{len(leaves)} leaves, {runs[:5]}")
    squares = (x * x for x in count(1) if x % 3)
    total = sum(sum(chunk) for chunk in chunks(chain(islice(squares, N), [1, 2, 3]), 100))
    print(f"chunked {total}", "right" if total == sum(x * x for x in range(1, N * 2) if x % 3 and x <= (3 * N + 1) // 2) + 6 else "wrong")


main()
