"""A cache that throws out what was least recently used, over a doubly linked list, against two simpler policies.

Exercises: attribute stores that relink nodes, dict lookup, insertion and deletion, __slots__, dunder methods
(__getitem__, __setitem__, __contains__, __len__), a decorator class that memoises.
"""
import sys

N = int(sys.argv[1]) if len(sys.argv) > 1 else 450000


class Node:
    __slots__ = ("key", "value", "before", "after")

    def __init__(self, key=None, value=None):
        self.key = key
        self.value = value
        self.before = self
        self.after = self

    def unlink(self):
        self.before.after = self.after
        self.after.before = self.before

    def link_after(self, node):
        self.before = node
        self.after = node.after
        node.after.before = self
        node.after = self


class LRUCache:
    def __init__(self, capacity):
        self.capacity = capacity
        self.nodes = {}
        self.ring = Node()           # ring.after is the most recent entry, ring.before the oldest
        self.evicted = 0

    def __len__(self):
        return len(self.nodes)

    def __contains__(self, key):
        return key in self.nodes

    def __getitem__(self, key):
        node = self.nodes[key]
        node.unlink()
        node.link_after(self.ring)
        return node.value

    def __setitem__(self, key, value):
        node = self.nodes.get(key)
        if node is not None:
            node.value = value
            node.unlink()
        else:
            if len(self.nodes) >= self.capacity:
                oldest = self.ring.before
                oldest.unlink()
                del self.nodes[oldest.key]
                self.evicted += 1
            node = self.nodes[key] = Node(key, value)
        node.link_after(self.ring)

    def keys(self):
        node = self.ring.after
        while node is not self.ring:
            yield node.key
            node = node.after


class DictCache:
    """The same policy with the insertion order of dict: an entry that is used is taken out and put back."""

    def __init__(self, capacity):
        self.capacity = capacity
        self.entries = {}
        self.evicted = 0

    def __contains__(self, key):
        return key in self.entries

    def __getitem__(self, key):
        value = self.entries.pop(key)
        self.entries[key] = value
        return value

    def __setitem__(self, key, value):
        entries = self.entries
        if key in entries:
            del entries[key]
        elif len(entries) >= self.capacity:
            del entries[next(iter(entries))]
            self.evicted += 1
        entries[key] = value

    def keys(self):
        return reversed(list(self.entries))


class ClockCache:
    """Second chance: a hand goes round and throws out the first entry that was not used since it last passed."""

    def __init__(self, capacity):
        self.slots = [None] * capacity
        self.used = [False] * capacity
        self.where = {}
        self.hand = 0
        self.evicted = 0

    def __contains__(self, key):
        return key in self.where

    def __getitem__(self, key):
        i = self.where[key]
        self.used[i] = True
        return self.slots[i][1]

    def __setitem__(self, key, value):
        if key in self.where:
            i = self.where[key]
        else:
            while self.used[self.hand]:
                self.used[self.hand] = False
                self.hand = (self.hand + 1) % len(self.slots)
            i = self.hand
            self.hand = (self.hand + 1) % len(self.slots)
            if self.slots[i] is not None:
                del self.where[self.slots[i][0]]
                self.evicted += 1
            self.where[key] = i
        self.slots[i] = (key, value)
        self.used[i] = True


class memoised:
    """Decorator: keeps the results of a function of one argument in an LRUCache."""

    def __init__(self, capacity):
        self.cache = LRUCache(capacity)
        self.hits = self.misses = 0

    def __call__(self, function):
        def wrapper(argument):
            if argument in self.cache:
                self.hits += 1
                return self.cache[argument]
            self.misses += 1
            result = self.cache[argument] = function(argument)
            return result

        wrapper.statistics = lambda: (self.hits, self.misses)
        return wrapper


def requests(n):
    """Skewed towards small keys, with a moving window of favourites."""
    state = 12345
    for i in range(n):
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
        kind = state >> 29
        if kind < 4:
            yield (state >> 8) % 400
        elif kind < 7:
            yield 1000 + i // 500 + (state >> 10) % 150
        else:
            yield 100000 + (state >> 4) % 20000


def serve(cache, n):
    hits = 0
    check = 0
    for key in requests(n):
        if key in cache:
            hits += 1
            check = (check * 31 + cache[key]) % 1000000007
        else:
            cache[key] = key * key % 10007
    return hits, check


@memoised(64)
def steps(n):
    return 0 if n == 1 else 1 + steps(n // 2 if n % 2 == 0 else 3 * n + 1)


def main():
    results = []
    caches = [LRUCache(600), DictCache(600), ClockCache(600)]
    for cache in caches:
        hits, check = serve(cache, N)
        results.append((hits, check, cache.evicted))
        print(f"{type(cache).__name__}: {hits} hits of {N}, {cache.evicted} thrown out, check {check}")
    longest = max(range(1, N // 100 + 2), key=steps)
    print(f"longest Collatz sequence starts at {longest}; memo hits and misses {steps.statistics()}")
    same = results[0] == results[1] and list(caches[0].keys()) == list(caches[1].keys())
    print("agree" if same else "disagree")


main()
