"""Sorting: the built-in sort with many kinds of key, and hand-written merge, quick, heap and radix sorts.

Exercises: list.sort with key, reverse and stability, tuples as keys, __lt__ of user classes, _operator getters,
bisection, recursion and list building in the hand-written sorts.
"""
import sys
try:
    from _bisect import bisect_left, insort_right
except ImportError:          # PyPy
    from bisect import bisect_left, insort_right
try:
    from _functools import cmp_to_key
except ImportError:          # PyPy
    from functools import cmp_to_key
from _operator import attrgetter, itemgetter

N = int(sys.argv[1]) if len(sys.argv) > 1 else 110000

FIRST = ["Ada", "Bob", "Cleo", "Dan", "Eve", "Fay", "Gus", "Hal"]
LAST = ["Stone", "Rivers", "Hill", "Woods", "Lake", "Field"]


class Person:
    def __init__(self, number, first, last, age, score):
        self.number = number
        self.first = first
        self.last = last
        self.age = age
        self.score = score

    def __lt__(self, other):
        return (self.last, self.first, self.number) < (other.last, other.first, other.number)


class Version:
    """Compares by parts, as in 1.10.2 > 1.9."""

    def __init__(self, text):
        self.parts = tuple(int(part) for part in text.split("."))

    def __lt__(self, other):
        return self.parts < other.parts

    def __str__(self):
        return ".".join(map(str, self.parts))


def numbers(n, seed=1):
    state = seed
    for _ in range(n):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        yield state >> 4


def people(n):
    return [Person(i, FIRST[v % 8], LAST[v // 8 % 6], 18 + v // 64 % 60, v % 1000 / 10.0)
            for i, v in enumerate(numbers(n))]


def merge_sort(items):
    if len(items) < 2:
        return items[:]
    middle = len(items) // 2
    left, right = merge_sort(items[:middle]), merge_sort(items[middle:])
    result = []
    i = j = 0
    while i < len(left) and j < len(right):
        if right[j] < left[i]:
            result.append(right[j])
            j += 1
        else:
            result.append(left[i])
            i += 1
    result.extend(left[i:])
    result.extend(right[j:])
    return result


def quick_sort(items, low=0, high=None):
    """In place; the smaller side by recursion, the larger one by the loop."""
    if high is None:
        high = len(items) - 1
    while low < high:
        pivot = items[(low + high) // 2]
        i, j = low, high
        while i <= j:
            while items[i] < pivot:
                i += 1
            while pivot < items[j]:
                j -= 1
            if i <= j:
                items[i], items[j] = items[j], items[i]
                i += 1
                j -= 1
        if j - low < high - i:
            quick_sort(items, low, j)
            low = i
        else:
            quick_sort(items, i, high)
            high = j


def heap_sort(items):
    def sift(root, size):
        item = items[root]
        while (child := 2 * root + 1) < size:
            if child + 1 < size and items[child] < items[child + 1]:
                child += 1
            if not item < items[child]:
                break
            items[root] = items[child]
            root = child
        items[root] = item

    size = len(items)
    for root in range(size // 2 - 1, -1, -1):
        sift(root, size)
    for end in range(size - 1, 0, -1):
        items[0], items[end] = items[end], items[0]
        sift(0, end)


def radix_sort(items):
    shift = 0
    while any(item >> shift for item in items):
        buckets = [[] for _ in range(256)]
        for item in items:
            buckets[item >> shift & 255].append(item)
        items = [item for bucket in buckets for item in bucket]
        shift += 8
    return items


def in_order(items):
    return all(not b < a for a, b in zip(items, items[1:]))


def compare_people(a, b):
    if a.age != b.age:
        return b.age - a.age
    return (a.first > b.first) - (a.first < b.first)


def main():
    crowd = people(N)
    by_age = sorted(crowd, key=lambda p: p.age)
    stable = all(a.number < b.number for a, b in zip(by_age, by_age[1:]) if a.age == b.age)
    print("stable" if stable else "unstable", [p.number for p in by_age[:6]])
    by_names = sorted(crowd, key=lambda p: (p.last, p.first, -p.score))
    print("by names:", [(p.last, p.first, p.score) for p in by_names[:2]])
    by_score = sorted(crowd, key=attrgetter("score", "number"), reverse=True)
    print("by score:", [(p.score, p.number) for p in by_score[:3]])
    own_order = sorted(crowd)
    print("own order:", [p.number for p in own_order[:4]], in_order(own_order))
    compared = sorted(crowd, key=cmp_to_key(compare_people))
    print("compared:", [(p.age, p.first) for p in compared[::N // 4 + 1]])
    records = [{"id": i, "group": v % 50, "weight": v / 3} for i, v in enumerate(numbers(N, 5))]
    records.sort(key=itemgetter("group", "id"), reverse=True)
    print("records:", [(r["group"], r["id"]) for r in records[:3]])
    versions = [Version(f"{v % 4}.{v // 4 % 30}.{v // 120 % 12}") for v in numbers(N // 4, 9)]
    print("versions:", *sorted(versions)[::N // 16 + 1])
    words = ["".join(chr(97 + (v >> s) % 26) for s in range(0, 20, 4)) for v in numbers(N, 3)]
    print("words:", sorted(words, key=lambda w: (len(set(w)), w[::-1]))[:3], max(words), min(words, key=str.swapcase))
    values = list(numbers(N, 17))
    expected = sorted(values)
    merged = merge_sort(values)
    quick = values[:]
    quick_sort(quick)
    heaped = values[:]
    heap_sort(heaped)
    print("all equal" if merged == quick == heaped == radix_sort(values) == expected else "not equal")
    kept = []
    for value in values[:N // 8]:
        insort_right(kept, value)
    median = expected[len(expected) // 2]
    print(f"median {median}, {bisect_left(kept, median)} of {len(kept)} below", in_order(kept))


main()
