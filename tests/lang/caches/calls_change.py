"""One call site calls functions, methods, classes, builtins, lambdas, partials, with different arities."""
from _functools import partial
def call0(f): return f()
def call1(f, x): return f(x)
def callk(f, x): return f(x, k=1)
class C:
    def __init__(self, x=0): self.x = x
    def m(self, x=1): return ("m", x)
    def __call__(self, x=2, k=0): return ("call", x, k)
    def __repr__(self): return f"C({self.x})"
    @classmethod
    def c(cls, x=3): return (cls.__name__, x)
    @staticmethod
    def s(x=4): return ("s", x)
def plain(x=5): return x
def star(*a, **k): return a, k
def gen(x=0): yield x
async def co(x=0): return x
c = C()
fs = [plain, c.m, C, c, C.c, C.s, lambda x=6: -x, str, int, list if False else abs, partial(plain), star, type, gen, repr, c.m, plain]
for _ in range(2):
    for f in fs:
        try:
            r = call1(f, 7)
            print(r if not hasattr(r, "send") else list(r), end=" ")
        except TypeError as e: print(e, end=" ")
print()
for f in [plain, c.m, C, c, C.c, C.s, star, dict, int, str, tuple, lambda: "l", partial(max, 1, 2)]: print(call0(f), end=" ")
print()
for f in [c, star, dict, plain, lambda x, k: (x, k), lambda x, *, k=2: k, lambda *a, k: (a, k), partial(star, 0), int, sorted, C]:
    try: print(callk(f, [3, 1]), end="; ")
    except TypeError as e: print(e, end="; ")
print()
def poly(*shapes): return sum(s.area() for s in shapes)
S = [type(f"S{i}", (), {"area": lambda self, i=i: i}) for i in range(10)]
print(poly(*[s() for s in S]), [poly(*[s() for s in S[:k]]) for k in range(6)], poly(S[0](), S[0](), S[5]()))
def swap(): return "old"
def caller(): return swap()
r = [caller()]
swap = lambda: "new"; r.append(caller())
swap = C; r.append(caller())
swap = 5
try: caller()
except TypeError as e: r.append(str(e))
print(r)
