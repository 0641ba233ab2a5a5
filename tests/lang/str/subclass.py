"""Subclasses of str."""
class S(str):
    def __new__(cls, value, extra=None):
        self = super().__new__(cls, value)
        self.extra = extra
        return self
    def upper(self): return S(super().upper() + "!")
s = S("hello", 5)
print(s, repr(s), s.extra, type(s), type(s + "x"), type(s[0]), type(s[:]), type(s.lower()), type(s.upper()), s.upper(), len(s), s == "hello", hash(s) == hash("hello"))
print({"hello": 1}[s], "ell" in s, s.join(["a", "b"]), s * 2, type(s * 1), "%s" % s, f"{s}", s.encode(), isinstance(s, str), type(str(s)), sorted([S("b"), S("a")]))
print(type("".join([s])), type(s.replace("x", "y")), type(s.strip()), type(s.center(3)), type(s.zfill(2)), type(s.title()))
class Hashed(str):
    def __hash__(self): return 1
    def __eq__(self, other): return str.__eq__(self, other) is True and isinstance(other, Hashed)
d = {Hashed("a"): 1}
print("a" in d, Hashed("a") in d, Hashed("a") == "a", "a" == Hashed("a"))
class NoSlots(str): __slots__ = ()
try:
    NoSlots("x").y = 1
except AttributeError as error:
    print(error)
class Index(str):
    def __getitem__(self, i): return "got"
    def __len__(self): return 99
    def __iter__(self): return iter("iter")
    def __contains__(self, x): return True
i = Index("abc")
print(i[0], len(i), list(i), "zzz" in i, i.upper(), "".join(i), i + "d", *i)
