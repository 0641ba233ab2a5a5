# jit: wait
# Objects that only compiled code sees are not made; whoever looks at them otherwise finds them as they would be.
import gc
import sys
import weakref


class Vec:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vec(self.x + other.x, self.y + other.y)

    def scaled(self, f):
        return Vec(self.x * f, self.y * f)

    def dot(self, other):
        return self.x * other.x + self.y * other.y


class Pair:
    def __init__(self, a, b):
        self.a, self.b = a, b


def warm(f, *args, n=3300):
    for _ in range(n):
        result = f(*args)
    return result


def show(v):
    return type(v).__name__, sorted(v.__dict__.items())


# --- values carried round loops and over joins
def walk(n, step):
    at = Vec(0.0, 0.0)
    for i in range(n):
        at = at + step.scaled(0.5) if i % 3 else at + step
    return at.x, at.y


print(warm(walk, 20, Vec(1.0, 2.0)))
print(walk(20, Vec(1, 2)), walk(0, Vec(1, 2)))


def swap(n):
    a, b = Vec(1, 2), Vec(3, 4)
    for _ in range(n):
        a, b = b, Vec(a.x + b.x, a.y + b.y)
    return a.x, a.y, b.x, b.y, a is b


print(warm(swap, 9), swap(0), swap(1))


def same(n):
    a = b = Vec(1, 2)
    seen = []
    for i in range(n):
        if i % 2:
            a = a + b
        b.x += 1
        seen.append(a is b)
    return a.x, a.y, b.x, b.y, seen


print(warm(same, 5))


# --- exits: guards that fail in the middle rebuild what the frames hold, the same object once
def escapes(v, items):
    a = Vec(v, 1)
    b = a
    p = Pair(a, b)
    total = 0
    for item in items:
        total += item * a.x
        a.y += 1
    return total, a is b, p.a is a, p.b is b, p.a is p.b, a.y


print(warm(escapes, 2, [1, 2, 3]))
print(escapes(2, [1, 2.5, 3]), escapes(2.5, [1, 2, 3]), escapes(2, [1, "ab", 3][:1]))
try:
    escapes(2, [1, None, 3])
except TypeError as e:
    frame = e.__traceback__.tb_next.tb_frame
    held = frame.f_locals
    print(show(held["a"]), held["a"] is held["b"], held["p"].a is held["a"], held["total"], held["item"])


def cyclic(x):
    p = Pair(x, None)
    q = Pair(x, p)
    p.b = q
    return q.b.b is q, p.b.b is p, p.a + q.a, p


print(warm(cyclic, 3)[:3])
p = cyclic(2.5)[3]
print(p.b.b is p, p.b.a, cyclic("ab")[:3])


# --- frames: locals() of inlined frames, tracebacks and _getframe
def look(depth):
    f = sys._getframe(depth)
    return {k: (v.x, v.y) if isinstance(v, Vec) else v for k, v in f.f_locals.items()}


def inner(v, when):
    w = Vec(v.x + 1, v.y)
    if when:
        return look(1), look(2), w
    return w


def outer(x, when):
    v = Vec(x, 2)
    r = inner(v, when)
    return r if when else (r.x, v.x)


print(warm(outer, 1, False))
mine, above, w = outer(1, True)
print(mine, above["v"], above["when"], w.x)

kept = []


def keeper():
    kept.append(sys._getframe(1))


def makes(x, when):
    if when:
        keeper()
    v = Vec(x, x)
    return v


def calls(x, when):
    return makes(x, when).x if not when else makes(x, when)


warm(calls, 1, False)
v = calls(5, True)
print(v is kept[0].f_locals["v"], v.x)


class Odd(Vec):
    def __add__(self, other):
        raise KeyError(other.x)


def add_up(items):
    at = Vec(0, 0)
    try:
        for item in items:
            last = Vec(item, 1)
            at = last + at
        return at.x, at.y
    except KeyError as e:
        return "caught", e.args, at.x, last.x, show(at)


def adds_odd(items, odd):
    at = Vec(0, 0)
    for item in items:
        v = Vec(item, 1)
        at = (Odd(item, 0) if item == odd else v) + at
    return at.x


print(warm(add_up, [1, 2, 3]), add_up([1, 2.5, 3]))
print(warm(adds_odd, [1, 2, 3], 9))
try:
    adds_odd([1, 2, 3], 2)
except KeyError as e:
    tb = e.__traceback__
    names = []
    while tb:
        names.append((tb.tb_frame.f_code.co_name, tb.tb_lineno - tb.tb_frame.f_code.co_firstlineno))
        last = tb.tb_frame.f_locals
        if "at" in last:
            print(show(last["v"]), show(last["at"]))
        tb = tb.tb_next
    print(names[1:], e.args)


def traced(x):
    v = Vec(x, 2)
    w = v.scaled(2)
    return w.x


events = []


def tracer(frame, event, arg):
    if frame.f_code.co_name in ("traced", "scaled"):
        names = {k: type(v).__name__ for k, v in frame.f_locals.items()}
        events.append((frame.f_code.co_name, event, names))
    return tracer


warm(traced, 1)
sys.settrace(tracer)
traced(1)
sys.settrace(None)
print(events)


# --- what else looks at objects
def identity(x):
    a, b = Vec(x, 1), Vec(x, 1)
    return a is b, a is a, a == b, a != b, a is None, id(a) == id(b), bool(a), type(a) is Vec, isinstance(a, Vec), isinstance(a, Odd)


print(warm(identity, 1))


def dictionary(x):
    v = Vec(x, 1)
    d = v.__dict__
    v.z = 5
    d["w"] = 6
    return sorted(d.items()), v.w


print(warm(dictionary, 1))


def adds(x, more):
    v = Vec(x, 1)
    v.z = x + 1
    if more:
        v.late = 7
        return v
    return v.z + v.x


print(warm(adds, 1, False), show(adds(1, True)), show(adds(2.5, True)))


def deletes(x):
    v = Vec(x, 1)
    del v.x
    try:
        return v.x
    except AttributeError as e:
        return str(e), show(v)


print(warm(deletes, 1))


def reclassed(x):
    v = Vec(x, 1)
    v.__class__ = Odd
    return type(v).__name__, isinstance(v, Odd), v.x


print(warm(reclassed, 1))


def weak(x):
    v = Vec(x, 1)
    r = weakref.ref(v)
    return r() is v, r().x


print(warm(weak, 1, n=60))


class Counted:
    def __init__(self, n):
        self.n = n


def counted(n):
    c = Counted(n)
    found = sum(1 for o in gc.get_objects() if type(o) is Counted and o.n == n)
    return found, c.n


print(counted(1))
for i in range(40):
    result = counted(i + 10)
print(result)


class Slots:
    __slots__ = "a", "b"

    def __init__(self, a):
        self.a = a


def slots(x):
    s = Slots(x)
    try:
        s.b
    except AttributeError as e:
        s.b = str(e)
    return s.a, s.b, hasattr(s, "c")


print(warm(slots, 1))


class Guarded:
    def __init__(self, a):
        self.a = a

    def __setattr__(self, name, value):
        object.__setattr__(self, name, value * 2)


class Prop:
    def __init__(self, a):
        self.value = a

    @property
    def value(self):
        return self._value

    @value.setter
    def value(self, v):
        self._value = v + 1


def hooks(x):
    return Guarded(x).a, Prop(x).value


print(warm(hooks, 3), hooks(2.5))

dropped = []


class Plain:
    def __init__(self, n):
        self.n = n


class Final(Plain):
    def __del__(self):
        dropped.append(self.n)


def finals(n):
    for i in range(n):
        Final(i)
        Plain(i)


finals(300)
gc.collect()
print(sorted(dropped) == list(range(300)))


# --- classes that change
class Shifting:
    def __init__(self, a):
        self.a = a


def use(x):
    s = Shifting(x)
    return s.a


print(warm(use, 3))


def init(self, a):
    self.a = a
    self.b = 1
    self.a += 100


Shifting.__init__ = init
print(use(3), warm(use, 4))
Shifting.a = property(lambda self: 1000, lambda self, v: None)
print(use(3))
del Shifting.a
print(use(3))
Shifting.__abstractmethods__ = {"x"}
try:
    use(3)
except TypeError as e:
    print(e)
Shifting.__abstractmethods__ = set()
print(use(3))
Shifting.__bool__ = lambda self: False


def change(cls, n):
    # The class changes while an object of it is not made.
    v = cls(n, 1)
    if n == 77:
        cls.extra = "class"
        cls.dot = lambda self, other: "changed"
    return v.dot(v), getattr(v, "extra", None) if n == 77 else v.x


class Changing(Vec):
    pass


print(warm(change, Changing, 2), change(Changing, 77), change(Changing, 2))


# --- tuples, bound methods, cells, iterators
def tuples(n):
    t = (0, 1)
    for i in range(n):
        t = (t[1], t[0] + t[1]) if i % 2 else (t[1], t[1] + t[0])
    a, b = t
    return a, b, t, len(t), t is t


print(warm(tuples, 30))


def bound(v, n):
    total = 0
    for i in range(n):
        f = v.dot
        total += f(v) + i
    return total, f == v.dot


print(warm(bound, Vec(1, 2), 10))


class Count:
    def __init__(self, n):
        self.i, self.n = 0, n

    def __iter__(self):
        return self

    def __next__(self):
        if self.i >= self.n:
            raise StopIteration
        self.i += 1
        return self.i


def iterate(n):
    total = 0
    for i in Count(n):
        total += i
    return total


print(warm(iterate, 10))


class Node:
    def __init__(self, value, next):
        self.value = value
        self.next = next


def linked(n):
    head = None
    for i in range(n):
        head = Node(i, head)
    total = 0
    node = head
    while node:
        total += node.value
        node = node.next
    return total


print(warm(linked, 10))


def cell(x):
    y = x + 1
    if x == 99:
        return (lambda: y)()
    y += 1
    return y


print(warm(cell, 1), cell(99), cell(2.5))


# --- deep: an exit in an inlined constructor
class Checked:
    def __init__(self, a, b):
        self.a = a
        self.total = a + b
        self.b = b


def deep(a, b):
    v = Vec(a, b)
    c = Checked(v.x, v.y)
    return c.total, c.a, c.b, v.x


print(warm(deep, 1, 2), deep(1, 2.5), deep("a", "b"), deep(2**61, 2**61))
try:
    deep(1, "b")
except TypeError as e:
    tb = e.__traceback__.tb_next.tb_next
    print(tb.tb_frame.f_code.co_name, show(tb.tb_frame.f_locals["self"]), show(tb.tb_frame.f_back.f_locals["v"]))


# --- variables that a loop assigns: not bound the first time round, another kind of value before, an object on one way only
def assigned(items, before):
    if before:
        w = before
    for i, item in enumerate(items):
        t = item + 1
        v = Vec(t, i)
        if i & 1:
            w = Vec(i, v.y)
        last = v.x
    return last


print(warm(assigned, [1, 2, 3], None), warm(assigned, [1, 2, 3], "w", n=600))
for items in ([None], [1, None], [1, 2, None], [1, 2.5, 3, None], [1, 2, 3, "x"]):
    for before in (None, 7, "w", Pair(1, 2)):
        try:
            assigned(items, before)
        except TypeError as e:
            held = e.__traceback__.tb_next.tb_frame.f_locals
            print([(k, show(held[k]) if isinstance(held[k], (Vec, Pair)) else held[k]) for k in sorted(held) if k not in ("items", "before")])


def one_way(x, when):
    if when:
        v = Vec(x, 1)
        y = v.x
    else:
        y = x
    return y + 1


print(warm(one_way, 1, True), warm(one_way, 1, False), one_way(1.5, True))
for when in (True, False):
    try:
        one_way("a", when)
    except TypeError as e:
        held = e.__traceback__.tb_next.tb_frame.f_locals
        print(sorted(held), show(held["v"]) if when else None)
