"""with: order, several managers, exceptions swallowed and replaced, as targets, parenthesised, lookup on the type."""
log = []
class CM:
    def __init__(self, n, swallow=False, fail=None): self.n, self.swallow, self.fail = n, swallow, fail
    def __enter__(self):
        log.append(f"enter {self.n}")
        if self.fail == "enter": raise KeyError("enter " + self.n)
        return self.n
    def __exit__(self, t, v, tb):
        log.append(f"exit {self.n} {t.__name__ if t else None} {v} {tb is not None}")
        if self.fail == "exit": raise IndexError("exit " + self.n)
        return self.swallow
def show(f):
    log.clear()
    try:
        print("result", f())
    except Exception as e:
        print("raised", type(e).__name__, e, "context", type(e.__context__).__name__)
    print("  ", log)
def t1():
    with CM("a") as a, CM("b") as b: return a + b
def t2():
    with CM("a", swallow=True):
        with CM("b"): raise ValueError("boom")
    return "swallowed"
def t3():
    with CM("a"), CM("b", fail="enter"): pass
def t4():
    with CM("a", fail="exit"): raise ValueError("first")
def t5():
    with (CM("a") as x, CM("b") as (y), CM("c"),): return x, y
def t6():
    for i in range(3):
        with CM(str(i)):
            if i == 0: continue
            break
    return i
def t7():
    with CM("a", swallow=1), CM("b", fail="exit"): return 5
    return 6
def t8():
    d = {}
    with CM("a") as d["k"], CM("xy") as (p, q): return d, p, q
def t9():
    with CM("abc") as (p, q): pass
def t10():
    with CM("o", swallow=True): return 1 / 0
for t in (t1, t2, t3, t4, t5, t6, t7, t8, t9, t10): show(t)
class NoExit:
    def __enter__(self): pass
class NoEnter:
    def __exit__(self, *a): pass
class Inst: pass
i = Inst(); i.__enter__ = lambda: 1; i.__exit__ = lambda *a: None
for o in (5, NoExit(), NoEnter(), i, None):
    try:
        with o: pass
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
class BadBool:
    def __enter__(self): pass
    def __exit__(self, *a): return BadBool2()
class BadBool2:
    def __bool__(self): raise OSError("bool of exit")
try:
    with BadBool(): raise ValueError
except OSError as e:
    print(e)
with BadBool(): pass
