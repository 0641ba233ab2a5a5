"""Pickling and copying of itertools' iterators warns since 3.12."""
import itertools
import warnings

warnings.simplefilter("error")
iterators = [
    itertools.accumulate([1]), itertools.chain([1]), itertools.compress([1], [1]), itertools.count(), itertools.cycle([1]),
    itertools.dropwhile(len, []), itertools.filterfalse(len, []), itertools.islice([1], 1), itertools.repeat(1),
    itertools.starmap(len, []), itertools.takewhile(len, []), itertools.zip_longest([1]), itertools.groupby([1]),
    next(itertools.groupby([1]))[1], itertools.tee([1])[0], itertools.combinations([1], 1),
    itertools.combinations_with_replacement([1], 1), itertools.permutations([1]), itertools.product([1]),
]
for iterator in iterators:
    for name, args in (("__reduce__", ()), ("__setstate__", ((),)), ("__copy__", ())):
        method = getattr(iterator, name, None)
        if method:
            try:
                method(*args)
            except DeprecationWarning as error:
                print(type(iterator).__name__, name, error)
            else:
                print(type(iterator).__name__, name, "silent")
