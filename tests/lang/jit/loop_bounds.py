# jit: wait
# Indices that a loop counts are checked in front of it, once: what lies outside must still be noticed at its own iteration.
def walk(items, first, stop):
    total = 0
    for i in range(first, stop):
        total += items[i]
    return total


def walk_down(items, first, stop):
    total = 0
    for i in range(first, stop, -1):
        total += items[i]
    return total


def by_threes(items, stop):
    total = 0
    for i in range(0, stop, 3):
        total += items[i]
    return total


def neighbours(items):
    total = 0
    for i in range(1, len(items) - 1):
        total += items[i - 1] * 2 + items[i] - items[i + 1]
    return total


def neighbours_from_zero(items):
    total = 0
    for i in range(len(items) - 1):
        total += items[i - 1] * 2 + items[i + 1]
    return total


def counted(items, stop):
    i = total = 0
    while i < stop:
        total += items[i]
        i += 1
    return total


def counted_inclusive(items, i, stop):
    total = 0
    while i <= stop:
        total += items[i]
        i += 1
    return total


def two_counts(items, n):
    i, total = 0, 0
    while i < n:
        total += items[i]
        if total & 1:
            i += 1
        else:
            i += 2
    return total


def attempt(f, *args):
    try:
        return f(*args)
    except IndexError as e:
        return "IndexError: " + str(e)


def grows(items, stop):
    for i in range(stop):
        if items[i] == 7:
            items.append(i)
    return len(items)


def pops(items, stop):
    taken = 0
    try:
        for i in range(stop):
            taken += items[i]
            if i & 1:
                items.pop()
    except IndexError:
        return "popped", i, taken
    return taken


def index_changes(items, stop):
    total = 0
    for i in range(stop):
        total += items[i]
        i = -1
        total += items[i]
    return total


def matrix(n):
    rows = [[i * j & 15 for j in range(n)] for i in range(n)]
    total = 0
    for i in range(n):
        for j in range(n):
            total += rows[i][j] - rows[j][i] + rows[i][-1]
    rows[n // 2] = rows[n // 2][:n - 3]
    try:
        for i in range(n):
            for j in range(n):
                total += rows[i][j]
    except IndexError:
        return total, i, j


def at_the_limit():
    top = (1 << 61) - 1
    i = top - 40000
    count = 0
    while i < top:
        i += 1
        count += 1
    i += 1
    j = -top - 1 + 40000
    while j > -top - 1:
        j -= 1
    j -= 1
    return count, i, j


def sums_of_counter(n):
    items = list(range(8))
    top = (1 << 61) - 1
    out = 0
    for i in range(top - n, top):
        out ^= i + 3
        out ^= items[i & 7]
    return out


data = list(range(50000))
for f in walk, walk_down, by_threes, counted:
    if f is walk:
        print(walk(data, 0, 50000), walk(data, -3, 40000), walk(data, 5, 2), attempt(walk, data, 40000, 50001))
        print(attempt(walk, data, -50000, 10), attempt(walk, data, -50001, 10), walk([], 0, 0), attempt(walk, [], 0, 1))
    elif f is walk_down:
        print(walk_down(data, 49999, -1), walk_down(data, 49999, -4), attempt(walk_down, data, 50000, 5), walk_down(data, 3, 9))
    elif f is by_threes:
        print(by_threes(data, 50000), by_threes(data, 49999), attempt(by_threes, data, 50001), attempt(by_threes, data, 50002))
    else:
        print(counted(data, 50000), attempt(counted, data, 50001), counted(data, -1))
print(counted_inclusive(data, 0, 49999), attempt(counted_inclusive, data, 1, 50000), counted_inclusive(data, -2, 49000))
print(neighbours(data), neighbours_from_zero(data))
print(two_counts(data, 50000), attempt(two_counts, data, 50002))
print(grows([7] * 40000, 40000), pops(list(range(60000)), 60000))
print(index_changes(data, 40000))
print(matrix(220))
print(at_the_limit())
print(sums_of_counter(40000))
for _ in range(40):
    attempt(walk, data, 49990, 50001)
print(walk(data, 0, 50000), attempt(walk, data, 0, 50001))
