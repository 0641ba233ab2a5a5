"""__new__ and __init__: arguments, returning other types, singletons, super chains."""
class A:
    def __new__(cls, *args, **kw):
        print("new", cls.__name__, args, kw)
        return super().__new__(cls)
    def __init__(self, *args, **kw): print("init", args, kw)
A(1, k=2)
class B(A):
    def __new__(cls, x): return 5 if x == "int" else "text" if x == "str" else A.__new__(cls, x)
print(B("int"), B("str"), type(B("b")).__name__)
class S:
    instance = None
    def __new__(cls):
        if cls.instance is None: cls.instance = super().__new__(cls)
        return cls.instance
print(S() is S())
class C:
    def __new__(cls): return object.__new__(D)
    def __init__(self): print("C.init not for D")
class D:
    def __init__(self): print("D.init never automatic")
print(type(C()).__name__)
class E(C):
    def __new__(cls): return object.__new__(E)
    def __init__(self): print("E.init")
E()
class P(tuple):
    def __new__(cls, a, b): return super().__new__(cls, (b, a))
    def __init__(self, a, b): self.first = a
print(P(1, 2), P(1, 2).first)
class N:
    def __init__(self): return None
class Bad:
    def __init__(self): return 1
class NotCls:
    __new__ = 5
class Meth:
    def __new__(cls): return cls
for action in ("N()", "Bad()", "NotCls()", "Meth()", "object.__new__(int)", "int.__new__(str)", "int.__new__(bool, 5)", "object.__new__(N, 1)", "N(1)", "tuple.__new__(P, (1, 2))", "str.__new__(int)", "dict.__new__(5)", "object.__new__()", "super().__new__(N)", "type.__new__(type, 'X', (), {})", "list.__new__(list, 1, 2, 3)", "object.__init__(N(), 1)"):
    try:
        print(action, repr(eval(action))[:30].split(" object")[0])
    except Exception as error:
        print(action, "|", type(error).__name__, error)
