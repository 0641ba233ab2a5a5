"""Assignment expressions: where they bind, in conditions, comprehensions, f-strings; forbidden places."""
if (n := 10) > 5: print(n)
while (n := n - 4) > 0: print(n)
print([y := 1, y ** 2, y + 1], (a := 5, b := a + 1), f"{(z := 3)} {z}", {(k := "key"): (v := 2)}, k, v)
def f(items):
    if any((bad := x) < 0 for x in items): return bad
    return [last := x for x in items], last
print(f([1, -2]), f([1, 2]))
total = 0
print([total := total + i for i in range(5)], total)
def g():
    [(h := i) for i in range(3)]
    def inner():
        nonlocal h
        h += 1
        return h
    return inner(), h
print(g())
def glob():
    global made
    [made := i for i in range(4)]
glob()
print(made, (lambda: (q := 5) + q)(), [(x := i, x * 2) for i in range(2)], x)
class C:
    if (attr := 7): pass
print(C.attr)
d = {}
print((d := {"a": 1})["a"], len(w := [1, 2]), w, not (t := 0), t, (u := 1) if (s := True) else 0, u, s, print(p := 5), p)
assert (m := 3) == 3
def default(x=(dflt := 9)): return x
print(default(), dflt, [i for i in range(10) if (half := i // 2) % 2 == 0 and half], half)
x = (y := [1, 2, 3])[(i := 1)]
print(x, y, i)
for source in ("x := 1", "(x.y := 1)", "(x[0] := 1)", "f(x := 1)", "f(a=b := 1)", "f(a=(b := 1))", "(x, y := 1, 2)", "((x, y) := 1)", "[i := i for i in x]", "[i for i in (j := x)]", "lambda: x := 1", "del (x := 1)", "(x := 1) = 2", "x = y := 1", "def f(a := 1): pass", "a[b := 1]", "{a := 1}", "{a: b := 1}", "(x := *y)", "(True := 1)", "(1 := 2)", "with (x := y): pass", "assert x := 1", "class C:\n [y := x for x in z]", "[[(j := i) for i in x] for j in y]", "(x := y := 1)", "return x := 1", "print(x := 1, 2)", "a = (b := c) = 1"):
    try:
        compile(source, "", "exec")
        print(repr(source), "ok")
    except SyntaxError as error:
        print(repr(source), "|", error.msg)
