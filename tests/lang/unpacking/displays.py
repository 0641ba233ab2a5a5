"""Star unpacking in lists, tuples, sets, dicts, calls, returns, subscripts, for."""
a, b = [1, 2], (3, 4)
print([*a, *b], (*a, 5), {*a, *b}, [*"ab", *range(2)], *a, *b, {**{"x": 1}, "y": 2, **dict(z=3)}, (*a,), [*[], *()], [*{1: 2}])
def f(): return *a, *b
def g():
    yield *a, 9
print(f(), list(g()), [x for x in (*a, *b)], (*[1], *(2,), *{3}), {**{"a": 1}, **{"a": 2}})
for x in *a, *b: print(x, end=" ")
print()
t = *a, 3
print(t, [[*r] for r in ("ab", "c")], [*(i for i in range(3))], dict(**{"a": 1}, b=2), print(*[], end="") is None)
class It:
    def __iter__(self): return iter([7, 8])
print([*It()], max(*It()), (*It(), *It()))
for source in ("[*5]", "[*None]", "(*1, 2)", "{*5}", "{**5}", "{**[1]}", "print(*5)", "print(**5)", "print(**{1: 2})", "f(**{'a': 1}, **{'a': 2})", "f(*[1], **None)", "{**{}, **None}", "[*a, *object()]", "dict(**{'a': 1}, a=2)"):
    try:
        print(eval(source))
    except TypeError as error:
        print(source, "|", error)
for source in ("*a", "*a = 1", "x = *a", "(*a)", "*a, *b = 1", "a, *b, *c = 1", "del *a", "*a + 1", "[*a for x in y]", "f(**a, *b)", "f(x=1, 2)", "f(**a, 1)", "*x += 1", "for *a in b: pass", "print(*)", "return *a", "a = yield *b", "(**a)", "[**a]", "lambda *: 1", "{*a: 1}", "a[**b]", "a[*b] = 1", "with *a: pass", "f(*, 1)"):
    try:
        compile(source, "", "exec")
        print(source, "ok")
    except SyntaxError as error:
        print(source, "|", error.msg)
