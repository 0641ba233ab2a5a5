"""Iterators shared between consumers; consuming while iterating; peeking; chunking; merging."""
it = iter(range(10))
for x in it:
    if x % 3 == 0: print(x, next(it, None), end="; ")
print(list(it))
it = iter("abcdef")
print(dict(zip(it, it)), list(zip(*[iter("abcdef")] * 3)), next(it, "spent"))
class Peek:
    def __init__(self, it): self.it, self.buf = iter(it), []
    def __iter__(self): return self
    def __next__(self): return self.buf.pop() if self.buf else next(self.it)
    def peek(self, d=None):
        if not self.buf:
            try: self.buf.append(next(self.it))
            except StopIteration: return d
        return self.buf[-1]
p = Peek("abc")
print(p.peek(), next(p), p.peek(), list(p), p.peek("none"))
def groups(it):
    p = Peek(it)
    for x in p:
        g = [x]
        while p.peek() == x: g.append(next(p))
        yield g
print(list(groups("aabcccd")), list(groups("")))
def merge(a, b):
    a, b = Peek(a), Peek(b)
    end = object()
    while (x := a.peek(end)) is not end or b.peek(end) is not end:
        y = b.peek(end)
        yield next(a) if y is end or (x is not end and x <= y) else next(b)
print(list(merge([1, 4, 6], [2, 3, 9])), list(merge([], [1])), list(merge("ac", "b")))
d = {"a": 1}
it = iter(d.items())
print(next(it), next(it, "end"))
l = [1, 2, 3, 4]
print([x for x in l if l.remove(x) or True], l)
e = enumerate("abc")
print(next(e), list(e), list(e))
m = map(lambda a, b: a + b, it2 := iter([1, 2, 3]), [10, 20])
print(list(m), list(it2))
z = zip("ab", (c for c in "xyz"))
print(next(z), z.__next__(), next(z, "done"))
r = reversed([1, 2, 3])
print(next(r), sum(r), list(r))
s = iter([3, 1, 2])
print(max(s), list(s), sorted(iter("cab")), "".join(reversed("abc")), [*map(str, filter(lambda x: x % 2, range(6)))])
def countdown(n):
    while n: yield n; n -= 1
c = countdown(5)
print(3 in c, list(c), 9 in countdown(3), min(countdown(4)), tuple(countdown(2)), {*countdown(3)}, [*countdown(2), *countdown(1)])
