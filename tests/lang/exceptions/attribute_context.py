# AttributeError raised by __getattr__ without a name is told it; and the last of several classes whose slots differ.
class A:
    def __getattr__(self, name):
        raise AttributeError("custom")
class B(A):
    def __getattr__(self, name):
        raise AttributeError("named", name="given")
for make in (A, B):
    for i in range(3):
        try:
            make().missing
        except AttributeError as e:
            print(e, e.name, type(e.obj).__name__)
    try:
        getattr(make(), "other")
    except AttributeError as e:
        print(e, e.name, type(e.obj).__name__)

class I(int):
    __eq__ = str.__eq__
    __add__ = str.__add__
    __mul__ = str.__mul__
for f in (lambda a: a == a, lambda a: a + a, lambda a: a * a, lambda a: a + 3, lambda a: 3 * a):
    try:
        print(f(I()))
    except TypeError as e:
        print(e)

class Key:
    def __hash__(self):
        return hash("attribute")
    def __eq__(self, other):
        X.__bases__ = (Second,)
class First:
    attribute = other = "first"
class Second:
    attribute = other = "second"
X = type("X", (First,), {Key(): 5})
print(X.attribute, X.other)
