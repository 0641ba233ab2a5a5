"""Unpacking assignment: nested, starred, swaps, targets of every kind, evaluation order, errors."""
a, b = 1, 2
a, b = b, a
print(a, b)
[a, b] = "xy"; (c, d), e = (1, 2), 3; print(a, b, c, d, e)
a, *b = 1, 2, 3; print(a, b)
*a, b = "abc"; print(a, b)
a, *b, c = range(5); print(a, b, c)
a, *b, c = 1, 2; print(a, b, c)
*a, = "hi"; print(a)
a, (b, *c), *d = 1, (2, 3, 4), 5, 6; print(a, b, c, d)
a = b = c = []; a.append(1); print(c)
a, b = c = (7, 8); print(a, b, c)
class O: pass
o = O(); l = [0, 0, 0]; d = {}
o.x, l[1], d["k"], l[2:] = 1, 2, 3, [9, 9, 9]; print(o.x, l, d)
(o.y, *o.rest) = range(3); print(o.y, o.rest)
for a, (b, *c) in [(1, "ab"), (2, "cde")]: print(a, b, c)
i = 0
i, l[i] = 2, "at"; print(i, l)
x = [1, 2, 3]; x[0], x[1:] = x[1:], x[0:1]; print(x)
def gen():
    print("g0"); yield 1
    print("g1"); yield 2
    print("g2"); yield 3
try:
    a, b = gen()
except ValueError as error:
    print(error)
(a), (b,) = 1, (2,); print(a, b)
() = []; [] = (); print("empty")
a, b = {"k1": 1, "k2": 2}; print(a, b)
a, b, c = {10: 1, 20: 2, 30: 3}.values(); print(a, b, c)
for source in ("a, b = 1", "a, b = 1, 2, 3", "a, b, c = 1, 2", "a, *b, c = [1]", "a, b = None", "(a, b), c = 1, 2", "a, b = 'abc'", "[] = [1]", "a, b = iter([1])", "a, b = {1}", "a, b, *c = ()", "a, b = 1, 2, 3, 4, 5", "a, b = range(10**20)"):
    try:
        exec(source)
        print(source, "ok")
    except (ValueError, TypeError) as error:
        print(source, "|", type(error).__name__, error)
