# Attributes, descriptors and classes that change under hot code.
class P:
    kind = "class"

    def __init__(self, v):
        self.v = v

    def get(self):
        return self.v


class Q(P):
    pass


def read(o, n, change=None, at=1500):
    log = {}
    for i in range(n):
        key = o.v, o.kind, o.get()
        log[key] = log.get(key, 0) + 1
        if i == at and change:
            change(o)
    return log


print(read(P(1), 3000))


def data_descriptor(o):
    type(o).v = property(lambda self: "property", lambda self, v: None)


def remove(name):
    def change(o):
        delattr(type(o), name)
    return change


q = Q(2)
print(read(q, 3000, data_descriptor))
print(read(q, 3000, remove("v")))
print(read(q, 3000, lambda o: o.__dict__.update(v="dict", kind="own")))
print(read(q, 3000, lambda o: setattr(o, "__dict__", {"v": "new dict"})))
print(read(q, 3000, lambda o: setattr(Q, "get", lambda self: "patched")))
print(read(q, 3000, lambda o: setattr(P, "kind", "other")))
print(read(q, 3000, lambda o: setattr(Q, "__getattribute__", lambda self, name: name if name != "get" else lambda: "got")))
print(read(q, 3000, remove("__getattribute__")))


class Lazy:
    def __getattr__(self, name):
        if name == "kind":
            self.kind = "now there"
        return f"missing {name}" if name != "get" else lambda: "got"


print(read(Lazy(), 3000))


def other_class(o):
    o.__class__ = Slow


class Slow:
    kind = "slow"

    def __init__(self):
        self.v = 3

    def get(self):
        return [self.v]

    def __len__(self):
        return 5


class Fast(Slow):
    kind = "fast"


def reclass(n):
    o, out = Fast(), []
    for i in range(n):
        k = o.kind
        if i % 700 == 0:
            out.append((k, type(o).__name__, len(o)))
            o.__class__ = Slow if type(o) is Fast else Fast
    return out


print(reclass(5000))


def store(objects, n):
    for i in range(n):
        for o in objects:
            o.v = i
            if i == 1200:
                o.w = i
            if i == 1800 and hasattr(o, "w"):
                del o.w
    return [sorted(o.__dict__.items()) for o in objects]


print(store([P(1), Slow(), Fast()], 2500))


class Slotted:
    __slots__ = ("a", "b")


def slots(n):
    s = Slotted()
    total = 0
    for i in range(n):
        s.a = i
        if i % 2:
            s.b = i
        elif hasattr(s, "b"):
            total += s.b
            del s.b
        total += s.a
    return total, hasattr(s, "b")


print(slots(4000))


class Counter:
    count = 0

    def __init__(self):
        Counter.count += 1


def classes(n):
    for i in range(n):
        Counter()
        if i == 2000:
            Counter.__init__ = lambda self: None
    return Counter.count


print(classes(4000))


class Operand:
    def __add__(self, other):
        return 1

    def __eq__(self, other):
        return True

    __hash__ = None


def operators(n):
    a = Operand()
    s = 0
    for i in range(n):
        s += a + i
        s += a == i
        if i == 1000:
            Operand.__add__ = lambda self, other: 10
        if i == 2000:
            Operand.__eq__ = lambda self, other: False
        if i == 2500:
            del Operand.__add__
            Operand.__radd__ = None
            try:
                a + i
            except TypeError as e:
                print(e)
            Operand.__add__ = lambda self, other: 100
    return s


print(operators(3000))


def module_globals(n):
    import math
    s = 0.0
    for i in range(n):
        s += math.sqrt(4)
        if i == 1000:
            saved, math.sqrt = math.sqrt, lambda x: 10.0
        if i == 1100:
            math.sqrt = saved
    return s


print(module_globals(2000))


def from_dict(n):
    """exec gives the same code other globals."""
    code = compile("def f():\n    return g + len('ab')\n", "made", "exec")
    spaces = []
    for k in range(3):
        space = {"g": k * 10}
        exec(code, space)
        spaces.append(space)
    s = 0
    for i in range(n):
        s += spaces[i % 3]["f"]()
        if i == 1500:
            spaces[1]["len"] = lambda x: 1000
        if i == 1700:
            del spaces[1]["len"]
    return s


print(from_dict(3000))
