# Classes that derive from typing.Generic take arguments as any other does, and plain ones take none.
from typing import Generic, TypeVar, Protocol, NamedTuple
from dataclasses import dataclass
T = TypeVar('T')
class C(Generic[T]):
    def __init__(self, a): self.a = a
print(C(1).a, C[int](2).a)
class D(C[T], Generic[T]):
    def __init__(self, a, b): super().__init__(a); self.b = b
print(D(1, 2).b, D[int](3, 4).a)
class E[T]:
    def __init__(self, a): self.a = a
print(E(5).a, E[int](6).a)
class F(list, Generic[T]): pass
print(F([1]), F[int]([2]))
@dataclass
class G(Generic[T]):
    x: T
print(G(1), G[int](2))
class N(Generic[T]):
    def __new__(cls, *a):
        return super().__new__(cls)
    def __init__(self, *a): self.a = a
print(N(1, 2).a, N[int](3).a)
class P(Protocol[T]):
    def m(self) -> T: ...
class Q(P[int]):
    def __init__(self, z): self.z = z
print(Q(7).z)
class Z(Generic[T]): pass
for f in (lambda: Z(1), lambda: Generic(), lambda: Z[int](1), lambda: object.__new__(Z, 1), lambda: Generic[T]()):
    try: print(type(f()).__name__)
    except TypeError as e: print(e)
