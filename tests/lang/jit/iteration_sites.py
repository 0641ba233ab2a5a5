# One site iterates over everything: pairs, views, native iterators, generators, what is mutated and what fails.
def walk(xs):
    out = []
    for x in xs: out.append(x)
    return out
def pairs(xs):
    out = []
    for a, b in xs: out.append((b, a))
    return out
def keep(xs):
    x = None
    out = []
    for x in xs:
        a, b = x
        out.append(a)
    return out, x
class It:
    def __iter__(self): return iter([1, 2])
class Nx:
    def __init__(self): self.n = 3
    def __iter__(self): return self
    def __next__(self):
        if not self.n: raise StopIteration
        self.n -= 1; return (self.n, 'n')
def gen(n):
    for i in range(n): yield (i, str(i))
mk = [lambda: [(1, 2), (3, 4)], lambda: {1: 2, 3: 4}.items(), lambda: enumerate('ab'), lambda: zip('ab', 'cd'), lambda: gen(3), Nx, lambda: {(1, 2): 3}, lambda: {(5, 6)}, lambda: map(lambda x: (x, x), [1, 2]), lambda: ['ab', 'cd'], lambda: [[1, 2]], lambda: reversed([(1, 2), (3, 4)]), lambda: zip([1, 2], [3, 4], strict=True), lambda: enumerate([9], 5), lambda: iter(lambda c=iter([(1, 2), 0]): next(c), 0), lambda: (x for x in [(1, 2)]), lambda: filter(None, [(1, 2)]), lambda: {'ab': 1}.keys(), lambda: {1: (2, 3)}.values(), lambda: zip(), lambda: zip([1]), lambda: zip([1], [2], [3]), lambda: enumerate([]), lambda: [(1,)], lambda: [3], lambda: 5, lambda: 'abc', lambda: b'ab', lambda: range(2), lambda: {1: 2}.items().__iter__(), lambda: reversed({1: 2, 3: 4}.items()), It]
for f in (walk, pairs, keep):
    for m in mk:
        for i in range(8):
            try: r = f(m())
            except Exception as e: r = type(e).__name__ + str(e)
        print(f.__name__, r)
# mutation during
def mut(d, at, k):
    n = 0
    try:
        for a, b in d.items():
            n += 1
            if n == at: d[k] = 1
    except RuntimeError as e: return n, str(e)
    return n
for i in range(12): print(mut({1: 2, 3: 4, 5: 6}, i % 5, 3 if i & 1 else 9), end=' ')
print()
def refs(xs, keepall):
    kept = []
    for t in zip(xs, xs):
        if keepall: kept.append(t)
    return kept
for i in range(10): r = refs([1, 2, 3], i > 5)
print(r)
def refs2(xs):
    it = enumerate(xs)
    out = [t for t in it]
    return out, [(a, b) for a, b in enumerate(xs)], dict(enumerate(xs)), sorted(enumerate(xs), reverse=True)
for i in range(10): r = refs2('abc')
print(r)
def cons(n, k):
    g = (x * k for x in range(n))
    return sum(x * k for x in range(n)), any(x > k for x in range(n)), all(x < k for x in range(n)), list(x + k for x in range(n)), tuple(x for x in range(n) if x != k), max((x for x in range(n)), default=None), ''.join(str(x) for x in range(n)), set(x & 3 for x in range(n)), dict((x, k) for x in range(n)), sorted(-x for x in range(n)), next(g, None), k in (x for x in range(n)), [*(x for x in range(n))], min((x for x in range(n)), key=lambda x: -x, default=9)
for i in range(12): print(cons(i % 5, i % 3))
def boom(n):
    try: return sum(1 // (x - 3) for x in range(n))
    except ZeroDivisionError as e:
        tb, names = e.__traceback__, []
        while tb: names.append((tb.tb_frame.f_code.co_name, tb.tb_lineno)); tb = tb.tb_next
        return names
for i in range(8): print(boom(i))
def stop(n):
    def inner(): raise StopIteration
    try: return list(inner() if x == 2 else x for x in range(n))
    except RuntimeError as e: return str(e)
for i in range(6): print(stop(i))
