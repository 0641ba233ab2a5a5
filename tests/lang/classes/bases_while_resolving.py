"""mro() that changes __bases__ again, that leaves the class out, and lookups whose keys change the bases."""


class Meta(type):
    ready = False

    def mro(cls):
        if Meta.ready and cls.__name__ == "B1":
            B2.__bases__ = (B1,)
        if Meta.ready and cls.__name__ == "B2":
            B1.__bases__ = (B2,)
        return type.mro(cls)


class A(metaclass=Meta):
    pass


class B1(A):
    pass


class B2(A):
    pass


Meta.ready = True
try:
    B1.__bases__ += ()
except TypeError as e:
    print(e)
Meta.ready = False
print([c.__name__ for c in B1.__mro__], [c.__name__ for c in B2.__mro__])


class Without(type):
    def mro(cls):
        return (object,)


try:
    class C(metaclass=Without):
        pass
except TypeError as e:
    print(e)


class Key:
    def __hash__(self):
        return hash("name")

    def __eq__(self, other):
        X.__bases__ = (Second,)
        return False


class First:
    name = other = "first"


class Second:
    name = other = "second"


X = type("X", (First,), {Key(): 5})
print(getattr(X, "na" + "me"), X.other)

for name in ("A\udcdcB", "A\0B"):
    for make in (lambda: type(name, (), {}), lambda: setattr(First, "__name__", name), lambda: type("A", (), {"__doc__": name})):
        try:
            make()
            print("made", First.__name__ == name)
        except ValueError as e:
            print(type(e).__name__, e)


class G:
    __slots__ = ["a", "b"]


class H:
    __slots__ = ["b", "a"]


class L(H):
    __slots__ = ["e"]


class M(G):
    __slots__ = ["e"]


g = G()
g.a = 1
g.__class__ = H
print(type(g).__name__, g.a)
try:
    L().__class__ = M
except TypeError as e:
    print(e)
