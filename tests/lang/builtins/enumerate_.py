"""enumerate()"""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

check("""
list(enumerate("ab")), list(enumerate([], 5)), list(enumerate("ab", start=10))
list(enumerate("ab", -1)), list(enumerate("a", 2 ** 62)), list(enumerate("ab", 2 ** 63 - 1))
next(enumerate("x"))
enumerate(5)
enumerate()
enumerate("a", 1.5)
enumerate("a", 1, 2)
enumerate(iterable="ab", start=3).__next__()
enumerate(start=1)
type(enumerate("a")).__name__
iter(e) is e
next(e), next(e), next(e, "done")
e.__reduce__()[0].__name__
enumerate[int]
""".replace("iter(e)", "(e := enumerate('ab')) and iter(e)"))
for i, (a, b) in enumerate([(1, 2), (3, 4)], 1): print(i, a, b)
l = [1, 2, 3]
for i, x in enumerate(l):
    if i < 3: l.append(x * 10)
print(l)
class E(enumerate): pass
print(list(E("ab")), type(E("a")).__name__)
