"""Errors of constructing containers from bad iterables keep their messages."""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

class It:
    def __init__(self, *a): self.a = a
    def __iter__(self): return iter(self.a)
class Hint(It):
    def __length_hint__(self): return self.hint
    def __init__(self, hint, *a): self.hint = hint; super().__init__(*a)
class Err:
    def __iter__(self): raise KeyError("iter")
check("""
dict([1])
dict(["ab", "c"])
dict([(1, 2, 3)])
dict([None])
dict(It((1, 2), [3, 4]))
dict(It((1,)))
dict({}.items())
dict(5)
list(Hint(5, 1, 2)), list(Hint(-0, 1))
list(Hint(-1, 1))
list(Hint("x", 1))
list(Hint(NotImplemented, 1))
list(Hint(2 ** 62, 1)) if False else 0
tuple(Err())
set(Err())
list(Err())
frozenset([[]])
set([{}])
tuple(It(*"ab")), set(It(1, 1)), frozenset(It(2))
bytes(It(1, 2)), bytearray(It(3))
list(5)
tuple(None)
set(1.5)
frozenset(5)
bytes(It("a"))
[*Err()]
{*Err()}
{**Err()}
dict(**Err())
""")
