from itertools import accumulate, chain, combinations, compress, count, cycle, dropwhile, filterfalse, groupby, islice
from itertools import pairwise, permutations, product, repeat, starmap, takewhile, tee, zip_longest

ITEMS = list(range(1000))


def exhaust(iterator):
    for _ in iterator:
        pass


@benchmark
def chain_(loops):
    for _ in range(loops):
        exhaust(chain(ITEMS, ITEMS))


@benchmark
def chain_from_iterable(loops):
    lists = [[1, 2, 3, 4, 5]] * 200
    for _ in range(loops):
        list(chain.from_iterable(lists))


@benchmark
def islice_(loops):
    for _ in range(loops):
        list(islice(ITEMS, 10, 900))


@benchmark
def count_zip(loops):
    for _ in range(loops):
        exhaust(zip(count(), ITEMS))


@benchmark
def cycle_(loops):
    for _ in range(loops):
        list(islice(cycle([1, 2, 3]), 1000))


@benchmark
def repeat_(loops):
    for _ in range(loops):
        exhaust(repeat(1, 1000))


@benchmark
def accumulate_(loops):
    for _ in range(loops):
        list(accumulate(ITEMS))


@benchmark
def accumulate_max(loops):
    for _ in range(loops):
        list(accumulate(ITEMS, max))


@benchmark
def product_(loops):
    for _ in range(loops):
        exhaust(product(range(10), repeat=3))


@benchmark
def combinations_(loops):
    for _ in range(loops):
        exhaust(combinations(range(12), 3))


@benchmark
def permutations_(loops):
    for _ in range(loops):
        exhaust(permutations(range(6)))


@benchmark
def groupby_(loops):
    items = [i // 10 for i in range(1000)]
    for _ in range(loops):
        for key, group in groupby(items):
            exhaust(group)


@benchmark
def groupby_key(loops):
    for _ in range(loops):
        for key, group in groupby(ITEMS, lambda i: i // 10):
            pass


@benchmark
def takewhile_(loops):
    for _ in range(loops):
        list(takewhile(lambda i: i < 900, ITEMS))


@benchmark
def dropwhile_(loops):
    for _ in range(loops):
        list(dropwhile(lambda i: i < 900, ITEMS))


@benchmark
def filterfalse_(loops):
    for _ in range(loops):
        list(filterfalse(None, ITEMS))


@benchmark
def starmap_(loops):
    pairs = [(i, 2) for i in range(200)]
    for _ in range(loops):
        list(starmap(pow, pairs))


@benchmark
def compress_(loops):
    selectors = [1, 0] * 500
    for _ in range(loops):
        list(compress(ITEMS, selectors))


@benchmark
def pairwise_(loops):
    for _ in range(loops):
        exhaust(pairwise(ITEMS))


@benchmark
def tee_(loops):
    for _ in range(loops):
        a, b = tee(ITEMS)
        exhaust(a)
        exhaust(b)


@benchmark
def zip_longest_(loops):
    for _ in range(loops):
        exhaust(zip_longest(ITEMS, ITEMS[:500]))
