"""itertools: chain, compress, dropwhile, takewhile, filterfalse, starmap, islice, pairwise, batched, zip_longest, tee, accumulate, groupby."""
from itertools import chain, compress, dropwhile, takewhile, filterfalse, starmap, islice, pairwise, batched, zip_longest, tee, accumulate, groupby, count


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

check("""
list(chain("ab", [1], ())), list(chain()), list(chain.from_iterable(["ab", "c"])), list(chain({1: 2}))
list(chain("a", 5))
chain.from_iterable(5)
list(compress("abcd", [1, 0, 1])), list(compress([], [1])), list(compress("ab", "xy"))
list(dropwhile(lambda x: x < 3, [1, 5, 2])), list(takewhile(lambda x: x < 3, [1, 2, 5, 1])), list(dropwhile(bool, [])), list(takewhile(None or bool, [1, 0, 1]))
list(filterfalse(None, [0, 1, ""])), list(filterfalse(lambda x: x % 2, range(5)))
list(starmap(pow, [(2, 3), (3, 2)])), list(starmap(max, ["ab", "cd"]))
list(starmap(pow, [5]))
list(islice("abcdef", 3)), list(islice("abcdef", 2, 4)), list(islice("abcdef", 0, None, 2)), list(islice("abc", None)), list(islice("abc", 5, 2)), list(islice("abc", 1, None))
islice("abc", -1)
islice("abc", 1, 2, 0)
islice("abc", "x")
islice("abc")
list(pairwise("abcd")), list(pairwise("a")), list(pairwise([]))
list(batched("abcdefg", 3)), list(batched([], 2))
batched("abc", 0)
list(zip_longest("abc", "x")), list(zip_longest("ab", "xyz", fillvalue="-")), list(zip_longest()), list(zip_longest([], [1]))
zip_longest("a", fill=1)
[list(t) for t in tee("abc")], [list(t) for t in tee("ab", 3)], tee([], 0)
tee("a", -1)
list(accumulate([1, 2, 3])), list(accumulate([1, 2, 3], lambda a, b: a * b)), list(accumulate([1, 2], initial=10)), list(accumulate([])), list(accumulate([], initial=5)), list(accumulate("abc")), list(accumulate([3, 1, 4], max))
list(accumulate([1, "a"]))
[(k, list(g)) for k, g in groupby("aabbbc")], [(k, list(g)) for k, g in groupby([1, 3, 2, 4], lambda x: x % 2)], list(groupby([]))
[k for k, g in groupby("aab")], [list(g) for k, g in groupby("aab")]
groupby()
groupby("a", key=5).__next__()
""")
a, b = tee(count())
print(next(a), next(a), next(b), next(a), next(b))
it = iter(range(10))
print(list(islice(it, 3)), list(takewhile(lambda x: x < 6, it)), list(it))
g = groupby("aabb")
k1, g1 = next(g); k2, g2 = next(g)
print(k1, list(g1), k2, list(g2))
