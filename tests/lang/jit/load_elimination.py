# jit: wait
# What has been loaded and checked is not loaded again, and moves in front of loops: everything that can make it stale must be
# noticed.
def resized(items, n):
    total = 0
    for i in range(n):
        total += items[i % len(items)]
        if i % 1000 == 999:
            items.append(i)
    return total


def shrunk(items, n):
    seen = 0
    try:
        for i in range(n):
            seen += items[i]
            if i == n // 2:
                del items[n // 2 + 2:]
    except IndexError as e:
        return seen, str(e), len(items)
    return seen


def aliased(a, b, n):
    total = 0
    for i in range(n):
        b[0] = i
        total += a[0]
    return total


def through_another_name(rows, n):
    first = rows[0]
    for i in range(n):
        first[0] += 1
        rows[0][0] += 1
    return first[0]


def row_replaced(rows, n):
    out = 0
    for i in range(n):
        out += rows[0][1]
        rows[0] = rows[1]
        rows[1] = [i, i + 1]
    return out


class Point:
    def __init__(self, x):
        self.x = x


def slots(p, q, n):
    total = 0
    for i in range(n):
        before = p.x
        q.x = i
        total += p.x - before
    return total


class Changing:
    def __init__(self):
        self.a = 1
        self.hits = 0


def shape_changes(o, n):
    total = 0
    for i in range(n):
        total += o.a
        if i == n - 100:
            o.extra = 5
            o.a = 7
        if i == n - 50:
            del o.a
            o.a = 9
    return total


def becomes_float(items, n):
    for i in range(n):
        items[3] = items[3] + 1
        if i == n - 10:
            items[3] = 0.5
    return items[3]


def becomes_big(items, n):
    for i in range(n):
        items[0] += 1
        if i == n - 5:
            items[0] = (1 << 61) - 3
    return items[0]


LIMIT = 5


def uses_global(n):
    total = 0
    for i in range(n):
        total += LIMIT
        if i == n - 7:
            set_limit(11)
    return total


def set_limit(value):
    global LIMIT
    LIMIT = value


class Meddling:
    """Changes the list while it is being compared with."""
    def __init__(self, items):
        self.items = items
        self.calls = 0

    def __eq__(self, other):
        self.calls += 1
        if self.calls % 500 == 0:
            self.items[1] = self.calls
            self.items.append(0)
        return False

    __hash__ = None


def meddled(items, probe, n):
    total = 0
    for i in range(n):
        total += items[1] + len(items)
        if probe == i:
            total = -1
    return total


def tuples(n):
    a, b = 1, 2
    for i in range(n):
        a, b = b, a + i & 1023
        pair = (a, b)
        x, y = pair
        a = x + (y is b)
    return a, b


def stored_types(n):
    cell = [None]
    seen = []
    for i in range(n):
        cell[0] = i > 5
        if cell[0] is True:
            cell[0] = i * 0.5
        x = cell[0]
        if i % 9000 == 0:
            seen.append((x, type(x).__name__))
    return seen


print(resized(list(range(10)), 40000))
print(shrunk(list(range(60000)), 60000))
print(aliased([0], [0], 40000), end=" ")
same = [0]
print(aliased(same, same, 40000))
print(through_another_name([[0], [0]], 40000))
print(row_replaced([[0, 1], [2, 3]], 40000))
p = Point(3)
print(slots(p, Point(4), 40000), slots(p, p, 40000))
print(shape_changes(Changing(), 40000))
print(becomes_float([1, 2, 3, 4], 40000))
print(becomes_big([0], 40000))
print(uses_global(40000), LIMIT)
items = [1, 2, 3]
print(meddled(items, Meddling(items), 40000), len(items))
print(tuples(40000))
print(stored_types(40000))
