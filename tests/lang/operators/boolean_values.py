"""and, or, not and conditional expressions give values, not booleans."""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

class F:
    def __bool__(self): return False
    def __repr__(self): return "F"
class T:
    def __repr__(self): return "T"
f, t = F(), T()
check("""
f and t, t and f, f or t, t or f, not f, not t
f or f, t and t, f and f or t, t or f and f
0 or [] or "" or None, 1 and [1] and "x"
t if f else f, f if t else t, (f or t) and (t or f)
not (f and t), not f and not t, not f or t
[x or "d" for x in (0, 1, "", "a", None)]
(lambda: f or 5)(), (lambda x=f and 1: x)()
bool(f or 0), bool(t and 1)
1 if f else 2 if t else 3
f and 1 / 0, t or 1 / 0
(f, t)[not f], "ab"[t is None]
any([f, t]), all([f, t]), any([f]), all([])
f is not t, f == f, f in [f], t not in [f]
""")
def loop(xs):
    out = []
    for x in xs:
        if x and x[0] or x == (): out.append(x)
        elif not x or not x[-1]: out.append("n")
        else: out.append("e")
    return out
print(loop([(), (1,), (0, 1), (0, 0), [], [1, 0]]))
