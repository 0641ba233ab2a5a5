def shuffled(n):
    state, numbers = 1, []
    for _ in range(n):
        state = state * 1103515245 + 12345 & 0x7FFFFFFF
        numbers.append(state)
    return numbers


NUMBERS = shuffled(1000)
FLOATS = [i / 7 for i in NUMBERS]
WORDS = ["w%d" % i for i in NUMBERS]
TUPLES = [(i % 50, i) for i in NUMBERS]


class Item:
    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        return self.value < other.value


OBJECTS = [Item(i) for i in NUMBERS]


@benchmark
def ints(loops):
    for _ in range(loops):
        sorted(NUMBERS)


@benchmark
def floats(loops):
    for _ in range(loops):
        sorted(FLOATS)


@benchmark
def strs(loops):
    for _ in range(loops):
        sorted(WORDS)


@benchmark
def tuples(loops):
    for _ in range(loops):
        sorted(TUPLES)


@benchmark
def mixed_numbers(loops):
    items = [i if i & 1 else i / 2 for i in NUMBERS]
    for _ in range(loops):
        sorted(items)


@benchmark
def already_sorted(loops):
    items = sorted(NUMBERS)
    for _ in range(loops):
        sorted(items)


@benchmark
def reverse(loops):
    for _ in range(loops):
        sorted(NUMBERS, reverse=True)


@benchmark
def in_place(loops):
    for _ in range(loops):
        items = NUMBERS[:]
        items.sort()


@benchmark
def key_lambda(loops):
    for _ in range(loops):
        sorted(TUPLES, key=lambda pair: pair[1])


@benchmark
def key_itemgetter(loops):
    from _operator import itemgetter
    key = itemgetter(1)
    for _ in range(loops):
        sorted(TUPLES, key=key)


@benchmark
def key_two_items(loops):
    from _operator import itemgetter
    key = itemgetter(0, 1)
    for _ in range(loops):
        sorted(TUPLES, key=key)


@benchmark
def key_attrgetter(loops):
    from _operator import attrgetter
    key = attrgetter("value")
    for _ in range(loops):
        sorted(OBJECTS, key=key)


@benchmark
def key_len(loops):
    for _ in range(loops):
        sorted(WORDS, key=len)


@benchmark
def key_lower(loops):
    for _ in range(loops):
        sorted(WORDS, key=str.lower)


@benchmark
def objects(loops):
    for _ in range(loops):
        sorted(OBJECTS)


@benchmark
def small(loops):
    for _ in range(loops):
        sorted([3, 1, 2])


@benchmark
def cmp_to_key(loops):
    from _functools import cmp_to_key
    key = cmp_to_key(lambda a, b: a - b)
    for _ in range(loops):
        sorted(NUMBERS[:200], key=key)


@benchmark
def heap(loops):
    from _heapq import heapify, heappop
    for _ in range(loops):
        items = NUMBERS[:300]
        heapify(items)
        while items:
            heappop(items)


@benchmark
def bisect(loops):
    from _bisect import bisect_left
    items = sorted(NUMBERS)
    for _ in range(loops):
        bisect_left(items, 1 << 30)
