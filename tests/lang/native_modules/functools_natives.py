# _functools: partial, reduce, cmp_to_key and the wrapper of lru_cache.
import _functools
from _functools import partial, reduce, cmp_to_key, _lru_cache_wrapper


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e)


def record(*args, **kwargs):
    return args, kwargs


p = partial(record, 1, 2, a=3)
print(p(), p(9), p(9, b=4), p(a=5))
print(p.func is record, p.args, p.keywords)
print(repr(partial(len)), repr(partial(len, 1, x=[2])))
nested = partial(partial(record, 1, a=1), 2, a=2, b=3)
print(nested.func is record, nested.args, nested.keywords, nested())
outer = partial(record, 1)
outer.note = "has attributes"
kept = partial(outer, 2)
print(kept.func is outer, kept(), outer.__dict__)
attempt(partial)
attempt(partial, 1)
for name in ("func", "args", "keywords"):
    try:
        setattr(p, name, 1)
    except Exception as e:
        print(type(e).__name__)
recursive = partial(record)
recursive.__setstate__((record, (recursive,), {}, {}))
print(repr(recursive).count("..."))
recursive.__setstate__((record, (), {}, None))
for state in (1, (), (record, (), {}), (1, (), {}, None), (record, 1, {}, None), (record, (), 1, None)):
    attempt(recursive.__setstate__, state)
print(p.__reduce__()[1:] == ((record,), (record, (1, 2), {"a": 3}, None)))


class Sub(partial):
    pass


s = Sub(record, 1)
s.extra = 5
print(s(2), s.extra, type(s).__name__, repr(s).startswith("Sub(<function record"))
print(partial(partial(int, base=2))("101"), partial(print, *range(20))(*range(3)))


class Holder:
    method = partial(record, "bound?")


print(Holder().method(1))

print(reduce(lambda a, b: a * 10 + b, [1, 2, 3]), reduce(lambda a, b: a + b, [], 5), reduce(max, iter([3])))
attempt(reduce, max, [])
attempt(reduce, max, 5)
attempt(reduce, lambda a, b: a / b, [1, 0])
attempt(reduce, max)

K = cmp_to_key(lambda a, b: (a > b) - (a < b))
print(sorted([3, 1, 2], key=K), K(1) < K(2), K(1) == K(1), K(2) <= K(1), K(obj=4).obj)
attempt(lambda: K(1) < 1)
attempt(lambda: hash(K(1)))
attempt(K)
attempt(K, 1, 2)
attempt(K, x=1)
attempt(cmp_to_key)
attempt(lambda: sorted([1, 2], key=cmp_to_key(lambda a, b: 1 / 0)))


class Info(tuple):
    def __new__(cls, *args):
        return tuple.__new__(cls, args)


calls = []


def work(*args, **kwargs):
    calls.append((args, kwargs))
    return len(calls)


bounded = _lru_cache_wrapper(work, 2, False, Info)
print([bounded(x) for x in (1, 2, 1, 3, 2, 1)], bounded.cache_info())
print(bounded(1.0), bounded(True), bounded(a=1), bounded(a=1), bounded(1, 2), bounded((1, 2)))
bounded.cache_clear()
print(bounded.cache_info())
unbounded = _lru_cache_wrapper(work, None, False, Info)
for i in range(100):
    unbounded(i % 10)
print(unbounded.cache_info())
typed = _lru_cache_wrapper(work, None, True, Info)
print(typed(1) == typed(1.0), typed(1) == typed(1), typed.cache_info())
none = _lru_cache_wrapper(work, 0, False, Info)
print(none(1) == none(1), none.cache_info())
negative = _lru_cache_wrapper(work, -5, False, Info)
negative(1)
print(negative.cache_info())
attempt(unbounded, [])
attempt(bounded, [])
attempt(_lru_cache_wrapper, 1, 2, False, Info)
attempt(_lru_cache_wrapper, len, "a", False, Info)


def fails(x):
    raise KeyError(x)


failing = _lru_cache_wrapper(fails, 3, False, Info)
attempt(failing, 1)
attempt(failing, 1)
print(failing.cache_info())


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


fib = _lru_cache_wrapper(fib, 4, False, Info)
print(fib(80), fib.cache_info())


class WithMethod:
    def method(self, x):
        calls.append(x)
        return x * 2

    method = _lru_cache_wrapper(method, None, False, Info)


w = WithMethod()
print(w.method(4), w.method(4), WithMethod.method.cache_info(), WithMethod.method(w, 4))
bounded.__wrapped__ = work
print(bounded.__dict__ == {"__wrapped__": work}, bounded.__copy__() is bounded, bounded.__deepcopy__({}) is bounded)


class Key:
    def __init__(self, v):
        self.v = v

    def __hash__(self):
        return 1

    def __eq__(self, other):
        return self.v == other.v


keyed = _lru_cache_wrapper(lambda k: k.v, 3, False, Info)
print([keyed(Key(i)) for i in (1, 2, 1, 3, 4, 1, 2)], keyed.cache_info())
