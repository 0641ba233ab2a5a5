# Getters, descriptors and __getattr__ that are exchanged under sites in compiled code which know them.


class Field:
    def __get__(self, instance, owner=None):
        return "get"

    def __set__(self, instance, value):
        instance.log.append(value)


class D:
    field = Field()

    def __init__(self):
        self.log = []

    @property
    def size(self):
        return 1


class Hooked:
    def __getattr__(self, name):
        return name


def look(o, hooked):
    return o.field, o.size, hooked.missing


o, hooked = D(), Hooked()
for i in range(40):
    seen = look(o, hooked)
print(seen)
for i in range(40):
    seen = look(o, hooked)
print(seen)
Field.__get__ = lambda self, instance, owner: "another get"
for i in range(3):
    print(look(o, hooked))
D.field = 5
D.size = property(lambda self: 2)
for i in range(3):
    print(look(o, hooked))
D.size = 3
Hooked.__getattr__ = lambda self, name: name.upper()
for i in range(3):
    print(look(o, hooked))
Hooked.missing = "in the class"
del D.field
D.field = property(lambda self: len(self.log))
for i in range(3):
    print(look(o, hooked))
