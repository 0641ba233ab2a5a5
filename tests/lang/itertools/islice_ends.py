# islice: where it stops in its source, and that an error ends it.
from itertools import count, islice

print(list(islice(range(10), 2, None, 3)), list(islice(count(), 5)), list(islice([1, 2, 3], 0)), list(islice("abc", None)))
print(list(islice(range(100), 3, 20, 7)), list(islice([1, 2, 3], 2, 2)))
slice_ = islice(iter(range(10)), 3)
print(next(slice_), list(slice_), list(slice_))
for bounds in ((2, 4), (3, 3), (0, 4, 3), (20, 30)):
    source = iter(range(10))
    print(bounds, list(islice(source, *bounds)), list(source))


class Failing:
    calls = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.calls += 1
        if self.calls == 3:
            raise ValueError(self.calls)
        return self.calls


for bounds in ((9,), (1, 9), (4, 9), (0, 9, 2)):
    slice_ = islice(Failing(), *bounds)
    seen = []
    for _ in range(6):
        try:
            seen.append(next(slice_))
        except (ValueError, StopIteration) as error:
            seen.append(type(error).__name__)
    print(bounds, seen)
