# A constructor that is called, not inlined, gets the new object in front of its arguments.


class Pair:
    __slots__ = ("first", "second", "total")

    def __init__(self, first, second):
        self.first = first
        self.second = second
        # Long enough to be called.
        total = 0
        for n in (first, second):
            if n > 10:
                total += n - 10
            elif n > 5:
                total += n - 5
            elif n > 2:
                total += n - 2
            else:
                total += n
        self.total = total


def keep(tag, pair, n):
    return (tag, pair.first, pair.second, pair.total, n)


def work(count):
    seen = 0
    for i in range(count):
        _, a, b, c, d = keep("x", Pair(i % 17, i % 7), i)
        seen += a + 2 * b + 3 * c + d
    return seen


print(work(60000))
