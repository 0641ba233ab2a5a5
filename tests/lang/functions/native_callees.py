# Natives that call a function for each item of an iterable.
import functools
import itertools
import math
import operator


def star(*args):
    return args


print(list(itertools.starmap(pow, [(2, 5), (3, 2, 5), [2, 3]])), list(itertools.starmap(star, [(), (1,), range(9)])))
try:
    list(itertools.starmap(pow, [(2,)]))
except TypeError as error:
    print(error)
print(list(map(operator.add, [1, 2.5, "a"], [2, 1, "b"])), list(map(len, ["", "abc"])), list(map(abs, [-1, True, -2.5])))
print(list(map(max, [1, 5], [3, 2])), list(filter(len, ["", "a"])), list(filter(None, [0, 1, "", None, [], [0], 0.0, 2.0, False, True])))
print(functools.reduce(operator.mul, range(1, 25)), functools.reduce(operator.add, ["a", "b"]), functools.reduce(max, [3, 9, 2]))
print(functools.reduce(operator.sub, [2**61, -(2**61), 5]), functools.reduce(lambda a, b: a * 10 + b, (1, 2, 3), 9))
print(list(itertools.accumulate([2**61 - 1, 1, 2**61 - 1, 1, 0.5])), list(itertools.accumulate([1, 5, 2], max)))
print(list(itertools.accumulate(["a", "b"])), list(itertools.accumulate([3, 4], operator.mul, initial=2)))
print([list(itertools.islice(range(20), *a)) for a in ((0,), (3,), (2, 5), (5, 2), (2, None), (0, None, 3), (1, 12, 4), (7, 7))])
it = itertools.islice(iter(range(10)), 4)
print(next(it), list(it), list(it))
endless = itertools.cycle("abc")
print(list(itertools.islice(endless, 8)), next(endless), list(itertools.compress("abcdef", [1, 0, None, "x", [], 0.5])))


class Iterator:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n == 3:
            Iterator.__next__ = lambda self: "new" if self.n < 6 and not setattr(self, "n", self.n + 1) else next(iter(()))
        return self.n


print(list(Iterator()))


class Number(int):
    pass


print([math.comb(n, k) for n in (0, 1, 5, 20, 61, 62, 66, 67, 68, 70) for k in (0, 1, 2, n // 2, n, n + 1)])
print(all(math.comb(n, k) == math.comb(n - 1, k - 1) + math.comb(n - 1, k) for n in range(2, 80) for k in range(1, n)))
for args in ((-1, 2), (2, -1), (1.5, 2)):
    try:
        math.comb(*args)
    except (ValueError, TypeError) as error:
        print(error)
print(math.comb(True, True), math.comb(Number(5), Number(2)), math.prod([2**40, 2**40, -1, 3]), math.prod((1.5, 2, 4)), math.prod([]))
print([math.gcd(a, b) for a in (0, 1, -12, 360, 2**60, -(2**61), 2**61 - 1, 10**30) for b in (0, 1, 18, -360, 2**59, 2**61 - 1, 10**20)])
