"""Lazy attributes, lazy sequences, caching properties, __getattr__ that stores."""
class lazy:
    def __init__(self, f): self.f = f
    def __set_name__(self, o, n): self.n = n
    def __get__(self, o, t=None):
        if o is None: return self
        v = o.__dict__[self.n] = self.f(o)
        return v
log = []
class C:
    @lazy
    def big(self): log.append("computed"); return sum(range(100))
    def __getattr__(self, n):
        log.append(n)
        if n.startswith("x"):
            self.__dict__[n] = n * 2
            return self.__dict__[n]
        raise AttributeError(n)
c = C()
print(c.big, c.big, c.xa, c.xa, log, vars(c), C.big is C.__dict__["big"])
del c.big; print(c.big, log.count("computed"))
class LazyList:
    def __init__(self, it): self.it, self.got = iter(it), []
    def __getitem__(self, i):
        while len(self.got) <= i:
            try: self.got.append(next(self.it))
            except StopIteration: raise IndexError(i) from None
        return self.got[i]
def squares():
    i = 0
    while True: yield i * i; i += 1
l = LazyList(squares())
print(l[5], l.got, l[2], len(l.got))
short = LazyList("ab")
print(list(short), [x for x in short], "b" in short, "z" in short)
try: short[5]
except IndexError as e: print(e, e.__cause__, e.__suppress_context__)
class Stream:
    def __init__(self, head, tail): self.head, self._tail = head, tail
    @property
    def tail(self):
        if callable(self._tail): self._tail = self._tail()
        return self._tail
def ints(n): return Stream(n, lambda: ints(n + 1))
def sieve(s): return Stream(s.head, lambda: sieve(filt(s.tail, s.head)))
def filt(s, p):
    while s.head % p == 0: s = s.tail
    return Stream(s.head, lambda: filt(s.tail, p))
s, out = sieve(ints(2)), []
for _ in range(15): out.append(s.head); s = s.tail
print(out)
