import _pickle


class P:
    def __init__(self, x):
        self.x = x

    def __eq__(self, other):
        return type(self) is type(other) and vars(self) == vars(other)


class Slots:
    __slots__ = ("a", "b")


class State:
    def __getstate__(self):
        return {"k": 1}

    def __setstate__(self, state):
        self.got = state


class L(list):
    pass


class D(dict):
    pass


class I(int):
    pass


class New:
    def __new__(cls, a, b=2):
        self = object.__new__(cls)
        self.a, self.b = a, b
        return self

    def __getnewargs_ex__(self):
        return (self.a,), {"b": self.b}


class Reduce:
    def __init__(self, r):
        self.r = r

    def __reduce__(self):
        return self.r


class Outer:
    class Inner:
        def method(self):
            pass


def function():
    pass


def show(f):
    try:
        print(repr(f())[:300])
    except Exception as e:
        print(type(e).__name__, str(e)[:200])


values = [None, True, False, 0, 1, 255, 256, 65535, 65536, -1, -2**31, 2**31, 2**31 - 1, -2**63, 2**70, -(2**70), 1 << 2100, 1.5, -0.0, float("inf"), 1e200, "", "abc", "q\n\\\u00e9\u4e2d\U0001f600",
          "\ud800", "x" * 300, b"", b"abc\xff", b"y" * 300, bytearray(b""), bytearray(b"ab"), (), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), [], [1], [1, 2, [3]], {}, {"a": 1}, {"a": 1, "b": {2: 3}}, set(), {1},
          frozenset(), frozenset([7]), ..., NotImplemented, type(None), type(...), int, len, function, Outer.Inner, Outer.Inner.method, P, range(3), slice(1, 2, 3), 3j, list(range(2500)), {i: str(i) for i in range(2500)}]
for protocol in range(6):
    for v in values:
        data = _pickle.dumps(v, protocol)
        back = _pickle.loads(data)
        assert type(back) is type(v) and (back == v or back is v), (protocol, v, back)
        if len(data) < 120:
            print(protocol, data)
        else:
            print(protocol, len(data), hash(data) == hash(bytes(data)), sum(data))

s = Slots()
s.a = 1
for protocol in range(6):
    for v in (P([1, "x"]), L([1, 2]), D(a=1), I(5), State()) + ((New(1, 3),) if protocol >= 4 else ()):
        try:
            data = _pickle.dumps(v, protocol)
        except Exception as e:
            print(protocol, type(e).__name__, e)
            continue
        print(protocol, data)
        back = _pickle.loads(data)
        print(type(back).__name__, vars(back), back == v)
    show(lambda: _pickle.loads(_pickle.dumps(s, protocol)).a)

a = []
a.append(a)
b = _pickle.loads(_pickle.dumps(a))
print(b[0] is b)
t = ([],)
t[0].append(t)
for protocol in range(6):
    r = _pickle.loads(_pickle.dumps(t, protocol))
    print(protocol, r[0][0] is r, _pickle.dumps(t, protocol))
x = P(1)
x.self = x
print(_pickle.loads(_pickle.dumps(x)).self.x)
shared = ["s", "s"]
print(_pickle.dumps([shared, shared]), [p is q for p, q in [_pickle.loads(_pickle.dumps([shared, shared]))]])

for r in ("function", "nope", 3, (), (1, 2), (P,), (P, 3), (P, (1,)), (P, (1,), {"y": 2}), (list, (), None, iter([1, 2])), (dict, (), None, None, iter([(1, 2), (3, 4)])), (list, (), None, 3), (dict, (), None, None, 3),
          (P, (1,), 5, None, None, lambda o, s: None), (P, (1,), 5, None, None, 3)):
    show(lambda: _pickle.loads(_pickle.dumps(Reduce(r))))
show(lambda: _pickle.dumps(lambda: 1))
show(lambda: _pickle.dumps((i for i in ())))
show(lambda: _pickle.dumps(1, 9))
deep = []
for i in range(100000):
    deep = [deep]
show(lambda: _pickle.dumps(deep))


class File:
    def __init__(self, data=b""):
        self.data, self.pos, self.writes = data, 0, []

    def write(self, b):
        self.writes.append(bytes(b))
        return len(b)

    def read(self, n):
        r = self.data[self.pos:self.pos + n]
        self.pos += n
        return r

    def readline(self):
        end = self.data.find(b"\n", self.pos)
        end = len(self.data) if end < 0 else end + 1
        r = self.data[self.pos:end]
        self.pos = end
        return r


big = [b"z" * 100000, "w" * 70000, list(range(40000)), [str(i) for i in range(20000)]]
for protocol in range(6):
    f = File()
    _pickle.dump(big, f, protocol)
    data = b"".join(f.writes)
    print(protocol, [len(w) for w in f.writes], data == _pickle.dumps(big, protocol), sum(data), _pickle.load(File(data)) == big)
f = File()
p = _pickle.Pickler(f, 4)
p.dump(["a", "b"])
p.dump(["a", "b"])
print(f.writes, sorted(v[0] for v in p.memo.copy().values()))
p.clear_memo()
p.dump("a")
print(f.writes[-1], p.memo.copy() != {}, p.fast, p.bin)
u = _pickle.Unpickler(File(b"".join(f.writes[:1]) + b"I5\n.N."))
print(u.load(), u.load(), u.load(), u.memo.copy())


class PersistentPickler(_pickle.Pickler):
    def persistent_id(self, obj):
        return "id%d" % obj.x if isinstance(obj, P) else None


class PersistentUnpickler(_pickle.Unpickler):
    def persistent_load(self, pid):
        return "loaded " + str(pid)

    def find_class(self, module, name):
        return (module, name)


for protocol in range(6):
    f = File()
    PersistentPickler(f, protocol).dump([P(1), P(2), len])
    print(protocol, f.writes, PersistentUnpickler(File(b"".join(f.writes))).load())


class Override(_pickle.Pickler):
    def reducer_override(self, obj):
        return (str, ("over",)) if isinstance(obj, P) else NotImplemented


f = File()
Override(f).dump([P(1), 2, len])
print(_pickle.loads(b"".join(f.writes)))


class Table(_pickle.Pickler):
    dispatch_table = {P: lambda o: (str, ("table",))}


f = File()
Table(f).dump([P(1), 3j if False else 2])
print(_pickle.loads(b"".join(f.writes)))

buffers = []
data = _pickle.dumps([_pickle.PickleBuffer(bytearray(b"abc")), _pickle.PickleBuffer(b"def")], 5, buffer_callback=buffers.append)
print(data, [bytes(b) for b in buffers], [bytes(b) for b in _pickle.loads(data, buffers=buffers)], _pickle.loads(_pickle.dumps(_pickle.PickleBuffer(b"x"), 5)))
show(lambda: _pickle.loads(data))
show(lambda: _pickle.dumps(_pickle.PickleBuffer(b"x"), 4))
show(lambda: _pickle.dumps(1, 4, buffer_callback=print))
pb = _pickle.PickleBuffer(b"abc")
print(pb.raw().tolist(), memoryview(pb).nbytes)
pb.release()
show(lambda: pb.raw())
show(lambda: _pickle.PickleBuffer(3))
print(_pickle.PicklingError.__mro__[1:3], _pickle.UnpicklingError.__mro__[1:3])
show(lambda: _pickle.Pickler(3))
show(lambda: _pickle.Unpickler(3))
show(lambda: _pickle.loads("x"))
print(_pickle.loads(b"S'ab\\x41'\n."), _pickle.loads(b"U\x02\xe9a.", encoding="latin1"), _pickle.loads(b"U\x02\xe9a.", encoding="bytes"), _pickle.loads(b"I01\n."), _pickle.loads(b"L12L\n."), _pickle.loads(b"(I1\nI2\nl."), _pickle.loads(b"(I1\nI2\nd."), _pickle.loads(b"c__builtin__\nlen\n."), _pickle.loads(b"(ilist\n." if False else b"(i__builtin__\nlist\n."))
