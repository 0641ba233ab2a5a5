"""else of for, while and try in all combinations with break, continue, return, exceptions."""
def f(kind, n):
    out = []
    for i in range(n):
        out.append(i)
        try:
            if kind == "break" and i == 1: break
            if kind == "continue" and i == 1: continue
            if kind == "return" and i == 1: return out + ["returned"]
            if kind == "raise" and i == 1: raise ValueError
        except ValueError: out.append("caught")
        else: out.append("try-else")
        finally: out.append("finally")
    else: out.append("for-else")
    return out
for kind in ("none", "break", "continue", "return", "raise"): print(kind, f(kind, 3), f(kind, 0))
def w(n):
    out = []
    while n > 0:
        n -= 1
        for j in range(n):
            if j == 2: break
            while True:
                out.append((n, j))
                break
            else: out.append("never")
        else:
            out.append("inner else")
            continue
        out.append("broke inner")
    else: out.append("outer else")
    return out
print(w(4))
def search(rows, x):
    for i, row in enumerate(rows):
        for j, v in enumerate(row):
            if v == x: break
        else: continue
        break
    else: return None
    return i, j
print(search([[1, 2], [3, 4]], 3), search([[1], [2]], 9), search([], 1))
