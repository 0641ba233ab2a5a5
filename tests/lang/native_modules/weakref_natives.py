"""_weakref: what is independent of when the collector runs, and what an explicit collection guarantees."""
import _weakref
import gc


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


class Callable:
    def __call__(self, x):
        return x * 2


class Plain:
    pass


a, b = Callable(), Plain()
for text in """_weakref.ref(1)
_weakref.ref()
_weakref.ref(a, 1, 2)
_weakref.ref(a, x=1)
_weakref.ref(a) is _weakref.ref(a)
_weakref.ref(a, print) is _weakref.ref(a, print)
_weakref.ref(a)() is a
_weakref.ref(a)(1)
hash(_weakref.ref('x'.__class__)) == hash(str)
_weakref.ref(a).__callback__
_weakref.ref(a, print).__callback__ is print
_weakref.ref(a) == _weakref.ref(b), _weakref.ref(a) == _weakref.ref(a, print), _weakref.ref(a) == 1
_weakref.ref(a) < _weakref.ref(b)
_weakref.ReferenceType is _weakref.ref, _weakref.ref.__name__, _weakref.ref.__module__
_weakref.ref[int]
hash(_weakref.proxy(b))
_weakref.proxy(1)
_weakref.ProxyType()
_weakref.proxy(a)(21)
type(_weakref.proxy(a)).__name__, type(_weakref.proxy(b)).__name__
next(_weakref.proxy(b))
iter(_weakref.proxy(b))
len(_weakref.proxy(b))
_weakref.proxy(b) + 1
_weakref.proxy(b) == b, _weakref.proxy(b) != b, b == _weakref.proxy(b)
bool(_weakref.proxy(b))
_weakref.getweakrefs(1), _weakref.getweakrefcount(1)
_weakref._remove_dead_weakref(1, 2)
_weakref._remove_dead_weakref({'k': 1}, 'k')
_weakref._remove_dead_weakref({}, 'k')""".splitlines():
    print(text, end=": ")
    show(lambda: eval(text))

p = _weakref.proxy(b)
p.attribute = [1]
p.attribute += [2]
print(b.attribute, hasattr(p, "attribute"), hasattr(p, "missing"))
del p.attribute
print(hasattr(b, "attribute"))


class Vector:
    def __init__(self, *v):
        self.v = v

    def __add__(self, o):
        return ("add", self.v, o if isinstance(o, int) else o.v)

    def __radd__(self, o):
        return ("radd", o)

    def __iadd__(self, o):
        return ("iadd", o)

    def __len__(self):
        return len(self.v)

    def __getitem__(self, i):
        return self.v[i]

    def __contains__(self, x):
        return x == 7

    def __iter__(self):
        return iter(self.v)

    def __reversed__(self):
        return "reversed"

    def __bytes__(self):
        return b"bytes"

    def __index__(self):
        return 3

    def __float__(self):
        return 2.5

    def __neg__(self):
        return "neg"

    def __divmod__(self, o):
        return "divmod"

    def __pow__(self, o, m=None):
        return "pow", o, m

    def __str__(self):
        return "vector"


v = Vector(1, 2, 3)
p = _weakref.proxy(v)
print(p + 1, 1 + p, p + p, len(p), p[1], 7 in p, 8 in p, list(p), p.__reversed__(), bytes(p))
print([10, 20, 30, 40][p], float(p), -p, divmod(p, 1), p ** 2, pow(p, 2, 5), str(p))
q = p
q += 5
print(q)

r1 = _weakref.ref(v)
r2 = _weakref.ref(v, print)
r3 = _weakref.ref(v, len)
print(_weakref.getweakrefcount(v), _weakref.getweakrefs(v)[0] is r1, _weakref.getweakrefs(v)[1] is p,
      _weakref.getweakrefs(v)[2:] == [r3, r2])


class Sub(_weakref.ref):
    __slots__ = ("key",)

    def __new__(cls, o, callback, key):
        self = super().__new__(cls, o, callback)
        self.key = key
        return self

    def __init__(self, o, callback, key):
        super().__init__(o, callback)


s = Sub(v, None, "k")
print(s() is v, s.key, s == r1, hash(s) == hash(r1), Sub(v, None, "k") is s)


def deep(n, f):
    return deep(n - 1, f) if n else f()


class Traced:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


refs = []


def cycle():
    x, y = Traced("x"), Plain()
    x.y, y.x = y, x
    refs.append(_weakref.ref(y, lambda r: print("callback", r() is None)))


deep(40, cycle)
deep(40, lambda: None)
gc.collect()
print(refs[0]())
