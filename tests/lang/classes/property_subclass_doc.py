"""Where the docstring of a subclass of property goes, and whose it is."""


class Sub(property):
    """doc of the class"""


class Slotted(property):
    __slots__ = ("foo",)


def plain(self): return 1


def documented(self):
    """doc of the getter"""
    return 2


def other(self):
    """doc of the other"""


for kind in property, Sub:
    print(kind(plain).__doc__, kind(documented).__doc__, kind(documented, None, None, "given").__doc__, kind(None).__doc__)
    print(kind(documented).getter(other).__doc__, kind(documented, doc="given").getter(other).__doc__)
    print(kind(documented).setter(other).__doc__, kind(plain).getter(documented).__doc__)
    p = kind(plain)
    p.__doc__ = "assigned"
    print(p.__doc__)
print(property(plain).getter(documented).__doc__)
p = Slotted(doc="dropped")
print(p.__doc__)
try:
    Slotted(documented)
except AttributeError as error:
    print(error)


class Host:
    @Sub
    def x(self):
        """doc of x"""
        return 1

    @x.setter
    def x(self, value):
        """ignored"""


print(Host.x.__doc__)
