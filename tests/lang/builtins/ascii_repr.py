"""ascii() and repr() of nested containers and objects."""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

class R:
    def __repr__(self): return "R<é>"
check("""
ascii("é日🐍\\n")
ascii(R())
ascii([R(), "é"])
ascii({"é": ("ü",)})
repr({"a": [1, (2,), {3}], None: ..., True: 1.5})
repr((1,)), repr(()), repr([]), repr({}), repr(set()), repr(frozenset())
repr(frozenset([1])), repr({1: {2: {}}})
repr(range(3)), repr(range(1, 5, 2)), repr(slice(1, None, 2))
repr(b"a'b"), repr(bytearray(b"x")), repr(1j), repr(-0.0)
repr(int), repr(len), repr(None), repr(NotImplemented), repr(...)
repr(type(None)), repr([].append)[:40].split(" at")[0]
repr(str.upper), repr(int.__add__), repr("".join)[:30].split(" at")[0]
repr(dict.fromkeys)[:34].split(" at")[0]
repr(type.mro), repr(int.real), repr(int.__dict__["real"])[:20]
repr(object().__str__)[:20]
repr(Exception("x", 1)), repr(KeyError())
repr(print), repr(abs)
repr({}.keys()), repr({1: 2}.items()), repr({1: 2}.values())
repr(memoryview(b""))[:10]
repr(type("X", (), {})), repr(R)
ascii()
repr()
""")
