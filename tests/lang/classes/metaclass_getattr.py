# Attributes of classes whose metaclass has a __getattr__, which sees only what is missing; sites that have learned that notice
# what is added to class and metaclass later.
# jit: wait


class Meta(type):
    def __getattr__(cls, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return (cls.__name__, name)


class A(metaclass=Meta):
    x = 1

    def f(self):
        return "f"


class B(A):
    pass


def read(cls):
    return cls.x, cls.y, cls.f


for _ in range(2000):
    assert read(B)[:2] == (1, ("B", "y"))
B.x = 2
print(read(B)[:2], read(A)[:2])
A.y = 3
print(read(B)[:2])
del B.x
print(read(B)[:2])
Meta.x = property(lambda cls: "meta " + cls.__name__)
print(read(B)[:2], read(A)[:2])
del Meta.x
print(read(B)[:2])
Meta.x = "plain in the metaclass"
print(read(B)[:2])
del A.x
print(read(B)[:2])
del Meta.x
print(read(B)[:2])


def getattribute(cls, name):
    return "all " + name


Meta.__getattribute__ = getattribute
print(read(B))
del Meta.__getattribute__
print(read(B)[:2])
del Meta.__getattr__
try:
    read(B)
except AttributeError as e:
    print(e)
