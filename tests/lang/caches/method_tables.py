"""Dispatch through dicts of functions, bound methods, class attributes, getattr by name, operator tables."""
import _operator
ops = {"+": _operator.add, "-": lambda a, b: a - b, "*": int.__mul__, "max": max, "cat": "{}{}".format}
def run(prog):
    st = []
    for tok in prog.split():
        if tok.lstrip("-").isdigit(): st.append(int(tok))
        else: b, a = st.pop(), st.pop(); st.append(ops[tok](a, b))
    return st
print(run("1 2 +"), run("5 3 - 4 *"), run("1 9 max 3 cat"), run("2 3 * 4 5 + -"))
class Robot:
    def __init__(self): self.x = self.y = 0; self.moves = {"n": self.north, "s": self.south, "e": lambda: self.move(1, 0), "w": lambda k=1: self.move(-k, 0)}
    def north(self, k=1): self.move(0, k)
    def south(self, k=1): self.move(0, -k)
    def move(self, dx, dy): self.x += dx; self.y += dy
    def go(self, path):
        for c in path: self.moves[c]()
        return self.x, self.y
    def do(self, cmd):
        name, *args = cmd.split()
        return getattr(self, "cmd_" + name, self.unknown)(*map(int, args))
    def cmd_jump(self, n, m=0): self.move(n, m); return "jumped"
    def cmd_where(self): return self.x, self.y
    def unknown(self, *a): return ("unknown", a)
r = Robot()
print(r.go("nnesw"), r.do("jump 5"), r.do("jump 1 2"), r.do("where"), r.do("fly 3"))
r.moves["n"] = r.south
print(r.go("nn"), Robot.do(r, "where"))
Robot.cmd_fly = lambda self, h: self.move(0, h) or f"flew {h}"
print(r.do("fly 3"), r.do("where"))
r.cmd_where = lambda: "instance"
print(r.do("where"))
del r.cmd_where
class Fast(Robot):
    def move(self, dx, dy): super().move(dx * 2, dy * 2)
f = Fast(); print(f.go("ne"), f.do("jump 1 1"), f.do("where"))
visitors = {int: lambda v: f"int {v}", str: lambda v: f"str {v}", list: lambda v: [visit(x) for x in v], type(None): lambda v: "none"}
def visit(v): return next((visitors[t] for t in type(v).__mro__ if t in visitors), lambda v: "other")(v)
print(visit([1, "a", None, [True, 2.5], {}]))
for name in ("upper", "title", "swapcase"): print(getattr("aBc d", name)(), getattr(str, name)("xY"), end=" ")
print([getattr(5, f"__{n}__")(3) for n in ("add", "sub", "mul", "mod", "pow", "lt")])
