"""Generator expressions: laziness, first iterable evaluated at once, scope, arguments."""
def f(x): print("f", x); return x
g = (f(x) for x in range(2))
print("made"); print(list(g))
try: (x for x in 5)
except TypeError as e: print(e)
g = (1 / 0 for x in [1])
try: next(g)
except ZeroDivisionError as e: print(e)
g = (y for x in [1] for y in undefined_late)
try: next(g)
except NameError as e: print(e)
print(sum(x * x for x in range(5)), max((len(w), w) for w in ["a", "bb"]), list(x + y for x in "ab" for y in "cd" if x != "a"), any(x > 3 for x in range(5)), dict((k, v) for k, v in [("a", 1)]), set(x % 2 for x in range(5)), "".join(c for c in "abc"), sorted(x for x in (3, 1)))
n = 10
g = (n for _ in range(2)); n = 20; print(list(g))
print((x for x in []).__name__, (i for i in range(2)).__qualname__)
def func():
    v = 1
    g = (v + i for i in range(2))
    v = 100
    return list(g)
print(func())
it = iter(range(6))
print(list(zip((x for x in it), (x for x in it))))
g = (x for x in range(3)); print(next(g), list(g), list(g))
print([list(j for j in range(i)) for i in range(3)], list((lambda: i)() for i in range(3)), [f() for f in [(lambda: i) for i in range(2)]])
class C:
    k = 3
    vals = list(i for i in range(k))
print(C.vals)
def pos(a, b=2): return list(a), b
print(pos((i for i in range(2)), 3), pos(i for i in "ab"))
for source in ("f(x for x in y, 1)", "f(1, x for x in y)", "f(x for x in y, z=1)", "f(x for x in y)(z)", "class C(x for x in y): pass", "(x for x in y) = 1", "f(a=x for x in y)", "(x, y for x in z)", "(yield x) for x in y", "((yield x) for x in y)", "(await x for x in y)", "f(**x for x in y)", "(x async for x in y)"):
    try: compile(source, "", "exec"); print(source, "ok")
    except SyntaxError as e: print(source, "|", e.msg)
