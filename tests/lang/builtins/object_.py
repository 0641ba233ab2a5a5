"""object(): attributes and methods."""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

o = object()
class C: pass
check("""
object().__class__, type(object()) is object, object.__bases__, object.__base__, object.__mro__
object() == object(), o == o, o != o, o is o
o.__eq__(o), o.__eq__(5), o.__ne__(o), o.__lt__(o)
o.__hash__() == hash(o), o.__str__() == repr(o), o.__format__("") == str(o)
o.__sizeof__() > 0
o.__init__(), object.__init__(o)
o.__dir__()[:0]
object(1)
object(x=1)
o.x
setattr(o, "x", 1)
o.__doc__ == object.__doc__
sorted(n for n in dir(object))
object.__subclasshook__(5)
object.__new__(C).__class__.__name__
object.__init_subclass__()
o < o
o + o
o()
o[0]
hash(C()) == hash(C)
C.__eq__ is object.__eq__, C.__init__ is object.__init__
""")
