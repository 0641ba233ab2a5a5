# Iteration over tables with gaps, of both kinds of entries, and with changes.
for keys in (["k%d" % i for i in range(40)], list(range(40)), [(i, str(i)) for i in range(40)]):
    d = {k: i for i, k in enumerate(keys)}
    for k in keys[::3]:
        del d[k]
    print(list(d) == [k for i, k in enumerate(keys) if i % 3], list(d.values()), len(list(d.items())), list(reversed(d.values())))
    other = dict(reversed(list(d.items())))
    print(d == other, d.keys() == other.keys(), d.keys() & other.keys() == set(d), sorted(map(str, d.keys() & set(keys[:9]))))
    other[keys[1]] = "x"
    print(d == other, d != other)
    while len(d) > 3:
        d.popitem()
    print(d, dict(d.items()) == d, dict(enumerate(d)), dict(zip(d, d.values())) == d)
    d.clear()
    print(list(d), list(d.values()), dict(d.items()))

d = dict.fromkeys(range(5))
try:
    for k in d:
        d[k + 100] = 1
except RuntimeError as error:
    print(error)
d = dict.fromkeys(range(5))
try:
    for k in d:
        del d[k]
        d[k + 100] = 1
except RuntimeError as error:
    print(error)
it = iter({1: 2, 3: 4}.items())
print(next(it), it.__length_hint__(), next(it), next(it, "end"), next(it, "end"))
for pairs in (zip([1], [2], [3]), zip("ab", "cd"), enumerate("xy"), zip(), iter([("a", 1), ["b", 2], "cd"]), zip([1, 2], [3], strict=True)):
    try:
        print(dict(pairs))
    except ValueError as error:
        print(error)


class Bad:
    def __hash__(self):
        return 3

    def __eq__(self, other):
        raise ValueError("no comparison")


for operation in (
    lambda: {3: 1} == {Bad(): 1},
    lambda: {3: 1}.keys() & {Bad(): 1}.keys(),
    lambda: dict(zip([3, Bad()], "ab")),
):
    try:
        print(operation())
    except ValueError as error:
        print(type(error).__name__, error)
