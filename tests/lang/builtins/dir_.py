"""dir() on modules, classes, instances, with __dir__."""
class A: x = 1
class B(A):
    y = 2
    def __init__(self): self.z = 3
def own(o): return [n for n in dir(o) if not n.startswith("__")]
print(own(A), own(B), own(B()), own(A()))
class D:
    def __dir__(self): return ["b", "a", "c"]
print(dir(D()), list(D().__dir__()))
class M(type):
    def __dir__(cls): return ["meta"]
class E(metaclass=M): pass
print(dir(E))
class Bad:
    def __dir__(self): return [1, "a"]
for o in (Bad(),):
    try: dir(o)
    except TypeError as e: print(e)
import math
print("sqrt" in dir(math), [n for n in dir(3) if n in ("real", "imag", "__add__")], dir() == sorted(dir()))
def f():
    b = a = 1
    return dir()
print(f(), "append" in dir([]), "__len__" in dir(""), dir(object()) == dir(object))
class S: __slots__ = ("s1", "s2")
print(own(S()))
