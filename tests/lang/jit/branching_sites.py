# Sites that have met more shapes than they can guess at: attributes and methods are looked at in line for some shapes and by the
# general operation for the rest. Classes, instances and functions change while they are hot.
# jit: wait
import sys

engine = getattr(sys, "_typhon", None)
compiling = getattr(engine, "jit_counters", None) is not None and sys._xoptions.get("jit") is None


def settle():
    if compiling:
        engine.jit_await()


class Base:
    kind = "base"

    def __init__(self, i):
        self.value = i

    def name(self, x=1):
        return ("base", x)

    def bump(self):
        self.value += 1
        return self.value


def make(i):
    def name(self, x=2):
        return (i, x, self.value)

    body = {"name": name, "kind": i} if i % 3 else {"kind": str(i)}
    cls = type(f"C{i}", (Base,), body)
    if i % 4 == 3:
        cls.__init__ = lambda self, v: (setattr(self, "extra", v), Base.__init__(self, v))[1] and None
    return cls


classes = [make(i) for i in range(9)]


class Slotted:
    __slots__ = ("value", "name")
    kind = "slotted"

    def __init__(self, i):
        self.value = i
        self.name = lambda x=3: ("instance", x)

    def bump(self):
        self.value -= 1
        return self.value


class Computed:
    kind = property(lambda self: "computed")

    @property
    def value(self):
        return 5

    @value.setter
    def value(self, v):
        if v > 100:
            raise ValueError("too large")

    def name(self, x=4):
        return ("computed", x)

    def bump(self):
        self.value += 1
        return self.value


class Hooked:
    def __getattr__(self, attribute):
        if attribute == "bump":
            return lambda: 7
        if attribute == "name":
            return lambda x=5: ("hooked", x)
        if attribute == "gone":
            raise AttributeError(attribute)
        return attribute


def read(o):
    return o.value


def kind(o):
    return o.kind


def write(o, v):
    o.value = v


def call(o):
    return o.name()


def call_with(o, xs):
    return o.name(x := [v for v in xs if v][0]) if xs else o.name(0)


def bump(o):
    return o.bump()


def hot(objects, n):
    seen = {}
    for i in range(n):
        o = objects[i % len(objects)]
        try:
            write(o, i)
            key = (str(read(o)) if i < 20 else "", str(kind(o)), str(call(o)[:2]), str(call_with(o, [0, 3])[:2]), bump(o) - i)
        except (AttributeError, TypeError, ValueError) as e:
            key = type(e).__name__, str(e).replace("'Slotted'", "'S'")
        seen[key] = seen.get(key, 0) + 1
    settle()
    return len(seen), sorted(seen.items(), key=str)[:12], sum(seen.values())


few = [classes[0](1), classes[1](2)]
many = [c(i) for i, c in enumerate(classes)]
others = [Slotted(1), Computed(), Hooked()]
for objects in (few, many[:4], many, many + others, others + few, [Slotted(2)], few, many + others):
    print(hot(objects, 6000))

# The class, the instances and the functions change.
classes[1].name = lambda self, x=9: ("changed", x)
print(hot(many, 3000))
many[0].name = lambda x=8: ("own", x)
print(hot(many, 3000))
many[2].name = classes[2].name  # wants a receiver it does not get
print(hot(many, 3000)[:2])
del many[2].name
classes[4].value = property(lambda self: 40, lambda self, v: None)
print(hot(many, 3000))
del classes[4].value
many[5].__class__ = classes[7]
print(hot(many, 3000))
Base.name.__defaults__ = (77,)
Base.name.__code__ = (lambda self, x=1: ("code", x)).__code__
print(hot(many + others, 3000))
Base.__getattribute__ = lambda self, attribute: object.__getattribute__(self, attribute)
print(hot(many, 3000)[0])
del Base.__getattribute__
print(hot([1, "x", None, 2.5, many[1]], 2000))


# super() in a diamond, with classes that come and change.
class Root:
    def step(self, v):
        return v


class Left(Root):
    def step(self, v):
        return super().step(v) * 2


class Right(Root):
    def step(self, v):
        return super().step(v) + 1


class LeftRight(Left, Right):
    pass


class RightLeft(Right, Left):
    def step(self, v):
        return -super().step(v)


def steps(objects, n):
    total = 0
    for i in range(n):
        total += objects[i % len(objects)].step(i & 15)
    settle()
    return total


print(steps([LeftRight()], 8000), steps([LeftRight(), RightLeft()], 8000), steps([Left(), Right(), LeftRight(), RightLeft()], 8000))
Root.step = lambda self, v: v + 100
print(steps([LeftRight(), RightLeft()], 8000))


class Between(Right):
    def step(self, v):
        return super().step(v) - 1000


class Late(Left, Between):
    pass


print(steps([Late(), LeftRight(), RightLeft(), Left(), Right()], 8000))
shifting = LeftRight()
print(steps([shifting, RightLeft()], 4000))
shifting.__class__ = Late
print(steps([shifting, RightLeft()], 4000))


def types(values, n):
    names = set()
    for i in range(n):
        names.add(type(values[i % len(values)]).__name__)
        if type(values[0]) is int and type(i) is not int:
            return "wrong"
    settle()
    return sorted(names)


print(types([1, 2, 3], 6000), types([1, 2.5, None, True, "s", Late, Late(), types, len, 1 << 70, 1e300], 6000))
