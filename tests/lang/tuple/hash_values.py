"""Hash values of tuples and frozensets of numbers are those of CPython."""
for t in [(), (0,), (1,), (-1,), (1, 2), (2, 1), (1, 2, 3), (0, 0), (1.5, 2.5), (True, None and 1), (2**61, -2**61), (2**64, 10**30), ((1, 2), (3, 4)), (1, (2, (3, (4,)))), tuple(range(100)), (0.1, 0.2, 1e300), (1j, 2 + 3j), (float("inf"), float("-inf"))]:
    print(str(t)[:40], hash(t))
for s in [frozenset(), frozenset([1]), frozenset([1, 2, 3]), frozenset(range(50)), frozenset([(1, 2), (3, 4)]), frozenset([frozenset([1]), frozenset([2])]), frozenset([-1, -2, 0]), frozenset([0.5, 1.5])]:
    print(len(s), hash(s))
for n in [0, 1, -1, -2, 2**61 - 2, 2**61 - 1, 2**61, -2**61 + 1, -2**61, 2**62, 2**63, 10**20, -10**20, 10**100]:
    print(n, hash(n))
print([hash(c) for c in (0j, 1j, -1j, 1 + 1j, 0.5j, 1e100j, 3 - 4j)])
print(hash(range(0)), hash(range(5)) == hash(range(0, 5, 1)), hash(range(0, 10, 3)) == hash(range(0, 12, 3)), hash(range(5)) == hash((5, 0, 1)), hash(range(1)) == hash((1, 0, None)))
print(hash(slice(1, 2)), hash(slice(1, 2)) == hash(slice(1, 2, None)))
