"""Iterators written as classes; iter with a sentinel; exhausted iterators; errors inside."""
class It:
    def __init__(self, n): self.i, self.n = 0, n
    def __iter__(self): return self
    def __next__(self):
        if self.i == self.n: raise StopIteration("spent")
        self.i += 1
        return self.i
print(list(It(3)), sum(It(4)), 2 in It(3), max(It(5)), dict(zip(It(2), It(2))), [*It(2), *It(1)], "".join(map(str, It(3))))
it = It(2)
print(next(it), next(it), next(it, "default"), next(it, None))
try:
    next(it)
except StopIteration as stop:
    print(repr(stop), stop.value)
a, b, c = It(3); print(a, b, c)
a, *b = It(4); print(a, b)
for x in It(3):
    if x == 2: break
else: print("no else")
n = 0
def f():
    global n
    n += 1
    return n
print(list(iter(f, 5)), type(iter(f, 5)).__name__)
it = iter(f, f() + 2)
print(list(it), list(it), next(it, "done"))
for bad in (lambda: iter(5, 1), lambda: iter(None), lambda: next(5), lambda: next([]), lambda: next(iter([])), lambda: iter([], 1, 2)):
    try:
        bad()
    except (TypeError, StopIteration) as error:
        print(type(error).__name__, error)
class BadIter:
    def __iter__(self): return [1, 2]
class NoNext:
    def __iter__(self): return NoNext()
class Err:
    def __iter__(self): return self
    def __next__(self): raise ValueError("while iterating")
for e in ("list(BadIter())", "list(NoNext())", "list(Err())", "[x for x in Err()]", "a, b = Err()", "1 in Err()", "sum(Err())", "dict(Err())", "print(*Err())", "max(Err())", "sorted(Err())", "set(Err())", "''.join(Err())", "[].extend(Err())", "zip(Err(), [1]).__next__()", "any(Err())", "list(map(str, Err()))", "x, = BadIter()"):
    try:
        exec(e)
    except Exception as error:
        print(e, "|", type(error).__name__, error)
l = [1, 2, 3]
it = iter(l)
print(list(it)); l.append(4); print(list(it), next(it, "still done"))
print(iter(it) is it, It(1).__iter__().__next__(), [x for x in iter([1, 2])], list(iter({"a": 1}.items())))
