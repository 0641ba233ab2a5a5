"""super() of a class whose metaclass's mro() has not answered yet finds nothing, and does no harm."""


class Meta(type):
    def mro(cls):
        print(cls.__name__, cls.__mro__)
        if cls.__mro__ is None:
            try:
                super(cls, cls).xxx
            except AttributeError as e:
                print(e)
        return type.mro(cls)


class A(metaclass=Meta):
    xxx = 1


class B(A):
    def get(self):
        return super().xxx


print(B().get(), [c.__name__ for c in B.__mro__])
