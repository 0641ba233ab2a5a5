# jit: wait
# Comprehensions make room for their items at once: as much as appending would have come to.
import sys


def appended(items):
    r = []
    for x in items:
        r.append(x)
    return r


def made(items):
    return [x for x in items]


def pairs(a, b):
    return [x + y for x, y in zip(a, b)], [i * x for i, x in enumerate(a)], [[x for x in b] for y in a][-1:]


def counted(n):
    return [i for i in range(n)], [i for i in range(n, 0, -1)], [i for i in range(3, n)], [i for i in range(n) if i % 3 == 0]


def generated(n):
    return [x for x in (i * i for i in range(n))]


for i in range(1200):
    for items in ([1, 2, 3] * 4, (1.5, 2), range(11)):
        made(items)
    pairs([1, 2, 3], (4, 5))
    counted(9)
for n in (0, 1, 4, 5, 9, 33, 100, 1000):
    items = list(range(n))
    print(n, [sys.getsizeof(made(v)) == sys.getsizeof(appended(v)) for v in (items, tuple(items), range(n), dict.fromkeys(items))],
          [sys.getsizeof(r) == sys.getsizeof(appended(r)) for r in counted(n)], len(generated(n)))
print(pairs([1, 2, 3], (4, 5)), pairs([], [1]), counted(-5), counted(4))


# What is gone over changes meanwhile; what is appended fails.
def changing(items, at, change):
    return [change(items, x) if x == at else x for x in items]


def failing(items):
    return [1 // x for x in items]


for i in range(1200):
    changing([1, 2, 3], 0, None)
    failing([1, 2])
print(changing([1, 2, 3, 4, 5], 2, lambda items, x: items.clear()), changing([1, 2, 3], 2, lambda items, x: items.extend([7] * 20)))
try:
    failing([1, 2, 0, 3])
except ZeroDivisionError as e:
    print(e)
