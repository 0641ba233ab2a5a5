"""Value patterns: dotted names."""
class C:
    A = 1
    B = "b"
    class D: E = [1, 2]
import math
def f(x):
    match x:
        case C.A: return "A"
        case C.B: return "B"
        case C.D.E: return "E"
        case math.pi: return "pi"
        case [C.B, x]: return "list", x
        case {"k": C.A}: return "map"
    return "no"
print([f(x) for x in (1, "b", [1, 2], math.pi, ["b", 5], {"k": 1}, 2, True, 1.0)])
C.A = 100
print(f(1), f(100))
try:
    match 1:
        case C.nope: pass
except AttributeError as e: print(e)
try:
    match 1:
        case undefined_ns.x: pass
except NameError as e: print(e)
class Eq:
    def __eq__(self, o): return "truthy"
C.eq = Eq()
match 5:
    case C.eq: print("eq by value")
