# zip_longest, chain, tee and itemgetter over few and many sources, with errors in one of them.
from itertools import chain, tee, zip_longest
from operator import itemgetter

print(list(zip_longest(*[range(i) for i in range(6)], fillvalue=9)))
print(list(zip_longest([1, 2], [3], fillvalue=0)), list(zip_longest()), list(zip_longest("ab", [1], (), "xyz")))
first, second, third = tee(iter(range(200)), 3)
print(sum(first), [next(second) for _ in range(70)][-1], sum(third), sum(second), list(first))
print(list(chain([1], [], (2, 3), "ab", {5: 1}, range(2))))
get = itemgetter(1, 0, -1)
print(get([1, 2, 3]), get((1, 2, 3)), itemgetter(2)("abc"), itemgetter(1)([4, 5]), itemgetter(0, 1, 2, 3, 4)(range(9)))
print(list(map(itemgetter(1), [(1, 2), [3, 4], "ab", {1: "one"}])))
for call in (lambda: itemgetter(5)([1]), lambda: itemgetter(5)((1,)), lambda: itemgetter(1)(), lambda: itemgetter(1)(1, 2),
             lambda: itemgetter(1)(x=1), lambda: itemgetter("a")([1]), lambda: list(map(3, [1]))):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)


class Failing:
    def __iter__(self):
        return self

    def __next__(self):
        raise ValueError("no item")


for make in (lambda: zip_longest([1, 2], Failing()), lambda: chain([1], Failing(), [2]), lambda: tee(Failing())[1]):
    iterator = make()
    seen = []
    for _ in range(4):
        try:
            seen.append(next(iterator))
        except (ValueError, StopIteration) as error:
            seen.append(type(error).__name__)
    print(seen)
