"""match used on trees of classes: an evaluator, a simplifier, JSON-like data, commands with guards."""
class Node:
    def __init__(self, *a): [setattr(self, k, v) for k, v in zip(self.__match_args__, a)]
    def __eq__(self, o): return type(self) is type(o) and vars(self) == vars(o)
    def __repr__(self): return f"{type(self).__name__}({', '.join(map(repr, vars(self).values()))})"
class Num(Node): __match_args__ = ("v",)
class Var(Node): __match_args__ = ("n",)
class Bin(Node): __match_args__ = ("op", "l", "r")
class Neg(Node): __match_args__ = ("e",)
def simp(e):
    match e:
        case Bin(op, l, r): e = Bin(op, simp(l), simp(r))
        case Neg(x): e = Neg(simp(x))
    match e:
        case Bin("+", Num(0), x) | Bin("+", x, Num(0)) | Bin("*", Num(1), x) | Bin("*", x, Num(1)): return x
        case Bin("*", Num(0), _) | Bin("*", _, Num(0)): return Num(0)
        case Bin("+", Num(a), Num(b)): return Num(a + b)
        case Bin("*", Num(a), Num(b)): return Num(a * b)
        case Bin("-", a, b) if a == b: return Num(0)
        case Neg(Neg(x)): return x
        case Neg(Num(v)): return Num(-v)
        case Bin("+", x, Neg(y)): return Bin("-", x, y)
    return e
x, y = Var("x"), Var("y")
for e in (Bin("+", Num(0), x), Bin("*", Bin("+", Num(1), Num(2)), Bin("*", Num(1), y)), Bin("-", x, Var("x")), Neg(Neg(Neg(x))), Bin("+", x, Neg(y)), Bin("*", Bin("-", y, y), x), Neg(Num(5))): print(e, "->", simp(e))
def show(d, depth=0):
    match d:
        case None | True | False: return repr(d)
        case int(n) | float(n) if n < 0: return f"neg {-n}"
        case int() | float(): return f"num {d}"
        case "": return "empty"
        case str(s) if len(s) > 5: return s[:5] + "…"
        case str(): return d
        case []: return "[]"
        case [x]: return f"[only {show(x)}]"
        case [x, *rest]: return f"[{show(x)} and {len(rest)} more]"
        case {"type": "point", "x": x, "y": y, **rest} if not rest: return f"({x},{y})"
        case {"type": t, **rest}: return f"{t} {sorted(rest)}"
        case {}: return "{" + ", ".join(f"{k}={show(v)}" for k, v in d.items()) + "}"
        case (a, b): return "never: sequence handled above"
        case object(__class__=c): return c.__name__
for d in (None, True, -3, 4.5, "", "short", "longer text", [], [1], (1, 2, 3), {"type": "point", "x": 1, "y": 2}, {"type": "line", "x": 1}, {"a": [2], "b": {}}, {1}, b"x", 3j): print(show(d), end="; ")
print()
