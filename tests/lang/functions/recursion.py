"""Recursion: mutual, through containers, default arguments, the recursion limit and what is left after it."""
import sys
def even(n): return n == 0 or odd(n - 1)
def odd(n): return n != 0 and even(n - 1)
print(even(500), odd(500))
def depth(n=0):
    try:
        return depth(n + 1)
    except RecursionError:
        return n
first, second = depth(), depth()
print(first == second, 900 < first < 1000)
def forever(): return forever()
for _ in range(3):
    try:
        forever()
    except RecursionError as error:
        print(error)
class A:
    def __getattr__(self, name): return getattr(self, name + "x")
class B:
    def __add__(self, o): return self + o
class C:
    def __repr__(self): return repr(self)
class D:
    def __eq__(self, o): return self == o
class E:
    def __call__(self): return self()
class F:
    def __getitem__(self, i): return self[i]
class G:
    def __iter__(self): return iter(self)
class H:
    def __hash__(self): return hash(self)
class I:
    def __bool__(self): return bool(self)
class J:
    @property
    def p(self): return self.p
class K:
    def __len__(self): return len(self)
class L:
    def __init__(self): L()
class M:
    def __new__(cls): return cls()
class N:
    def __setattr__(self, n, v): self.x = v
class O:
    def __contains__(self, x): return x in self
class P:
    def __enter__(self):
        with self: pass
    def __exit__(self, *a): pass
class Q:
    def __getattribute__(self, n): return self.x
def gen(n):
    yield from gen(n + 1)
def comp(x): return [comp(y) for y in [x]]
async def co(): await co()
for action in (lambda: A().x, lambda: B() + 1, lambda: repr(C()), lambda: D() == 1, lambda: E()(), lambda: F()[0], lambda: list(G()), lambda: hash(H()), lambda: bool(I()), lambda: J().p, lambda: len(K()), L, M, lambda: setattr(N(), "a", 1), lambda: 1 in O(), lambda: P().__enter__(), lambda: Q().x, lambda: next(gen(0)), lambda: comp(1), lambda: co().send(None), lambda: sorted([1, 2], key=lambda x: forever()), lambda: list(map(forever_with, [1]))):
    try:
        action()
        print("finished")
    except RecursionError as error:
        print("RecursionError")
    except NameError as error:
        print(error)
print(depth() == first)
