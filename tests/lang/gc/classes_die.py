# Classes, their shapes and what caches remember of them go when nothing else refers to them.
import gc
import _weakref as weakref


class Base:
    def method(self):
        return 1


def make(i):
    class Local(Base):
        attribute = i

        def __init__(self):
            self.x = i
            self.y = self

        def method(self):
            return super().method() + self.x

    return Local


def use(cls):
    o = cls()
    o.z = o.x
    return o.method() + o.attribute + o.z


refs = []
for i in range(200):
    cls = make(i)
    assert use(cls) == 3 * i + 1
    refs.append(weakref.ref(cls))
del cls
gc.collect()
print(sum(r() is not None for r in refs), len(Base.__subclasses__()))

kept = make(5)
ref = weakref.ref(kept)
assert use(kept) == 16
gc.collect()
print(ref() is kept, use(kept), len(Base.__subclasses__()))
del kept
gc.collect()
print(ref(), Base.__subclasses__())


def resident():
    with open("/proc/self/statm") as f:
        return int(f.read().split()[1]) * 4 // 1024


def churn(n):
    for i in range(n):
        T = type("T", (), {"a": i, "f": lambda self: self.a})
        o = T()
        o.one = o.two = i
        assert o.f() == i


# The least of several rounds: what an engine needs once (its compiler, loaded in the background) falls into one of
# them, what classes leave behind into each.
churn(20000)
grown = []
for _ in range(4):
    gc.collect()
    before = resident()
    churn(20000)
    gc.collect()
    grown.append(max(0, resident() - before))
print("grown by", min(grown) // 16)
