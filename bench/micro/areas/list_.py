ITEMS = list(range(1000))


@benchmark
def append(loops):
    for _ in range(loops):
        items = []
        for i in range(500):
            items.append(i)


@benchmark
def comprehension(loops):
    for _ in range(loops):
        [i for i in ITEMS]


@benchmark
def comprehension_filter(loops):
    for _ in range(loops):
        [i * 2 for i in ITEMS if i & 1]


@benchmark
def from_range(loops):
    for _ in range(loops):
        list(range(1000))


@benchmark
def copy(loops):
    for _ in range(loops):
        ITEMS[:]


@benchmark
def slice_(loops):
    for _ in range(loops):
        ITEMS[10:60]


@benchmark
def slice_step(loops):
    for _ in range(loops):
        ITEMS[::2]


@benchmark
def slice_assign(loops):
    items = ITEMS[:]
    for _ in range(loops):
        items[10:20] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]


@benchmark
def concatenate(loops):
    a, b = ITEMS[:20], ITEMS[:30]
    for _ in range(loops):
        a + b


@benchmark
def repeat(loops):
    for _ in range(loops):
        [0] * 500


@benchmark
def extend_list(loops):
    for _ in range(loops):
        items = []
        items.extend(ITEMS)


@benchmark
def extend_generator(loops):
    for _ in range(loops):
        list(i for i in ITEMS)


@benchmark
def insert_front(loops):
    items = ITEMS[:200]
    for i in range(loops):
        items.insert(0, i)
        items.pop()


@benchmark
def pop_append(loops):
    items = ITEMS[:]
    for i in range(loops):
        items.append(items.pop())


@benchmark
def pop_front(loops):
    for _ in range(loops):
        items = ITEMS[:200]
        while items:
            items.pop(0)


@benchmark
def index(loops):
    for _ in range(loops):
        ITEMS.index(300)


@benchmark
def contains_absent(loops):
    for _ in range(loops):
        -1 in ITEMS


@benchmark
def contains_str(loops):
    words = ["word%d" % i for i in range(100)]
    for _ in range(loops):
        "absent" in words


@benchmark
def count(loops):
    for _ in range(loops):
        ITEMS.count(7)


@benchmark
def reverse(loops):
    items = ITEMS[:]
    for _ in range(loops):
        items.reverse()


@benchmark
def reversed_(loops):
    for _ in range(loops):
        for i in reversed(ITEMS):
            pass


@benchmark
def equal(loops):
    other = ITEMS[:]
    for _ in range(loops):
        ITEMS == other


@benchmark
def unpack(loops):
    items = [1, 2, 3]
    for _ in range(loops):
        a, b, c = items


@benchmark
def star_unpack(loops):
    for _ in range(loops):
        first, *rest = ITEMS


@benchmark
def display(loops):
    for i in range(loops):
        [i, i, i, i]


@benchmark
def delete_slice(loops):
    for _ in range(loops):
        items = ITEMS[:]
        del items[::2]
