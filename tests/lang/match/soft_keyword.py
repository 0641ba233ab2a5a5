"""match, case, type and _ as ordinary names."""
match = 5
case = [1, 2]
_ = "underscore"
print(match, case, _)
match = {"a": 1}
print(match["a"], match.get("b"), -len(match))
def match(x, *a): return ("called", x, a)
print(match(5), match (6), match(1, 2))
match (1, 2):
    case (1, case): print("case bound", case)
match match(3):
    case ("called", n, _): print("n", n)
class case:
    match = 1
    case = 2
print(case.match, case.case)
match case.match:
    case 1: print("one")
match -case.match:
    case -1: print("minus")
match [case.case]:
    case [2]: print("list")
match {"x": 1}:
    case {"x": match}: print("match bound", match)
print(match)
type = 7
print(type)
del type
type X = int
print(X, X.__value__, type(X).__name__)
def f(match, case, type): return match + case + type
print(f(match=1, case=2, type=3), (lambda case: case)(4), [match for match in range(2)])
match not True:
    case False: print("not")
match 1 if True else 2:
    case 1: print("cond")
match lambda: 1:
    case f2 if callable(f2): print("lambda", f2())
