from _heapq import heapify, heappop, heappush, heappushpop, heapreplace
from _bisect import bisect_left, bisect_right, insort_right as insort

NUMBERS = [i * 7919 % 1009 for i in range(300)]
PAIRS = [(n, "text") for n in NUMBERS]
ORDERED = sorted(NUMBERS)
WORDS = sorted("word%d" % n for n in NUMBERS)


@benchmark
def push_pop_ints(loops):
    for _ in range(loops):
        heap = []
        for n in NUMBERS:
            heappush(heap, n)
        while heap:
            heappop(heap)


@benchmark
def push_pop_tuples(loops):
    for _ in range(loops):
        heap = []
        for pair in PAIRS:
            heappush(heap, pair)
        while heap:
            heappop(heap)


@benchmark
def heapify_ints(loops):
    for _ in range(loops):
        heapify(NUMBERS[:])


@benchmark
def pushpop(loops):
    heap = ORDERED[:]
    for i in range(loops):
        heappushpop(heap, i & 1023)


@benchmark
def replace(loops):
    heap = ORDERED[:]
    for i in range(loops):
        heapreplace(heap, i & 1023)


@benchmark
def bisect_ints(loops):
    for i in range(loops):
        bisect_left(ORDERED, i & 1023)


@benchmark
def bisect_words(loops):
    for _ in range(loops):
        bisect_right(WORDS, "word5")


@benchmark
def insort_ints(loops):
    for _ in range(loops):
        ordered = []
        for n in NUMBERS:
            insort(ordered, n)
