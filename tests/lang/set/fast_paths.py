# Sets of ints and strs are searched without calls: sizes at which tables grow, keys of several types, __eq__ that changes the set.
import random


def order(s):
    return list(s)


# Sizes around each growth; the order of small ints does not depend on the hash seed.
for n in (0, 1, 4, 5, 6, 18, 19, 20, 76, 77, 78, 306, 307, 308, 1228, 1229):
    items = [i * 7 % 1301 for i in range(n)]
    s = set(items)
    print(n, len(s), sum(order(s)), hash(tuple(order(s))) == hash(tuple(order(set(tuple(items))))), order(s)[:4], order(s)[-3:])
    print(order(frozenset(items)) == order(frozenset(iter(items))), order(s.copy())[:5], s == frozenset(items), hash(frozenset(items)))

rng = random.Random(5)
for _ in range(40):
    a = {rng.randrange(-50, 50) for _ in range(rng.randrange(40))}
    b = {rng.randrange(-50, 50) for _ in range(rng.randrange(40))}
    for _ in range(rng.randrange(10)):
        if a:
            a.discard(rng.choice(sorted(a)))
        b.add(rng.randrange(1000))
    print(order(a | b), order(a & b), order(a - b), order(a ^ b), a <= b, a < b, a.isdisjoint(b), a == b)
    a -= b
    a |= {1, 2}
    a ^= b
    a &= set(range(-20, 20))
    print(order(a))

# Numbers of several types that are equal; -1 and -2, whose hashes are the same.
mixed = {1, 1.0, True, 2, 2.5, -1, -2, -1.0, 0, False, 0.0, 2**61 - 1, 2**61, 10**30, (1, 2), None}
print(len(mixed), 1.0 in mixed, True in mixed, -2.0 in mixed, 0j in mixed, 2**61 - 1 in mixed, 10**30 in mixed, (1, 2) in mixed)
mixed.discard(-1)
print(-1 in mixed, -2 in mixed, len(mixed))
mixed.add(-1)
print(-1 in mixed, -2 in mixed, len(mixed))


class Text(str):
    def __hash__(self):
        return hash(str(self))

    def __eq__(self, other):
        log.append((str(self), str(other)))
        return str.__eq__(self, other)


log = []
words = {"a", "b", Text("c")}
print(sorted(words), "c" in words, Text("a") in words, len(words | {"c", Text("b")}), len(log) > 0)


class Number(int):
    def __hash__(self):
        return int(self)

    def __eq__(self, other):
        if isinstance(other, (int, Number)):
            return int(self) == int(other)
        return NotImplemented


print(Number(5) in {5}, 5 in {Number(5)}, len({Number(1), 1, Number(2), 3}))


class Chameleon:
    """Equality changes the set that is searched."""

    def __init__(self, value, action):
        self.value, self.action = value, action

    def __hash__(self):
        return hash(self.value)

    def __eq__(self, other):
        self.action()
        return False


target = set(range(10))


def refill():
    target.clear()
    target.update(range(5, 400))


for operation in (
    lambda c: c in target,
    lambda c: target.add(c),
    lambda c: target.discard(c),
    lambda c: {c} & target,
    lambda c: {c} - target,
    lambda c: target | {c},
    lambda c: target.isdisjoint({c}),
    lambda c: target.issuperset({c}),
):
    target.clear()
    target.update(range(10))
    calls = []
    operation(Chameleon(3, lambda: (calls.append(1), refill() if len(calls) == 1 else None)))
    print(len(calls), len(target))


class Bad:
    def __hash__(self):
        return 3

    def __eq__(self, other):
        raise ValueError("no comparison")


for operation in (
    lambda: Bad() in {3},
    lambda: {3} & {Bad()},
    lambda: {3} - {Bad()},
    lambda: {3}.isdisjoint({Bad()}),
    lambda: {3} <= {Bad()},
    lambda: {3} == {Bad()},
    lambda: {3} | {Bad()},
):
    try:
        print(operation())
    except ValueError as error:
        print(type(error).__name__, error)

for bad in ([], {}, set()):
    for operation in (lambda: bad in set(), lambda: bad in {1}, lambda: {1}.discard(bad), lambda: {1}.add(bad), lambda: set([bad])):
        try:
            print(operation())
        except TypeError as error:
            print(error)
