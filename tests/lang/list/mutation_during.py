"""Changing a list while it is iterated, searched, compared, printed, extended."""
a = [1, 2, 3]
out = []
for x in a:
    out.append(x)
    if len(a) < 6: a.append(x * 10)
print(out, a)
a = [1, 2, 3, 4, 5, 6]
for x in a: a.remove(x)
print(a)
a = [1, 2, 3]
for x in a:
    a.clear()
    print("once", x)
it = iter([1, 2])
print(list(it), list(it), next(it, "done"))
a = []
it = iter(a)
print(next(it, "empty"))
a.append(1)
print(next(it, "still empty"))
class Evil:
    def __eq__(self, other):
        del b[:]
        return False
    def __repr__(self): return "Evil"
b = [Evil(), Evil(), Evil(), 1]
print(5 in b, b)
b = [Evil(), Evil(), 1]
try:
    b.index(1)
except ValueError as error:
    print(error, b)
b = [Evil(), Evil(), 1]
print(b.count(1), b)
b = [Evil(), Evil()]
print(b == [1, 2], b)
b = [Evil(), Evil(), 3]
try:
    b.remove(3)
except ValueError as error:
    print(error, b)
class R:
    def __repr__(self):
        c.clear()
        return "R"
c = [R(), R(), R()]
print(repr(c), c)
d = [1, 2, 3]
it = reversed(d)
print(next(it)); d.clear(); print(next(it, "end"), it.__length_hint__())
class Gen:
    def __iter__(self):
        for i in range(3):
            e.append(100 + i)
            yield i
e = []
e.extend(Gen())
print(sorted(e))
class Idx:
    def __index__(self):
        f.clear()
        return 0
f = [1, 2]
for action in ("f[Idx()]", "f[Idx()] = 5", "f.insert(Idx(), 3)", "f.pop(Idx())", "f[Idx():5]"):
    f[:] = [1, 2]
    try:
        exec("print(" + action + ")" if "=" not in action else action)
    except Exception as error:
        print(action, type(error).__name__, error)
    print(f)
