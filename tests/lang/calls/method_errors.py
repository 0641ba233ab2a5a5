"""Messages name the qualified function: methods, nested functions, classes, lambdas, self."""


def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__ + ":", error)

class C:
    def __init__(self, x): self.x = x
    def m(self, a): return a
    @classmethod
    def cm(cls, a): return a
    @staticmethod
    def sm(a): return a
    def __call__(self, q): return q
    class Inner:
        def deep(self): pass
c = C(1)
attempt(C)
attempt(C, 1, 2)
attempt(C, y=1)
attempt(c.m)
attempt(c.m, 1, 2)
attempt(c.m, 1, b=2)
attempt(C.m)
attempt(C.m, 1)
attempt(C.cm)
attempt(C.cm, 1, 2)
attempt(C.sm)
attempt(c.sm, 1, 2)
attempt(c)
attempt(c, 1, 2)
attempt(C.Inner().deep, 1)
def outer():
    def inner(a): pass
    return inner
attempt(outer())
attempt(outer(), 1, 2)
class NoInit: pass
attempt(NoInit, 1)
attempt(NoInit, x=1)
attempt(object, 1)
attempt(object.__new__)
attempt(object.__new__, 5)
attempt(object.__init__)
attempt(NoInit.missing if hasattr(NoInit, "missing") else c.__init__)
class NewOnly:
    def __new__(cls, a): return super().__new__(cls)
print(type(NewOnly(1)).__name__)
attempt(NewOnly)
class InitOnly:
    def __init__(self, a): pass
attempt(InitOnly)
attempt(InitOnly, 1, 2)
class BothPass:
    def __new__(cls, *a): return super().__new__(cls, *a)
attempt(BothPass, 1)
class InitReturns:
    def __init__(self): return 5
attempt(InitReturns)
