"""match on literals: numbers, strings, None, bools, signs, complex."""
def f(x):
    match x:
        case 0: return "zero"
        case 1: return "one"
        case -1: return "minus one"
        case 2.5: return "float"
        case -3 + 4j: return "complex"
        case "a": return "str a"
        case "b" "c": return "joined"
        case b"x": return "bytes"
        case None: return "none"
        case True: return "true"
        case False: return "false"
    return "no match"
print([f(x) for x in (0, 1, -1, 2.5, -3 + 4j, "a", "bc", b"x", None, True, False, 0.0, 1.0, "x", [], 1 + 0j)])
class E:
    def __eq__(self, o): print("eq", o, end=" "); return o == 2.5
print(f(E()))
def order(x):
    match x:
        case True: return "T"
        case 1: return "1"
        case None: return "N"
print([order(v) for v in (True, 1, 1.0, None, 0)])
match 6:
    case 5: print("never")
match (print("once"), 7)[1]:
    case 1: pass
    case 7: print("seven")
