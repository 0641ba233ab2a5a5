"""_functools: partial, reduce, cmp_to_key."""
from _functools import partial, reduce, cmp_to_key


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

def f(*a, **k): return a, k
p = partial(f, 1, x=2)
check("""
p(), p(3), p(3, x=5, y=6), partial(int, base=2)("101"), partial(p, 9)(), partial(partial(f, 1), 2).args
p.func is f, p.args, p.keywords, partial(p, 2, y=1).func is f, partial(p, 2, y=1).keywords
repr(partial(print, 1, sep="")), type(p).__name__
partial()
partial(5)
partial(len)()
partial(len)([1], [2])
p.__reduce__()[2][1:3]
callable(p), p.__doc__ is not None
reduce(lambda a, b: a + b, [1, 2, 3]), reduce(max, [3, 1]), reduce(lambda a, b: a * b, [], 5), reduce(lambda a, b: a + b, "ab", "z")
reduce(lambda a, b: a, [])
reduce(len)
reduce(5, [1, 2])
reduce(lambda a, b: a, 5)
sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)), max([1, 5], key=cmp_to_key(lambda a, b: a - b))
cmp_to_key(lambda a, b: 0)(1) == cmp_to_key(lambda a, b: 0)(2)
cmp_to_key(lambda a, b: a - b)(1) < cmp_to_key(lambda a, b: a - b)(2)
cmp_to_key(5)(1) < 5
cmp_to_key(lambda a, b: "x")(1) < cmp_to_key(lambda a, b: "x")(2)
cmp_to_key()
cmp_to_key(lambda a, b: 0)(1).obj
hash(cmp_to_key(lambda a, b: 0)(1))
""")
p.attr = 5
print(p.attr, p.__dict__)
p.keywords["late"] = 1
print(p())
class M:
    m = partial(f, "static")
print(M().m(1))
class P(partial): pass
print(type(P(f, 1)).__name__, P(f, 1)(2), repr(P(len))[:20].split(".")[-1])
