"""_operator: itemgetter, attrgetter, methodcaller."""
from _operator import itemgetter, attrgetter, methodcaller


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

class A:
    x = 1
    class B: y = 2
    def m(self, *a, **k): return a, k
check("""
itemgetter(1)([1, 2]), itemgetter("a")({"a": 5}), itemgetter(0, 2)("abc"), itemgetter(slice(1))([1, 2]), itemgetter(-1)((1, 2))
itemgetter(5)([1])
itemgetter()
itemgetter(1)()
itemgetter(1)([1, 2], 3)
itemgetter("a")(5)
attrgetter("x")(A), attrgetter("B.y")(A), attrgetter("x", "B.y")(A()), attrgetter("__class__.__name__")(5)
attrgetter("nope")(A)
attrgetter(5)
attrgetter()
attrgetter("B.nope")(A)
methodcaller("m", 1, k=2)(A()), methodcaller("upper")("a"), methodcaller("split", ",")("a,b")
methodcaller("nope")(A())
methodcaller()
methodcaller(5)
repr(itemgetter(1, "a")), repr(attrgetter("x", "B.y")), repr(methodcaller("m", 1, k=2)), repr(methodcaller("m"))
sorted([(1, "b"), (0, "c")], key=itemgetter(1)), list(map(itemgetter(0), ["ab", "cd"])), max("abc", key=methodcaller("__len__"))
itemgetter(1).__reduce__()[1], attrgetter("a").__reduce__()[1]
""")
