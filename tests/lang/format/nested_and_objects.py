"""Format specifications with nested fields; objects with their own __format__."""
class P:
    def __init__(self, x, y): self.x, self.y = x, y
    def __format__(self, spec):
        if not spec: return f"({self.x}, {self.y})"
        kind, _, rest = spec.partition(":")
        if kind == "swap": return f"({self.y:{rest}}, {self.x:{rest}})"
        raise ValueError(f"bad spec {spec!r}")
    def __str__(self): return "str"
    def __repr__(self): return "repr"
p = P(1.5, 22)
print(f"{p} {p:swap:} {p:swap:08.2f} {p!s} {p!r} {p!r:>6} {p!s:*^7}", "{} {:swap:5}|".format(p, p), "{0.x:{w}}|{0.y:{w}{t}}".format(p, w=6, t="x"), format(p), format(p, "swap:+"))
for action in (lambda: f"{p:bad}", lambda: "{:bad}".format(p), lambda: f"{p.z}", lambda: "{.z}".format(p), lambda: "{0[k]}".format(p), lambda: f"{p!r:d}", lambda: "{:{}}".format(1), lambda: "{:{w}}".format(1), lambda: f"{1:{'q'}}", lambda: f"{'x':{-5}}", lambda: f"{'x':{None}}"):
    try: print(action())
    except Exception as e: print(type(e).__name__, e)
w, prec, t = 10, 3, "f"
print(f"{3.14159:{w}.{prec}{t}}|{3.14159:{'<' if w else '>'}{w}}|{'x':{'é'}>{w // 2}}|{10:{'#'}{'x'}}")
rows = [("apple", 1.5, 10), ("kiwi", 0.25, 200)]
for name, price, n in rows: print(f"{name:<8}{price:>8.2f}{n:>5d}{price * n:>10,.2f}")
print("{:>{w}}{:<{w}}|".format("a", "b", w=4), "{!r:{}}|".format("a", 5), "{:{fill}{align}{width}}".format("m", fill="-", align="^", width=7))
