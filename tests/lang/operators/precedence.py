"""Precedence and associativity of operators."""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

class T:
    def __init__(self, s): self.s = s
    def __repr__(self): return self.s
    def _b(op, sym):
        return lambda self, o: T(f"({self.s}{sym}{getattr(o, 's', o)})")
for name, sym in dict(add="+", sub="-", mul="*", truediv="/", floordiv="//", mod="%", pow="**", matmul="@", lshift="<<", rshift=">>", and_="&", or_="|", xor="^").items():
    setattr(T, f"__{name.rstrip('_')}__", T._b(name, sym))
for name, sym in dict(neg="-", pos="+", invert="~").items():
    setattr(T, f"__{name}__", lambda self, sym=sym: T(f"({sym}{self.s})"))
a, b, c, d = (T(x) for x in "abcd")
check("""
a + b * c - d
a - b - c
a ** b ** c
-a ** b
a ** -b
~a & b | c ^ d
a << b + c >> d
a @ b * c / d // a % b
a | b & c ^ d << a
-a + ~b * +c
(a + b) * c ** d
a if 0 else b + c
not 1 == 2
1 + 2 == 3 and 4 or 5
1 < 2 == 2 < 3
2 ** 3 ** 0 - 1
-2 ** 2, (-2) ** 2, 2 ** -1
5 - 3 - 1, 100 / 10 / 2, 7 // 2 * 2, 7 % 4 * 2, 2 * 3 % 4
1 | 2 ^ 3 & 4 << 1 + 1
not not 0, not 1 in [2], - - 3, ~ - 5, not -1
lambda: 1 if 0 else 2
(lambda x: x or 1 and 2)(0)
1 if 0 else 2 if 0 else 3
[1, 2][0] + {1: 2}[1] * (3, 4)[1]
"a" "b" * 2, "a" + "b" * 2, "%s" % "x" * 2
await_ if False else 1
1 in [1] and 2 not in [1] or 3 == None
""")
