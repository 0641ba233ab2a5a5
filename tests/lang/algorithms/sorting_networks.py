"""Sorting written by hand in many ways gives what sorted() gives."""
data = [(i * 7919 + 13) % 101 for i in range(60)]
def bubble(a):
    a = a[:]
    for n in range(len(a) - 1, 0, -1):
        done = True
        for i in range(n):
            if a[i] > a[i + 1]: a[i], a[i + 1] = a[i + 1], a[i]; done = False
        if done: break
    return a
def insertion(a):
    a = a[:]
    for i in range(1, len(a)):
        x, j = a[i], i - 1
        while j >= 0 and a[j] > x: a[j + 1] = a[j]; j -= 1
        a[j + 1] = x
    return a
def selection(a):
    a = a[:]
    for i in range(len(a)):
        m = min(range(i, len(a)), key=a.__getitem__)
        a[i], a[m] = a[m], a[i]
    return a
def quick(a): return a if len(a) < 2 else quick([x for x in a[1:] if x < a[0]]) + [a[0]] + quick([x for x in a[1:] if x >= a[0]])
def merge(a):
    if len(a) < 2: return a
    m = len(a) // 2
    l, r, out = merge(a[:m]), merge(a[m:]), []
    while l and r: out.append((l if l[0] <= r[0] else r).pop(0))
    return out + l + r
def shell(a):
    a, gap = a[:], len(a) // 2
    while gap:
        for i in range(gap, len(a)):
            x = a[i]
            while i >= gap and a[i - gap] > x: a[i] = a[i - gap]; i -= gap
            a[i] = x
        gap //= 2
    return a
def counting(a):
    c = [0] * (max(a) + 1)
    for x in a: c[x] += 1
    return [x for x, n in enumerate(c) for _ in range(n)]
def tree(a):
    def ins(t, x): return [x, None, None] if t is None else [t[0], ins(t[1], x), t[2]] if x < t[0] else [t[0], t[1], ins(t[2], x)]
    def walk(t):
        if t: yield from walk(t[1]); yield t[0]; yield from walk(t[2])
    t = None
    for x in a: t = ins(t, x)
    return list(walk(t))
for f in (bubble, insertion, selection, quick, merge, shell, counting, tree):
    print(f.__name__, f(data) == sorted(data), f([5]), f([2, 1]), f([1, 1, 0]))
print(sorted(data)[:10])
