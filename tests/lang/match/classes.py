"""Class patterns: positional through __match_args__, keywords, built-in types."""
class P:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
class Q(P): pass
class R: a = 1
def f(o):
    match o:
        case P(0, 0): return "origin"
        case P(x, y=0): return "x axis", x
        case P(x=0, y=y): return "y axis", y
        case Q(x, y): return "Q", x, y
        case P(x) if x == 5: return "five"
        case P(): return "P"
        case R(a=1, b=2): return "R b"
        case R(a=v): return "R", v
        case int(n) | float(n): return "number", n
        case str(s): return "str", s
        case list([a, *_]) | tuple([a, *_]): return "seq", a
        case dict({"k": v}): return "dict", v
        case bool(): return "never: bool is int"
        case type(__name__=n): return "type", n
    return "no"
r = R(); r.b = 2
for o in (P(0, 0), P(1, 0), P(0, 2), Q(3, 4), P(5, 6), P(7, 8), R(), r, 5, 2.5, "s", [1], (2, 3), {"k": 9}, {}, True, int, None, b"", set()): print(f(o))
