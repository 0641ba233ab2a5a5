"""Every shape of slice assignment and deletion compared with a model."""
def model(l, s, v):
    idx = list(range(*s.indices(len(l))))
    if s.step in (None, 1):
        start = idx[0] if idx else s.indices(len(l))[0]
        return l[:start] + list(v) + l[max(start, s.indices(len(l))[1]):]
    if len(idx) != len(v): return "ValueError"
    r = l[:]
    for i, x in zip(idx, v): r[i] = x
    return r
bad = n = 0
for size in range(5):
    for start in (None, -6, -2, 0, 1, 3, 7):
        for stop in (None, -6, -1, 0, 2, 9):
            for step in (None, 1, 2, -1, -2):
                for vals in ([], ["a"], ["a", "b"], ["a", "b", "c"]):
                    l, s = list(range(size)), slice(start, stop, step)
                    expect = model(l, s, vals)
                    try: l[s] = vals; got = l
                    except ValueError: got = "ValueError"
                    n += 1
                    bad += got != expect
                l, s = list(range(size)), slice(start, stop, step)
                kept = [x for i, x in enumerate(l) if i not in range(*s.indices(len(l)))]
                del l[s]
                bad += l != kept
print(n, "cases,", bad, "differ")
b = bytearray(b"0123456789")
b[2:4] = b"xyz"; b[::3] = b"ABCD"; del b[1:3]; b[-2:] = b""; b[5:5] = b"ins"
print(b)
l = list(range(10))
l[2:5], l[::4] = "ab", range(3)
print(l)
for v in ([1], (1, 2), range(3), "xy", {1: 2}, iter([5, 6]), (x for x in "g"), {7}):
    m = [0, 0]; m[1:] = v; print(m, end=" ")
print()
for src in ("l[::2] = [1]", "l[0:1] = 5", "l[::-1] = [1]", "l[0:1] = None", "l[::0] = []", "l['a':] = []"):
    try: exec(src)
    except (ValueError, TypeError) as e: print(src, "|", type(e).__name__, e)
