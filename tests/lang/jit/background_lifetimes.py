# What is being compiled dies or is redefined meanwhile.
import gc
import weakref

from _work import compiling, engine, heat, make


def dying(count):
    """Hot functions that go at once, and classes that they know, which do not wait for the compiler."""
    alive = []
    for i in range(count):
        space = {}
        exec("class C:\n    def __init__(self, v): self.v = v\n    def get(self): return self.v\n"
             "def total(n):\n    s = 0\n    o = C(1)\n    for i in range(n): s += o.get() + C(2).v\n    return s\n", space)
        assert space["total"](40000) == 120000
        alive.append(weakref.ref(space["C"]))
        alive.append(weakref.ref(space["total"]))
        del space
        gc.collect()
    return sum(ref() is not None for ref in alive)


print("alive", dying(6))
functions = [make(i) for i in range(4)]
for f in functions:
    heat(f)
del functions, f
gc.collect()


def step(x):
    return x + 1


def run(n):
    x = 0
    for i in range(n):
        x = step(x)
    return x


# Replaced while run() and step() are on their way.
print(run(45000))
step = lambda x: x + 2
print(run(1000))
step.__code__ = (lambda x: x + 3).__code__
print(run(1000))
old, run.__code__ = run.__code__, (lambda n: -n).__code__
print(run(1000))
run.__code__ = old
print(run(45000))


class Base:
    def value(self):
        return 1


class Derived(Base):
    pass


def values(o, n):
    s = 0
    for i in range(n):
        s += o.value()
    return s


o = Derived()
print(values(o, 45000))
Derived.value = lambda self: 10
print(values(o, 100))
del Derived.value
Base.value = lambda self: 100
print(values(o, 100))
o.value = lambda: 1000
print(values(o, 45000))
if compiling:
    engine.jit_await()
print(values(o, 100), run(1000))
