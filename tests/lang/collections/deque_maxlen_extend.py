# More items than a deque may hold.
from collections import deque

for most in (0, 1, 3, 10):
    for source in (range(7), list(range(7)), tuple(range(7)), [], list(range(most)), list(range(most + 1))):
        for start in ((), (90, 91), range(50)):
            d = deque(start, most)
            d.extend(source)
            e = deque(start, most)
            e.extendleft(source)
            print(list(d), list(e), d.maxlen)
d = deque([1, 2, 3], 3)
it = iter(d)
next(it)
d.extend([7, 8, 9, 10])
try:
    print(next(it))
except RuntimeError as error:
    print(error)
d += d
print(d, deque(d, 2), deque([1, 2, 3, 4], maxlen=2))
