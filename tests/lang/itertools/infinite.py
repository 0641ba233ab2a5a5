"""itertools: count, cycle, repeat."""
from itertools import count, cycle, repeat, islice


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

def take(it, n=5): return list(islice(it, n))
check("""
take(count()), take(count(5)), take(count(1, 2)), take(count(2.5, 0.5)), take(count(10, -3)), take(count(2 ** 62 - 1, 1), 3), take(count(1, 0), 2)
count("a")
count(1, "b")
repr(count()), repr(count(5, 2)), repr(count(1.5))
next(count(start=3, step=4))
take(cycle("ab")), take(cycle([]), 1), take(cycle([1]))
cycle(5)
cycle()
list(repeat(1, 3)), list(repeat("x", 0)), list(repeat("x", -1)), take(repeat(2)), repr(repeat(1)), repr(repeat(1, 3))
repeat(1, 5).__length_hint__()
repeat(1).__length_hint__()
repeat()
repeat(1, "a")
list(repeat(object=1, times=2)), list(map(pow, range(4), repeat(2)))
list(zip(count(1), "abc")), sum(islice(count(), 100))
""")
