"""for: targets of every kind, else, nested breaks, iterating odd things."""
for i in "ab": print(i, end=" ")
for (a, b), c in [((1, 2), 3)]: print(a, b, c, end=" ")
for a, *b in ["abc", "d"]: print(a, b, end=" ")
for [x, [y]] in [(1, (2,))]: print(x, y)
class O: pass
o, l, d = O(), [0, 0], {}
for o.attr in (1, 2): pass
for l[0] in "xy": pass
for d["k"] in [5]: pass
for l[1:] in [[1, 2]]: pass
print(o.attr, l, d)
for i in []: pass
else: print("else of empty")
for i in range(3):
    if i == 1: break
else: print("never")
print(i)
for i in range(2):
    for j in range(2):
        if j: continue
        print(i, j, end=";")
    else: print("else", end=";")
print()
for x in (1, 2), (3, 4): print(x)
for x in 1,: print(x)
for x in *[1, 2], 3: print(x, end=" ")
for k, v in {"a": 1}.items(): print(k, v)
for x in (y for y in range(2)): print(x, end=" ")
for x in [lambda: 1][0]() * [7]: print(x)
def ret():
    for i in range(5):
        for j in range(5):
            if i * j == 6: return i, j
print(ret())
it = iter(range(5))
for x in it:
    if x == 1: next(it)
    print(x, end=" ")
print()
for bad in (5, None, 1.5, int, len):
    try:
        for x in bad: pass
    except TypeError as e: print(e)
for x in range(3):
    try:
        if x == 1: continue
        print(x, end=" ")
    finally: print("f", end=" ")
print()
