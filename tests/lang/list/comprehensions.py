"""List comprehensions: nesting, conditions, scope, walrus, unpacking, class bodies."""
x = "outer"
print([x for x in range(3)], x, [(i, j) for i in range(3) for j in range(i)], [i for i in range(20) if i % 2 if i % 3], [[j for j in range(i)] for i in range(3)])
print([y := i for i in range(3)], y, [a + b for a, b in [(1, 2), (3, 4)]], [a for a, *b in ["abc", "de"]], [i if i else "zero" for i in range(2)], [lambda: i for i in range(3)][0]())
print([f() for f in [lambda i=i: i for i in range(3)]], [k for k in {"a": 1}], [*range(2), *"ab"], [x for x in "ab" for x in x * 2], [i for i in (lambda: [1, 2])()])
def f(n):
    local = 10
    return [local + n + i for i in range(2)], [[local for _ in range(1)] for n in range(2)], n, {n: local for n in range(2)}
print(f(5))
class C:
    items = [1, 2]
    doubled = [i * 2 for i in items]
    try:
        bad = [items for _ in range(1)]
    except NameError as error:
        print(error)
    other = [len(str(i)) for i in items if i]
print(C.doubled, C.other, hasattr(C, "i"))
def g():
    funcs = [(lambda: v) for v in range(2)]
    return [f() for f in funcs], locals().keys() == {"funcs"}
print(g())
def h():
    try:
        return [undefined_name for _ in [1]]
    except NameError as error:
        return str(error)
print(h(), [*(i for i in "xy")], [i for i in [j for j in range(3)]])
def late():
    z = [w for q in range(2) if (w := q + 1)]
    return z, w
print(late())
for source in ["[i := 0 for i in x]", "[(i := 0) for i in x]", "[i for i in (j := x)]", "[x for x in 1, 2]", "[*x for x in y]", "[x, y for x in y]", "[for x in y]", "[x for x]", "[x in y]  = 1", "[x for x in y] = 1", "[x for 1 in y]", "[(yield x) for x in y]", "[x if y for x in z]", "[x for x in y if z else w]"]:
    try:
        compile(source, "", "exec")
        print(source, "ok")
    except SyntaxError as error:
        print(source, "|", error.msg)
