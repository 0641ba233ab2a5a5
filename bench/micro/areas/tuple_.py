@benchmark
def display(loops):
    for i in range(loops):
        (i, i, i)


@benchmark
def from_list(loops):
    items = list(range(100))
    for _ in range(loops):
        tuple(items)


@benchmark
def from_generator(loops):
    for _ in range(loops):
        tuple(i for i in range(100))


@benchmark
def hash_(loops):
    pair = (1, "two", 3.0)
    for _ in range(loops):
        hash(pair)


@benchmark
def equal(loops):
    a, b = (1, "two", 3.0), (1, "two", 3.0)
    for _ in range(loops):
        a == b


@benchmark
def less(loops):
    a, b = (1, "two", 3.0), (1, "two", 4.0)
    for _ in range(loops):
        a < b


@benchmark
def index(loops):
    items = tuple(range(100))
    for _ in range(loops):
        items[50]


@benchmark
def slice_(loops):
    items = tuple(range(100))
    for _ in range(loops):
        items[10:20]


@benchmark
def concatenate(loops):
    a, b = (1, 2), (3, 4)
    for _ in range(loops):
        a + b


@benchmark
def contains(loops):
    items = ("a", "b", "c", "d")
    for _ in range(loops):
        "d" in items


@benchmark
def iterate(loops):
    items = tuple(range(100))
    for _ in range(loops):
        for i in items:
            pass


@benchmark
def namedtuple_field(loops):
    from _collections import _tuplegetter

    class Point(tuple):
        __slots__ = ()
        x = _tuplegetter(0, "x")
    p = Point((1, 2))
    for _ in range(loops):
        p.x
