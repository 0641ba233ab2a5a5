"""Callbacks registered and called; bound methods compared and removed."""
class Event:
    def __init__(self): self.handlers = []
    def __iadd__(self, h): self.handlers.append(h); return self
    def __isub__(self, h): self.handlers.remove(h); return self
    def __call__(self, *a, **k): return [h(*a, **k) for h in self.handlers]
    def __len__(self): return len(self.handlers)
class Listener:
    def __init__(self, n): self.n = n
    def on(self, x, *, scale=1): return (self.n, x * scale)
e = Event()
a, b = Listener("a"), Listener("b")
e += a.on
e += b.on
e += lambda x, scale=1: ("lambda", x + scale)
print(len(e), e(5), e(2, scale=10))
e -= a.on
print(len(e), e(1))
try: e -= a.on
except ValueError as err: print(err)
e += [1].append
print(e(7))
class Source:
    changed = None
    def __init__(self): self.changed = Event(); self._v = 0
    @property
    def v(self): return self._v
    @v.setter
    def v(self, new):
        old, self._v = self._v, new
        self.changed(old, new)
s = Source(); seen = []
s.changed += lambda o, n: seen.append((o, n))
for i in range(3): s.v = i * i
s.v += 10
print(seen, s.v)
