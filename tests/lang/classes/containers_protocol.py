"""__len__, __getitem__, __setitem__, __delitem__, __contains__, __iter__, __reversed__, __missing__ and the old sequence protocol."""
class Seq:
    def __init__(self, n): self.n = n
    def __getitem__(self, i):
        if isinstance(i, slice): return ("slice", i.start, i.stop, i.step)
        if i >= self.n: raise IndexError(i)
        return i * i
s = Seq(4)
print(list(s), 9 in s, 5 in s, s[1:2], s[::3], [*s], max(s), tuple(s), sorted(s, reverse=True), dict(enumerate(s)), list(zip(s, s)))
try:
    reversed(s)
except TypeError as error:
    print(error)
Seq.__len__ = lambda self: self.n
print(list(reversed(s)), len(s), bool(Seq(0)), s[-1] if False else "", list(map(str, s)))
a, b, c, d = s
print(a, b, c, d, type(iter(s)).__name__, iter(s).__length_hint__())
class C:
    def __setitem__(self, k, v): print("set", k, v)
    def __delitem__(self, k): print("del", k)
    def __contains__(self, x): print("contains", x); return x
    def __iter__(self): return iter([1])
    def __reversed__(self): return "rev"
    def __len__(self): return 5
    def __length_hint__(self): return 7
    def __class_getitem__(cls, k): return ("class", k)
c = C()
c[1] = 2; c[1:2] = 3; c[1, ...] = 4; del c[5], c[::]
print(1 in c, 0 in c, [] not in c, reversed(c), list(c), C[int], C[int, str], len(c))
class NoContains: __contains__ = None; __iter__ = lambda self: iter([1])
class NoIter: __iter__ = None; __getitem__ = lambda self, i: i
class NoRev: __reversed__ = None; __len__ = lambda s: 1; __getitem__ = lambda s, i: i
nothing, function = None, lambda: 0
class Stop:
    def __getitem__(self, i):
        if i == 2: raise StopIteration
        return i
class KeyErr:
    def __getitem__(self, i): raise KeyError(i)
for e in ("1 in NoContains()", "1 in NoIter()", "list(NoIter())", "reversed(NoRev())", "list(Stop())", "list(KeyErr())", "1 in object()", "5 in 5", "for_x", "C()[0]", "[][0]", "object()[0]", "int[0]", "list[int]", "dict[str, int]", "type[int]", "len(object())", "Seq[0]", "iter(KeyErr()) is not None", "[*object()]", "nothing[0]", "nothing[0:1]", "function[0]", "print[1]"):
    try:
        print(e, eval(e))
    except Exception as error:
        print(e, "|", type(error).__name__, error)
for st in ("object()[0] = 1", "del object()[0]", "5[0] = 1", "del 5 .x", "'a'[0] = 'b'", "(1,)[0] = 1", "del (1,)[0]", "None[0] = 1", "for i in 5: pass", "for i in None: pass", "range(3)[0] = 1", "b'a'[0] = 1"):
    try:
        exec(st)
    except Exception as error:
        print(st, "|", type(error).__name__, error)
