from _functools import partial, reduce, _lru_cache_wrapper
from _operator import add, attrgetter, itemgetter, methodcaller

ITEMS = list(range(500))


def lru_cache(size, typed=False):
    return lambda f: _lru_cache_wrapper(f, size, typed, tuple)


@benchmark
def partial_python(loops):
    f = partial(lambda a, b: a, 1)
    for i in range(loops):
        f(i)


@benchmark
def partial_native(loops):
    f = partial(max, 1)
    for i in range(loops):
        f(i)


@benchmark
def partial_keyword(loops):
    f = partial(lambda a, b=1: a, b=2)
    for i in range(loops):
        f(i)


@benchmark
def reduce_operator(loops):
    for _ in range(loops):
        reduce(add, ITEMS)


@benchmark
def reduce_lambda(loops):
    for _ in range(loops):
        reduce(lambda a, b: a + b, ITEMS)


@benchmark
def lru_cache_hit(loops):
    f = lru_cache(128)(lambda x: x)
    for i in range(loops):
        f(i & 63)


@benchmark
def lru_cache_miss(loops):
    f = lru_cache(128)(lambda x: x)
    for i in range(loops):
        f(i)


@benchmark
def cache_unbounded(loops):
    f = lru_cache(None)(lambda x: x)
    for i in range(loops):
        f(i & 63)


@benchmark
def cache_two_arguments(loops):
    f = lru_cache(None)(lambda x, y: x)
    for i in range(loops):
        f(i & 7, i & 3)


@benchmark
def itemgetter_(loops):
    f = itemgetter(1)
    pair = (1, 2)
    for _ in range(loops):
        f(pair)


@benchmark
def attrgetter_(loops):
    f = attrgetter("real")
    for i in range(loops):
        f(i)


@benchmark
def methodcaller_(loops):
    f = methodcaller("upper")
    for _ in range(loops):
        f("abc")
