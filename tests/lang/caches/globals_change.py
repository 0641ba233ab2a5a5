"""Globals that are constant, then change; functions replaced; builtins shadowed and uncovered."""
n = 1
def get(): return n
def use(): return helper(n)
def helper(x): return x * 10
def length(x): return len(x)
print(get(), use(), length("abc"))
n = 2
print(get(), use())
for n in range(3): print(get(), use(), end=" ")
helper = lambda x: ("new", x)
print(use())
len = lambda x: "shadow"
print(length("abc"))
del len
print(length("abc"))
import builtins
real = builtins.len
builtins.len = lambda x: "patched"
print(length("abc"))
builtins.len = real
print(length("abc"))
def count():
    global total
    total += 1
    return total
total = 0
print([count() for _ in range(5)], total)
total = 0.5
print([count() for _ in range(2)])
total = "x"
try: count()
except TypeError as e: print(e)
del n
try: get()
except NameError as e: print(e)
globals()["n"] = "back"
print(get())
exec("n = 'by exec'")
print(get())
builtins.extra = "from builtins"
def ex(): return extra
print(ex())
extra = "global now"
print(ex())
del extra
print(ex())
del builtins.extra
try: ex()
except NameError as e: print(e)
def make(g): return type(get)(get.__code__, g)
fs = [make({"n": i}) for i in range(4)]
print([f() for f in fs], get(), [f() for f in fs])
g = {"n": 1}; f = make(g); print(f()); g["n"] = 2; print(f()); del g["n"]
try: f()
except NameError as e: print(e)
g.update(n=3); print(f()); g.clear()
