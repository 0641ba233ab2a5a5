"""Calls, closures, generators, exceptions, comprehensions."""
from contextlib import contextmanager, suppress
from functools import lru_cache, partial, reduce, wraps


def plain(a, b=1, *rest, key=None):
    return a


def two(a, b):
    return a


def gen(n):
    for i in range(n):
        yield i


def delegating(n):
    yield from gen(n)


class Problem(Exception):
    def __init__(self, code):
        super().__init__(f"problem {code}")
        self.code = code


def fail(n):
    if n == 0:
        raise Problem(1)
    fail(n - 1)


def logged(f):
    @wraps(f)
    def inner(*args, **kwargs):
        return f(*args, **kwargs)
    return inner


@logged
def decorated(a, b):
    return a


@lru_cache(maxsize=None)
def cached(n):
    return n


@contextmanager
def managed():
    yield 1


@benchmark
def keywords(loops):
    for _ in range(loops):
        two(a=1, b=2)


@benchmark
def keyword_only(loops):
    for _ in range(loops):
        plain(1, key=3)


@benchmark
def defaults(loops):
    for _ in range(loops):
        plain(1)


@benchmark
def star(loops):
    args = (1, 2)
    for _ in range(loops):
        two(*args)


@benchmark
def star_star(loops):
    args = {"a": 1, "b": 2}
    for _ in range(loops):
        two(**args)


@benchmark
def decorated_(loops):
    for _ in range(loops):
        decorated(1, b=2)


@benchmark
def lambda_(loops):
    f = lambda x: x + 1
    for _ in range(loops):
        f(1)


@benchmark
def closure(loops):
    n = 1

    def add(x):
        return x + n
    for _ in range(loops):
        add(1)


@benchmark
def make_closure(loops):
    for i in range(loops):
        (lambda x: x + i)(1)


@benchmark
def nonlocal_(loops):
    n = 0

    def bump():
        nonlocal n
        n += 1
    for _ in range(loops):
        bump()


@benchmark
def partial_(loops):
    f = partial(two, 1)
    for _ in range(loops):
        f(2)


@benchmark
def cached_hit(loops):
    cached(1)
    for _ in range(loops):
        cached(1)


@benchmark
def recursion(loops):
    def fib(n):
        return n if n < 2 else fib(n - 1) + fib(n - 2)
    for _ in range(loops // 20 + 1):
        fib(6)


@benchmark
def generator_expression_sum(loops):
    sum(i * 2 for i in range(loops))


@benchmark
def any_all(loops):
    v = [1] * 10
    for _ in range(loops // 10 + 1):
        any(x == 2 for x in v)
        all(x == 1 for x in v)


@benchmark
def min_of_tuples(loops):
    v = [(i * 7 % 10, i) for i in range(10)]
    for _ in range(loops // 10 + 1):
        min((a, b) for a, b in v if b)


@benchmark
def generator_loop(loops):
    for _ in gen(loops):
        pass


@benchmark
def generator_short(loops):
    for _ in range(loops // 4 + 1):
        list(gen(3))


@benchmark
def yield_from(loops):
    for _ in delegating(loops):
        pass


@benchmark
def generator_send(loops):
    def echo():
        x = None
        while True:
            x = yield x
    g = echo()
    next(g)
    send = g.send
    for _ in range(loops):
        send(1)


@benchmark
def next_default(loops):
    for _ in range(loops):
        next((x for x in (1, 2) if x == 2), None)


@benchmark
def list_comprehension(loops):
    for _ in range(loops // 10 + 1):
        [x + 1 for x in range(10) if x]


@benchmark
def dict_comprehension(loops):
    for _ in range(loops // 10 + 1):
        {x: x + 1 for x in range(10)}


@benchmark
def set_comprehension_tuples(loops):
    for _ in range(loops // 9 + 1):
        {(x + a, 2 + b) for x in (1, 2) for a in (-1, 0, 1) for b in (-1, 0, 1)}


@benchmark
def try_no_error(loops):
    for _ in range(loops):
        try:
            pass
        except ValueError:
            pass


@benchmark
def try_finally(loops):
    for _ in range(loops):
        try:
            pass
        finally:
            pass


@benchmark
def raise_catch(loops):
    for _ in range(loops):
        try:
            raise ValueError("x")
        except ValueError:
            pass


@benchmark
def raise_own_deep(loops):
    for _ in range(loops // 4 + 1):
        try:
            fail(3)
        except Problem as e:
            e.code


@benchmark
def catch_key_error(loops):
    d = {}
    for _ in range(loops):
        try:
            d["x"]
        except KeyError:
            pass


@benchmark
def raise_from(loops):
    for _ in range(loops // 2 + 1):
        try:
            try:
                int("x")
            except ValueError as e:
                raise Problem(2) from e
        except Problem:
            pass


@benchmark
def context_manager(loops):
    for _ in range(loops // 4 + 1):
        with managed():
            pass


@benchmark
def suppress_(loops):
    for _ in range(loops // 4 + 1):
        with suppress(KeyError):
            raise KeyError


@benchmark
def reduce_lambda(loops):
    reduce(lambda a, b: a + b, range(loops))


@benchmark
def map_filter_lambda(loops):
    list(map(lambda x: x + 1, filter(lambda x: x % 2, range(loops))))


@benchmark
def sorted_lambda(loops):
    v = [(i * 7 % 50, str(i)) for i in range(50)]
    for _ in range(loops // 50 + 1):
        sorted(v, key=lambda p: (-p[0], p[1]))


@benchmark
def unpack_star(loops):
    v = [1, 2, 3, 4]
    for _ in range(loops):
        a, *b, c = v


@benchmark
def swap_and_chain(loops):
    a = 1
    b = 2
    for _ in range(loops):
        a, b = b, a
        0 < a < 3


@benchmark
def coroutine_await(loops):
    async def leaf():
        return 1

    async def main():
        for _ in range(loops):
            await leaf()
    try:
        main().send(None)
    except StopIteration:
        pass


@benchmark
def async_for(loops):
    async def agen():
        for i in range(loops):
            yield i

    async def main():
        async for _ in agen():
            pass
    try:
        main().send(None)
    except StopIteration:
        pass


@benchmark
def global_write(loops):
    global counter
    counter = 0
    for _ in range(loops):
        counter += 1


@benchmark
def exec_eval(loops):
    code = compile("a + b", "<x>", "eval")
    names = {"a": 1, "b": 2}
    for _ in range(loops):
        eval(code, names)


@benchmark
def compile_eval(loops):
    for _ in range(loops // 100 + 1):
        eval("1 + 2 * (3 - x)", {"x": 4})
