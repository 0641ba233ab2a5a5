NUMBERS = set(range(0, 600, 2))
OTHERS = set(range(0, 600, 3))
WORDS = {"word%d" % i for i in range(300)}
MORE_WORDS = {"word%d" % i for i in range(150, 450)}


@benchmark
def add(loops):
    for _ in range(loops):
        s = set()
        for i in range(300):
            s.add(i)


@benchmark
def from_list_int(loops):
    items = list(range(300))
    for _ in range(loops):
        set(items)


@benchmark
def from_list_str(loops):
    items = list(WORDS)
    for _ in range(loops):
        set(items)


@benchmark
def contains_int(loops):
    s = NUMBERS
    for i in range(loops):
        i in s


@benchmark
def contains_str(loops):
    s = WORDS
    for _ in range(loops):
        "word7" in s, "absent" in s


@benchmark
def union_(loops):
    for _ in range(loops):
        NUMBERS | OTHERS


@benchmark
def intersection(loops):
    for _ in range(loops):
        NUMBERS & OTHERS


@benchmark
def difference(loops):
    for _ in range(loops):
        NUMBERS - OTHERS


@benchmark
def symmetric_difference(loops):
    for _ in range(loops):
        NUMBERS ^ OTHERS


@benchmark
def union_str(loops):
    for _ in range(loops):
        WORDS | MORE_WORDS


@benchmark
def intersection_str(loops):
    for _ in range(loops):
        WORDS & MORE_WORDS


@benchmark
def difference_str(loops):
    for _ in range(loops):
        WORDS - MORE_WORDS


@benchmark
def update(loops):
    for _ in range(loops):
        s = set(NUMBERS)
        s |= OTHERS
        s -= NUMBERS


@benchmark
def subset(loops):
    small = set(range(0, 600, 6))
    for _ in range(loops):
        small <= NUMBERS


@benchmark
def disjoint(loops):
    odd = set(range(1, 600, 2))
    for _ in range(loops):
        NUMBERS.isdisjoint(odd)


@benchmark
def iterate(loops):
    for _ in range(loops):
        for i in NUMBERS:
            pass


@benchmark
def copy(loops):
    for _ in range(loops):
        WORDS.copy()


@benchmark
def comprehension(loops):
    for _ in range(loops):
        {i & 63 for i in range(200)}


@benchmark
def add_remove(loops):
    s = set(range(100))
    for i in range(loops):
        s.add(i + 100)
        s.discard(i)


@benchmark
def frozenset_hash(loops):
    items = list(range(30))
    for _ in range(loops):
        hash(frozenset(items))


@benchmark
def equal(loops):
    other = set(WORDS)
    for _ in range(loops):
        WORDS == other
