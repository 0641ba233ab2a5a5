"""if, elif, else, while, else clauses, conditional expressions, chained comparisons, values of boolean operators."""
def f(n):
    if n < 0: return "neg"
    elif n == 0: return "zero"
    elif n < 10:
        if n % 2: return "odd digit"
        else: return "even digit"
    else: return "big"
print([f(n) for n in (-1, 0, 3, 4, 50)])
n = 0
while n < 3: n += 1
else: print("else", n)
while True:
    n += 1
    if n == 5: continue
    if n > 6: break
else: print("never")
while 0: pass
else: print("false at once")
print(n, "yes" if n else "no", "a" if 0 else "b" if 0 else "c", 1 and 2, 0 and 1 / 0, "" or "x", 1 or 1 / 0, not 0, not "a", None or 0, [] and 1, 0 or "" or [], 1 and "a" and [2])
print(1 < 2 < 3, 1 < 3 < 2, 3 > 2 > 1, 1 == 1 != 2, 1 < 2 > 1, 1 in [1] in [[1]], not 1 == 2, not (1 and 0), 1 if not 0 else 2)
log = []
def v(x): log.append(x); return x
v(1) < v(2) < v(0) < v(9); v(0) and v(5); v(3) or v(4); v(7) if v(0) else v(8)
print(log)
x = 5
if x > 3 and not x % 2 or x == 5: print("mixed")
if not x: print("never")
elif x == 5: print("elif")
while x: x -= 1; print(x, end=" ")
print()
k = 0
while k < 2:
    k += 1
    j = 0
    while j < 3:
        j += 1
        if j == 2: break
    else: print("inner else")
    if k == 1: continue
    print("outer", k, j)
print((lambda a: "t" if a else "f")([]), [i for i in range(5) if i if i != 3], bool(0 or False), (0 or None) is None)
