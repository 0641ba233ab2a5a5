"""Sets: construction, algebra, comparison, repr, membership."""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

a, b = {1, 2, 3}, {2, 3, 4}
check("""
set()
{1}
set([1, 1, 1])
set("a")
set(5)
set(1, 2)
{*a, *b}
{1, 1.0, True}
a | b
a & b
a - b
a ^ b
a | [1]
a & "a"
a.union([5], (6,), {7})
a.union()
a.intersection([1, 2], [2, 9])
a.difference([1], [2])
a.symmetric_difference([3, 4])
a.symmetric_difference([3], [4])
a.union(5)
a == {3, 2, 1}
a == frozenset(a)
a == [1, 2, 3]
a != b
a < {1, 2, 3, 4}
a <= a
a < a
a > {1}
a >= b
a < [1]
a.issubset([1, 2, 3, 4])
a.issuperset([1])
a.isdisjoint([7])
a.isdisjoint(b)
2 in a
[] in a
set() in {frozenset()}
{1} in [{1}]
len(a)
bool(set())
hash(a)
hash(frozenset(a)) == hash(frozenset([3, 2, 1]))
sorted(a)
frozenset()
frozenset([1])
frozenset(frozenset([1])) == {1}
{[]}
{{}}
{1, [2]}
type(a | frozenset(b))
type(frozenset(a) | b)
a[0]
a + b
{frozenset([1]): 2}[frozenset([1])]
frozenset("a").add(1)
a.foo
""")
