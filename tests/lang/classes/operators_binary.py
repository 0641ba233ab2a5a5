"""Binary operator methods: reflected, NotImplemented, in-place fallbacks, subclass priority."""
ops = "add sub mul matmul truediv floordiv mod pow lshift rshift and xor or".split()
sym = "+ - * @ / // % ** << >> & ^ |".split()
class L: pass
class R: pass
for o in ops:
    setattr(L, f"__{o}__", lambda self, other, o=o: f"L.{o}" if isinstance(other, int) else NotImplemented)
    setattr(R, f"__r{o}__", lambda self, other, o=o: f"R.r{o}({type(other).__name__})")
l, r = L(), R()
for o, s in zip(ops, sym):
    print(s, eval(f"l {s} 1"), eval(f"l {s} r"), eval(f"1 {s} r"), eval(f"'x' {s} r") if s != "%" else "", eval(f"[] {s} r"), end=" ")
    try:
        eval(f"l {s} 'a'")
    except TypeError as error:
        print(error)
class I:
    def __iadd__(self, o): return ("iadd", o)
    def __isub__(self, o): return NotImplemented
    def __sub__(self, o): return ("sub", o)
    def __imul__(self, o): return NotImplemented
i = I(); i += 5; print(i)
i = I(); i -= 5; print(i)
i = I()
try:
    i *= 5
except TypeError as error:
    print(error)
for s in "/= //= %= @= **= <<= >>= &= |= ^=".split():
    try:
        exec(f"i {s} 1")
    except TypeError as error:
        print(error)
class Base:
    def __add__(self, o): return "Base.add"
    def __radd__(self, o): return "Base.radd"
class Sub(Base):
    def __radd__(self, o): return "Sub.radd"
class Same(Base): pass
print(Base() + Sub(), Sub() + Base(), Base() + Same(), Base() + Base(), 1 + Base(), Base() + 1)
class Both:
    def __add__(self, o): print("add tried"); return NotImplemented
    def __radd__(self, o): print("radd tried"); return NotImplemented
for e in ("Both() + Both()", "Both() + 1", "1 + Both()"):
    try:
        eval(e)
    except TypeError as error:
        print(error)
class Raises:
    def __add__(self, o): raise ValueError("in add")
    def __radd__(self, o): return "never"
try:
    Raises() + Raises()
except ValueError as error:
    print(error)
class P:
    def __pow__(self, e, m=None): return ("pow", e, m)
    def __rpow__(self, b, m=None): return ("rpow", b, m)
    def __divmod__(self, o): return ("divmod", o)
    def __rdivmod__(self, o): return ("rdivmod", o)
print(pow(P(), 2), pow(P(), 2, 3), pow(2, P()), divmod(P(), 1), divmod(1, P()))
try:
    print(pow(2, P(), 3))
except TypeError as error:
    print(error)
class NoneAdd: __add__ = None; __radd__ = None
for e in ("NoneAdd() + 1", "1 + NoneAdd()", "r + NoneAdd()"):
    try:
        print(eval(e))
    except TypeError as error:
        print(error)
