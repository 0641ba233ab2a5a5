"""zip(), with strict."""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

check("""
list(zip()), list(zip("ab")), list(zip("ab", [1, 2, 3])), list(zip([], [1])), list(zip("ab", "cd", "ef"))
list(zip("ab", "cd", strict=True)), list(zip(strict=True))
list(zip("ab", "c", strict=True))
list(zip("a", "bc", strict=True))
list(zip("ab", "cd", "e", strict=True))
list(zip("a", "b", "cd", strict=True))
list(zip("", "", "c", strict=True))
zip(5)
zip([], 5)
zip("a", nope=1)
dict(zip("ab", range(2))), list(zip(*[(1, 2), (3, 4)])), [*zip(range(2), iter("xy"))]
next(zip("a")), next(zip(""), "empty"), type(zip()).__name__
list(zip([1, 2], strict=False))
zip("a", strict=1).__reduce__()[2]
""")
it = iter([1, 2, 3, 4, 5])
print(list(zip(it, it)), next(it, "all taken"))
a, b = iter([1, 2, 3]), iter([1])
print(list(zip(a, b)), list(a))
class E:
    def __iter__(self): return self
    def __next__(self): raise ValueError("in next")
try: list(zip([1], E()))
except ValueError as e: print(e)
