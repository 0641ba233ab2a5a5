# jit: wait
# min(), max() and len() of what nothing is known of: guessed, and guessed wrongly.
from fractions import Fraction


def table(a, b):
    rows = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            if a[i - 1] == b[j - 1]:
                rows[i][j] = rows[i - 1][j - 1] + 1
            else:
                rows[i][j] = max(rows[i - 1][j], rows[i][j - 1])
    return rows[-1][-1]


def extremes(rows):
    low, high, size = [], [], []
    for r in rows:
        for i in range(len(r) - 1):
            low.append(min(r[i], r[i + 1]))
            high.append(max(r[i], r[i + 1], r[0]))
            size.append(abs(r[i]))
    return low[-3:], high[-3:], size[-3:]


def lengths(v):
    n = i = 0
    while i < len(v):
        if v[i] is not None:
            n += 1
        i += 1
        if i == 3 and isinstance(v, list):
            v.append(None)
        if i > 400:
            break
    return n, len(v)


first, second = [i * 7 % 11 for i in range(90)], [i * 5 % 13 for i in range(80)]
for i in range(12):
    r = table(first, second)
print(r, table("the quick brown fox jumps", "a lazy dog jumped over it"), table((1, 2, 3), [1, 3]), table([], "x"))
nan = float("nan")
kinds = {
    "ints": [[i * 31 % 17 - 8 for i in range(40)] for j in range(20)],
    "floats": [[i * 31 % 17 - 8.5 for i in range(40)] for j in range(20)],
    "mixed": [[[3, 2.5, True, -4][(i + j) % 4] for i in range(40)] for j in range(20)],
    "long": [[(i - 20) * 2 ** 61 for i in range(40)]],
    "fractions": [[Fraction(i - 20, 3) for i in range(40)]],
    "zeros": [[0.0, -0.0, 0, nan, 1.0]],
}
for name in ("ints", "floats", "mixed", "long", "ints", "fractions", "zeros", "floats"):
    for i in range(30):
        r = extremes(kinds[name])
    print(name, r)
for bad in ([["a", "b"]], [[None, 1]]):
    try:
        extremes(bad)
    except TypeError as e:
        print(e)


class Sized:
    def __init__(self, items):
        self.items, self.asked = items, 0

    def __len__(self):
        self.asked += 1
        return len(self.items)

    def __getitem__(self, i):
        return self.items[i]


for i in range(30):
    r = lengths(list(range(300)))
print(r)
for i in range(30):
    r = lengths(tuple(range(300)))
print(r, lengths("text"), lengths([1, None, 3]))
s = Sized([1, None, 2])
for i in range(30):
    r = lengths(s)
print(r, s.asked)
try:
    lengths(5)
except TypeError as e:
    print(e)
