# Tuples as keys and members: equality of their items, in their order, with what that runs.
nan = float("nan")
print((nan,) == (nan,), nan in (nan,), (nan,) in [(nan,)], {(nan, 1): 2}[(nan, 1)])
print((1, 2) == (1.0, 2), (1,) == (True,), (0,) == (False,), (1, 2) == (1, 2, 3), () == (), ((1,), 2) == ((1,), 2))
print((1 << 70,) == (1 << 70,), ("a", b"a") == ("a", b"a"), ("a",) == (b"a",), (None,) == (0,), (1, "1") == ("1", 1))

d = {(i & 7, str(i & 3)): i for i in range(40)}
print(len(d), d[(3, "3")], d[(3.0, "3")], (3, "2") in d, (8, "0") in d, d.get((1 << 62, "0")))
print((1, 2) in {(1, 2), (3, 4)}, (1, 2, 3) in {(1, 2)}, (True, 2.0) in {(1, 2)}, (1, 2) not in {(1, 2)}, (1,) not in {})


class Item:
    def __init__(self, name, equal=True):
        self.name = name
        self.equal = equal

    def __hash__(self):
        return 1

    def __eq__(self, other):
        print("  eq", self.name, getattr(other, "name", other))
        if isinstance(self.equal, type):
            raise self.equal(self.name)
        return self.equal


a, b, c = Item("a"), Item("b"), Item("c", 0)
for left, right in (((a, 1), (b, 1)), ((a, c), (a, b)), ((a,), (b, c)), ((c, a), (b, a)), ((a, 1), (b, 2)), ((1, a), (2, b))):
    print(left == right, left != right, [left].index(right) if left == right else None)
    print({left: 1}.get(right), right in {left}, right in [left])
for error in (ValueError, KeyError, StopIteration):
    bad = Item("bad", error)
    for attempt in (
        lambda: {(bad, 1): 1}[(a, 1)],
        lambda: (a, 1) in {(bad, 1)},
        lambda: (a, 1) not in {(bad, 1): 1},
        lambda: [(bad, 1)].index((a, 1)),
    ):
        try:
            print(attempt())
        except Exception as e:
            print(type(e).__name__, e)


class Sub(tuple):
    def __eq__(self, other):
        print("  sub")
        return False

    __hash__ = tuple.__hash__


print((1, 2) == Sub((1, 2)), Sub((1, 2)) == (1, 2), (1, 2) in {Sub((1, 2))}, ((1, 2),) == (Sub((1, 2)),))

deep = shallow = ()
for _ in range(100000):
    deep, shallow = (deep,), (shallow,)
for attempt in (lambda: deep == shallow, lambda: deep in [shallow]):
    try:
        print(attempt())
    except RecursionError as e:
        print(e)
while deep:
    deep = deep[0]
while shallow:
    shallow = shallow[0]

for container in ({1, 2}, {1: 2}, frozenset({1}), {frozenset({1})}):
    for item in (1, 3, "1", 1.0, [], {1}, frozenset({1})):
        try:
            print(item in container, item not in container, end=" ")
        except TypeError as e:
            print(e, end=" ")
    print()


# Native functions whose parameters are left to their defaults.
table = {1: "one"}
print(table.get(1), table.get(2), table.get(2, 3), table.pop(1), table.pop(1, None), " a b ".split(), " a ".strip(), "a,b".split(","))
print(sorted("ba"), int("12"), round(2.5), sum([1, 2]), "abc".find("c"), [3, 4].pop(), [3, 4].pop(0), "x".center(3), list(enumerate("a")))
for _ in range(3):
    for attempt in (lambda: table.get(), lambda: table.get(1, 2, 3), lambda: table.pop(7), lambda: [].pop(), lambda: table.get([])):
        try:
            print(attempt())
        except (TypeError, KeyError, IndexError) as e:
            print(type(e).__name__, e)
