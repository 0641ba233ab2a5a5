"""Subclasses of set and frozenset."""
class S(set):
    def __init__(self, *a):
        super().__init__(*a)
        self.tag = "t"
s = S([1, 2])
print(s, s.tag, type(s | {3}), type({3} | s), type(s & {1}), type(s - {1}), type(s.copy()), type(s.union([5])), s == {1, 2}, isinstance(s, set), len(s), repr(S()), repr(s))
s |= {9}
print(type(s), s, s.tag)
class F(frozenset):
    def __new__(cls, items=(), label=""):
        self = super().__new__(cls, items)
        self.label = label
        return self
f = F([1, 2], "lab")
print(f, f.label, hash(f) == hash(frozenset([1, 2])), {f: 1}[frozenset([2, 1])], type(f | {3}), type(f.copy()), f == {1, 2}, {1, 2} == f, repr(F()))
class O(set):
    def __contains__(self, x): return True
    def __len__(self): return 50
    def __iter__(self): return iter([7])
    def add(self, x): super().add(-x)
o = O([1])
o.add(5)
o.update([6])
print(99 in o, len(o), list(o), set(o), o | {0} if False else sorted(set.__iter__(o)), o.issuperset([1]), {1} <= o, bool(o))
print(S.__mro__, frozenset.__mro__, F("ab") == frozenset("ba"))
try:
    S(1, 2)
except TypeError as error:
    print(error)
