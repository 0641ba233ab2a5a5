"""_abc: abstract methods, registration, subclass hooks."""
import _abc
class ABCMeta(type):
    def __new__(m, n, b, d, **k):
        cls = super().__new__(m, n, b, d, **k)
        _abc._abc_init(cls)
        return cls
    def register(cls, sub): return _abc._abc_register(cls, sub)
    def __instancecheck__(cls, o): return _abc._abc_instancecheck(cls, o)
    def __subclasscheck__(cls, s): return _abc._abc_subclasscheck(cls, s)
def abstract(f): f.__isabstractmethod__ = True; return f
class A(metaclass=ABCMeta):
    @abstract
    def m(self): pass
    @property
    @abstract
    def p(self): pass
class B(A):
    def m(self): return "B.m"
class C(B): p = 5
print(sorted(A.__abstractmethods__), sorted(B.__abstractmethods__), C.__abstractmethods__, C().m(), C().p)
for k in (A, B):
    try: k()
    except TypeError as e: print(e)
class V: pass
print(A.register(V), isinstance(V(), A), issubclass(V, A), isinstance(5, A), issubclass(int, A), issubclass(C, A), isinstance(C(), A))
class Hook(metaclass=ABCMeta):
    @classmethod
    def __subclasshook__(cls, s): return hasattr(s, "quack") or NotImplemented
class Duck: quack = 1
print(issubclass(Duck, Hook), isinstance(Duck(), Hook), issubclass(int, Hook))
class Sub(V): pass
print(isinstance(Sub(), A), _abc.get_cache_token() >= 0)
for a in (lambda: A.register(5), lambda: V.register if hasattr(V, "register") else C.register(A), lambda: issubclass(5, A), lambda: Hook.__abstractmethods__):
    try: print(a())
    except (TypeError, RuntimeError) as e: print(type(e).__name__, e)
print(type(A.__dict__.get("_abc_impl")).__name__, _abc._reset_registry(A), _abc._reset_caches(A), isinstance(V(), A))
B.__abstractmethods__ = frozenset(); print(type(B()).__name__)
