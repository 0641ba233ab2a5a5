"""setattr(), delattr(), hasattr()"""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

class C: pass
c = C()
check("""
setattr(c, "a", 1)
c.a
setattr(c, "not an identifier!", 2)
sorted(vars(c))
hasattr(c, "a"), hasattr(c, "b"), hasattr(5, "real")
delattr(c, "a")
hasattr(c, "a")
delattr(c, "a")
setattr(c, 5, 1)
setattr(c, b"x", 1)
hasattr(c, None)
delattr(c, 5)
setattr(c, "x")
setattr(5, "x", 1)
setattr(int, "x", 1)
setattr([], "append", 1)
setattr(object(), "x", 1)
delattr(5, "real")
delattr([], "nope")
setattr(C, "cls", 3), c.cls
delattr(C, "cls"), hasattr(c, "cls")
setattr(c, "__class__", int)
setattr(len, "x", 1)
setattr((lambda: 0), "x", 1)
""")
