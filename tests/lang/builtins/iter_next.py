"""iter() and next()"""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

class Seq:
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i
it = iter([1, 2])
check("""
list(iter("ab")), list(iter(Seq())), list(iter({"a": 1})), list(iter(range(2)))
next(it), next(it), next(it, "d"), next(it, None)
next(it)
next([])
next(5)
iter(5)
iter(None)
iter()
iter([], 5)
iter(5, 5)
list(iter(lambda l=[1, 2, 3]: l.pop(), 1))
next(iter({}), "empty")
next(iter(()), 1, 2)
type(iter([])).__name__, type(iter(())).__name__, type(iter("")).__name__, type(iter("é")).__name__, type(iter({})).__name__, type(iter(set())).__name__, type(iter(b"")).__name__
type(iter(range(1))).__name__, type(iter(Seq())).__name__, type(iter(int, 1)).__name__, type(iter(bytearray())).__name__, type(iter(memoryview(b""))).__name__
iter(Seq()).__next__()
iter(lambda: 1 / 0, 5).__next__()
[*iter([1, 2, 3])], dict(iter([(1, 2)]))
""")
