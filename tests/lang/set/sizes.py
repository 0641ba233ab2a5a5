# Set algebra around the sizes at which tables grow and words of places end, with deleted places in them; order included where
# hashes (of ints) decide it.
def check(name, got, wanted):
    if got != wanted or len(got) != len(wanted):
        print("wrong:", name, got, wanted)


for n in (0, 1, 4, 5, 8, 18, 19, 31, 32, 33, 37, 38, 63, 64, 65, 76, 77, 127, 128, 153, 154, 306, 307, 613, 614, 1300):
    for step in (1, 2, 3, 64):
        a = set(range(0, n * step, step))
        b = set(range(0, n * 2, 2)) | {-2, -7}
        for dropped in (False, True):
            if dropped:
                for i in range(0, n, 3):
                    a.discard(i * step)
                    b.discard(i)
            x, y = sorted(a), sorted(b)
            check("and", sorted(a & b), [i for i in x if i in y])
            check("or", sorted(a | b), sorted(x + [i for i in y if i not in x]))
            check("sub", sorted(a - b), [i for i in x if i not in y])
            check("xor", sorted(a ^ b), sorted([i for i in x if i not in y] + [i for i in y if i not in x]))
            check("list", sorted(list(a)), x)
            check("copy", sorted(a.copy()), x)
            if a.isdisjoint(b) != (not a & b) or (a <= b) != all(i in y for i in x) or (a & b) <= a is False:
                print("wrong: relations", n, step, dropped)
            if hash(frozenset(a)) != hash(frozenset(x)):
                print("wrong: hash", n, step)
            words = {str(i) for i in a}
            check("words", sorted(words & {str(i) for i in b}), sorted(str(i) for i in a & b))
            check("frozen", sorted(frozenset(a) & b), sorted(a & b))
print(list({i * 7 % 101 for i in range(40)} & set(range(60))))
print(list(set(range(100, 0, -1)) - set(range(5, 90))))
print(list(set(range(20)) ^ set(range(10, 40))), list(set("a") | set(range(70, 60, -1)) - {65}))
s = set(range(30))
popped = [s.pop() for _ in range(12)]
s |= {100, 200, 300}
print(popped, list(s), s.__sizeof__() > 0)

print({1} & frozenset({1.0}), frozenset({1.0}) & {1}, {True} | {1}, {2 ** 70, 5} & {2 ** 70}, {(1, 2), "a"} & {(1, 2), "b"})


class Sub(set):
    def __and__(self, other):
        return "and of Sub"

    def __rand__(self, other):
        return "rand of Sub"


print(Sub({1}) & {1}, {1} & Sub({1}), type(Sub({1}) | {2}).__name__, type({2} | Sub({1})).__name__)
try:
    {1} & [1]
except TypeError as error:
    print(error)
try:
    {1} + {2}
except TypeError as error:
    print(error)
s = {1}
s &= {1, 2}
s -= {2}
s ^= {3}
s |= frozenset({4})
print(s)
