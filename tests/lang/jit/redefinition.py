# Functions, methods, classes, builtins and globals redefined while hot code uses them.
import builtins

limit = 10


def step(x):
    return x + 1


def run(n):
    x = 0
    for i in range(n):
        x = step(x)
        if x > limit:
            x = 0
        if i == n // 2:
            change()
    return x


def change():
    global step, limit
    old = step
    step = lambda x: old(x) + 1
    limit += 5


for _ in range(5):
    print(run(3000), limit)


class Base:
    kind = "base"

    def name(self):
        return "Base.name"


class Derived(Base):
    pass


def names(o, n):
    seen = {}
    for i in range(n):
        key = o.name() + " " + o.kind
        seen[key] = seen.get(key, 0) + 1
        if i == 1000:
            Derived.name = lambda self: "patched"
        if i == 2000:
            Base.kind = "changed"
        if i == 2500:
            o.kind = "own"
        if i == 2700:
            o.name = lambda: "instance"
    return seen


print(names(Derived(), 3000))


def length(n):
    c = 0
    for i in range(n):
        c += len("abc")
        if i == 1500:
            builtins.len, saved = (lambda x: 100), builtins.len
        if i == 1600:
            builtins.len = saved
    return c


print(length(2000))


class A:
    def f(self):
        return 1


class B:
    def f(self):
        return 2


def reclass(n):
    o, s = A(), 0
    for i in range(n):
        s += o.f()
        if i % 500 == 499:
            o.__class__ = B if type(o) is A else A
    return s


print(reclass(4000))


def g(a, b=2):
    return a * b


def defaults(n):
    s = 0
    for i in range(n):
        s += g(i)
        if i == 1000:
            g.__defaults__ = (3,)
        if i == 1500:
            g.__code__ = (lambda a, b: a - b).__code__
    return s


print(defaults(2000))
