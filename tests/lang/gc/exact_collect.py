# What is deleted is gone after gc.collect(), whatever the machine's stack still shows of it.
import gc
import _weakref as weakref


class Node:
    def __init__(self, name, log=None):
        self.name = name
        self.log = log

    def __del__(self):
        if self.log is not None:
            self.log.append(self.name)

    def __eq__(self, other):
        return self is other

    __hash__ = object.__hash__

    def __add__(self, other):
        return Node(self.name + other.name)

    def __iter__(self):
        yield self


def dies(make):
    o = make()
    r = weakref.ref(o)
    del o
    gc.collect()
    return r() is None


print(dies(lambda: Node("a")))
print(dies(lambda: Node("a") + Node("b")))
print(dies(lambda: sorted([Node("x")], key=lambda n: n.name)[0]))
print(dies(lambda: max([Node("x"), Node("y")], key=lambda n: n.name)))
print(dies(lambda: next(iter(Node("i")))))
print(dies(lambda: {Node("k"): 1}.popitem()[0]))
print(dies(lambda: [n for n in map(Node, "abc")][1]))
print(dies(lambda: type("C", (), {})()))
print(dies(lambda: (lambda: 0)))

log = []
a, b = Node("a", log), Node("b", log)
a.other, b.other = b, a
ra, rb = weakref.ref(a, lambda r: log.append("weak a")), weakref.ref(b)
del a, b
gc.collect()
print(sorted(log), ra(), rb())

x = Node("x", log)
try:
    raise ValueError(x)
except ValueError as e:
    seen = weakref.ref(e.args[0])
del x
gc.collect()
print(seen(), log[-1])


def generator():
    local = Node("g", log)
    yield weakref.ref(local)
    print("not reached")


g = generator()
ref = next(g)
del g
gc.collect()
print(ref(), log[-1])
