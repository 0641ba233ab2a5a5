"""Capture patterns, wildcards, guards, as patterns, or patterns."""
def f(x):
    match x:
        case 0 | 1 as small: return "small", small
        case int(n) if n < 0: return "negative", n
        case (1 | 2, y) | (y, 3): return "pair", y
        case [x, y] as whole if x == y: return "equal", whole
        case str() as s if (n := len(s)) > 3: return "long", s, n
        case _ if x == "guard": return "guard"
        case other: return "other", other
print(f(0), f(1), f(-5), f((1, 9)), f((8, 3)), f([4, 4]), f("hello"), f("hi"), f(3.5), f((5, 6)))
match [1, [2, 3]]:
    case [a, [b, c]]: print(a, b, c)
match "x":
    case _: print("wild")
try: print(_)
except NameError as e: print(e)
y = "kept"
match (1, 2):
    case (y, 3): print("no")
    case _: print(y)
def g(x):
    match x:
        case [a, b] if a > b: return "gt", a, b
        case [a, b] if a < b: return "lt", a, b
        case [a, _]: return "eq", a
print(g([2, 1]), g([1, 2]), g([1, 1]), g([1]))
match 3:
    case (1 | 2) | (3 | 4) as n: print("paren", n)
match [[0, "a"], 5]:
    case [[0, ("a" | "b") as ch] as inner, int() as num]: print(ch, inner, num)
