ITEMS = list(range(1000))
FLOATS = [i * 0.5 for i in ITEMS]
WORDS = ["w%d" % i for i in ITEMS]


@benchmark
def sum_ints(loops):
    for _ in range(loops):
        sum(ITEMS)


@benchmark
def sum_floats(loops):
    for _ in range(loops):
        sum(FLOATS)


@benchmark
def sum_generator(loops):
    for _ in range(loops):
        sum(i for i in ITEMS)


@benchmark
def min_list(loops):
    for _ in range(loops):
        min(ITEMS)


@benchmark
def max_str(loops):
    for _ in range(loops):
        max(WORDS)


@benchmark
def max_key(loops):
    for _ in range(loops):
        max(WORDS, key=len)


@benchmark
def any_all(loops):
    zeros = [0] * 200
    ones = [1] * 200
    for _ in range(loops):
        any(zeros), all(ones)


@benchmark
def any_generator(loops):
    for _ in range(loops):
        any(i < 0 for i in ITEMS)


@benchmark
def enumerate_(loops):
    for _ in range(loops):
        for i, item in enumerate(ITEMS):
            pass


@benchmark
def zip_(loops):
    for _ in range(loops):
        for a, b in zip(ITEMS, FLOATS):
            pass


@benchmark
def list_zip(loops):
    for _ in range(loops):
        list(zip(ITEMS, FLOATS))


@benchmark
def map_builtin(loops):
    for _ in range(loops):
        list(map(str, ITEMS))


@benchmark
def map_lambda(loops):
    for _ in range(loops):
        list(map(lambda x: x, ITEMS))


@benchmark
def map_method(loops):
    for _ in range(loops):
        list(map(str.upper, WORDS))


@benchmark
def filter_none(loops):
    for _ in range(loops):
        list(filter(None, ITEMS))


@benchmark
def filter_lambda(loops):
    for _ in range(loops):
        list(filter(lambda x: x & 1, ITEMS))


@benchmark
def range_loop(loops):
    for _ in range(loops):
        for i in range(1000):
            pass


@benchmark
def range_contains(loops):
    r = range(1000)
    for i in range(loops):
        500 in r


@benchmark
def iter_next(loops):
    for _ in range(loops):
        it = iter(ITEMS)
        next(it), next(it)


@benchmark
def generator(loops):
    def numbers():
        for i in ITEMS:
            yield i
    for _ in range(loops):
        for i in numbers():
            pass


@benchmark
def len_(loops):
    items = ITEMS
    for _ in range(loops):
        len(items)


@benchmark
def getattr_hasattr(loops):
    for _ in range(loops):
        getattr(ITEMS, "append"), hasattr(ITEMS, "absent")


@benchmark
def type_calls(loops):
    for _ in range(loops):
        type(ITEMS), callable(len), id(ITEMS)
