"""super().method() at one site: several classes of self, methods that change, bases that change, class methods."""


class Base:
    def who(self):
        return "Base"

    @classmethod
    def make(cls):
        return "made " + cls.__name__


class Left(Base):
    def who(self):
        return "Left " + super().who()


class Right(Base):
    def who(self):
        return "Right " + super().who()

    @classmethod
    def make(cls):
        return "Right " + super().make()


class Both(Left, Right):
    def who(self):
        return "Both " + super().who()


for _ in range(2):
    for cls in (Left, Right, Both, Left, Both):
        print(cls().who())
print(Right.make(), Both.make())

Base.who = lambda self: "changed"
print(Left().who(), Both().who())


class Other(Base):
    def who(self):
        return "Other " + super().who()


Left.__bases__ = (Other,)
print(Left().who(), Both().who())
Right.who = None
Right.who = lambda self: "new Right"
print(Both().who())
Base.who = property(lambda self: lambda: "from a property")
print(Left().who())
del Base.who
try:
    Left().who()
except AttributeError as e:
    print(e)
