"""PEP 695: generic classes."""
class C[T, *Ts, **P]:
    attr: T
    def m[U: int](self, a: T, b: U) -> U: return T, U
print(C.__type_params__, C.m.__type_params__, [type(p).__name__ for p in C.__type_params__], C().m(1, 2))
T, Ts, P = C.__type_params__
print(T.__name__, Ts.__name__, P.__name__, repr(T), repr(Ts), repr(P))
class Base: pass
class G[T](Base):
    x = T
    def meth(self): return T
    class Inner[U]: y = (T, U)
print(G.x, G().meth() is G.x, G.Inner.y[0] is G.x, [b.__name__ for b in G.__bases__], G[int].__origin__ is G, type(G[int]()).__name__)
