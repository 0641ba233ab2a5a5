"""Loops with break, continue and return through try, with and finally, many iterations."""
class CM:
    n = 0
    def __enter__(self): CM.n += 1; return self
    def __exit__(self, *a): CM.n -= 1; return a[0] is KeyError
def run(n):
    out = []
    for i in range(n):
        with CM():
            if i % 5 == 1: continue
            try:
                if i % 5 == 2: raise KeyError(i)
                if i == n - 2: break
                out.append(i)
            finally: out.append(-i)
    else: out.append("else")
    return out, CM.n
print(run(5), run(8), run(1), run(0))
def ret(n):
    for i in range(n):
        try:
            with CM():
                if i == 3: return i
        finally:
            if i == 3 and n > 10: return "override"
    return "end"
print(ret(2), ret(5), ret(20), CM.n)
def deep(n):
    if n == 0: raise ValueError("bottom")
    try: deep(n - 1)
    finally: counts.append(n)
counts = []
try: deep(30)
except ValueError as e: print(e, len(counts), counts[:3], counts[-1])
def while_true():
    i = 0
    while True:
        i += 1
        try:
            if i < 3: continue
            if i == 5: break
        except Exception: pass
        else: i += 0.5 if i == 100 else 0
        finally: i += 0
    return i
print(while_true())
total = 0
for i in range(2000):
    try:
        if i % 7 == 0: raise ValueError
        total += i
    except ValueError: total -= 1
print(total)
def gen():
    for i in range(5):
        try: yield i
        except ValueError: yield "ve"
        finally: fin.append(i)
fin = []
print([x for x in gen()], fin)
g = gen(); fin.clear(); next(g); next(g); print(g.throw(ValueError), fin); g.close(); print(fin)
