"""A collection library in the manner of Smalltalk: every operation takes a block (a function), nothing loops outside.

Exercises: closures that assign outer variables (nonlocal), higher-order methods, an inheritance tree of collections,
early exit by exception, dunder protocols (__iter__, __len__, __contains__, __getitem__), lambdas.
"""
import sys

N = int(sys.argv[1]) if len(sys.argv) > 1 else 150000


class Found(Exception):
    def __init__(self, item):
        self.item = item


class Collection:
    """Subclasses supply `do` and `add`; all else follows from these."""

    def do(self, block):
        raise NotImplementedError

    def add(self, item):
        raise NotImplementedError

    def empty_copy(self):
        return type(self)()

    def add_all(self, items):
        for item in items:
            self.add(item)
        return self

    def inject(self, start, block):
        total = start

        def combine(item):
            nonlocal total
            total = block(total, item)

        self.do(combine)
        return total

    def size(self):
        return self.inject(0, lambda count, _: count + 1)

    def select(self, test):
        result = self.empty_copy()
        self.do(lambda item: result.add(item) if test(item) else None)
        return result

    def reject(self, test):
        return self.select(lambda item: not test(item))

    def collect(self, block):
        result = self.empty_copy()
        self.do(lambda item: result.add(block(item)))
        return result

    def detect(self, test, if_none=lambda: None):
        def check(item):
            if test(item):
                raise Found(item)

        try:
            self.do(check)
        except Found as found:
            return found.item
        return if_none()

    def any_satisfy(self, test):
        missing = object()
        return self.detect(test, lambda: missing) is not missing

    def all_satisfy(self, test):
        return not self.any_satisfy(lambda item: not test(item))

    def do_separated(self, block, between):
        first = True

        def step(item):
            nonlocal first
            if first:
                first = False
            else:
                between()
            block(item)

        self.do(step)

    def group_by(self, key):
        groups = {}

        def place(item):
            k = key(item)
            if k not in groups:
                groups[k] = self.empty_copy()
            groups[k].add(item)

        self.do(place)
        return groups

    def __iter__(self):
        items = []
        self.do(items.append)
        return iter(items)

    def __len__(self):
        return self.size()

    def __contains__(self, item):
        return self.any_satisfy(lambda other: other == item)


class ArrayList(Collection):
    def __init__(self):
        self.slots = [None] * 4
        self.used = 0

    def add(self, item):
        if self.used == len(self.slots):
            self.slots.extend([None] * self.used)
        self.slots[self.used] = item
        self.used += 1

    def do(self, block):
        i = 0
        while i < self.used:
            block(self.slots[i])
            i += 1

    def __getitem__(self, i):
        if not 0 <= i < self.used:
            raise IndexError(i)
        return self.slots[i]

    def size(self):
        return self.used


class LinkedList(Collection):
    class Node:
        __slots__ = ("item", "next")

        def __init__(self, item):
            self.item = item
            self.next = None

    def __init__(self):
        self.head = self.tail = None

    def add(self, item):
        node = self.Node(item)
        if self.head is None:
            self.head = node
        else:
            self.tail.next = node
        self.tail = node

    def do(self, block):
        node = self.head
        while node is not None:
            block(node.item)
            node = node.next


class HashBag(Collection):
    """Counts equal items; iterates each as often as it was added, in the order of first arrival."""

    def __init__(self):
        self.buckets = [[] for _ in range(8)]
        self.order = []

    def add(self, item):
        bucket = self.buckets[hash(item) % len(self.buckets)]
        for entry in bucket:
            if entry[0] == item:
                entry[1] += 1
                return
        entry = [item, 1]
        bucket.append(entry)
        self.order.append(entry)
        if len(self.order) > 2 * len(self.buckets):
            self.grow()

    def grow(self):
        self.buckets = [[] for _ in range(len(self.buckets) * 4)]
        for entry in self.order:
            self.buckets[hash(entry[0]) % len(self.buckets)].append(entry)

    def do(self, block):
        for item, count in self.order:
            for _ in range(count):
                block(item)

    def occurrences_of(self, item):
        for other, count in self.buckets[hash(item) % len(self.buckets)]:
            if other == item:
                return count
        return 0


class Interval(Collection):
    def __init__(self, start=0, stop=0, step=1):
        self.start, self.stop, self.step = start, stop, step

    def empty_copy(self):
        return ArrayList()

    def do(self, block):
        i = self.start
        while i < self.stop:
            block(i)
            i += self.step


def collatz_length(n):
    length = 1
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        length += 1
    return length


def work(kind, n):
    numbers = kind().add_all(range(1, n + 1))
    evens = numbers.select(lambda x: x % 2 == 0)
    squares = evens.collect(lambda x: x * x)
    total = squares.inject(0, lambda a, b: a + b)
    odd = numbers.reject(lambda x: x % 2 == 0)
    groups = numbers.group_by(lambda x: x % 7)
    sizes = [(k, len(v)) for k, v in sorted(groups.items())]
    first = numbers.detect(lambda x: x * x > n)
    parts = []
    numbers.select(lambda x: x < 6).do_separated(lambda x: parts.append(str(x)), lambda: parts.append("+"))
    return (total, len(odd), sizes, first, "".join(parts), n in numbers, -1 in numbers,
            numbers.all_satisfy(lambda x: x > 0))


def main():
    results = []
    for kind in (ArrayList, LinkedList, HashBag):
        result = work(kind, N)
        print(kind.__name__, *result)
        results.append(result)
    lengths = Interval(1, N // 8).collect(collatz_length)
    bag = HashBag().add_all(lengths)
    common = max(sorted(set(lengths)), key=bag.occurrences_of)
    print(f"collatz: {len(bag)} lengths, {len(bag.order)} different, {common} comes {bag.occurrences_of(common)} times")
    print("agree" if results[0] == results[1] == results[2] else "disagree")


main()
