# Loops over range() have no iterator while they run compiled; whoever looks for one finds it where it should be.
import sys

engine = getattr(sys, "_typhon", None)
compiling = getattr(engine, "jit_compile", None) is not None and sys._xoptions.get("jit") != "off"


def warm(f, *args):
    for _ in range(30):
        f(*args)
    if compiling:
        assert engine.jit_compile(f)
    return f(*args)


def shown(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def span(a, b):
    out = []
    for i in range(a, b):
        out.append(i)
    for i in range(b):
        out.append(-i)
    for i in range(b, a, -1):
        out.append(i * 10)
    for i in range(a, b, 3):
        out.append(i * 100)
    for i in range(b, a, -4):
        out.append(i * 1000)
    return out


print(warm(span, 0, 7), span(5, 5), span(-3, 2), span(4, -4))
print(shown(span, 0, 2.5), span(True, 3), shown(span, "a", 2))


def ends(a, b):
    n = 0
    for i in range(a, b):
        n += 1
        if n > 5:
            return i
    last = None
    for i in range(a, b, 5):
        last = i
        n += 1
        if n > 50:
            return "endless"
    for i in range(b, a, -7):
        last = i
        n += 1
        if n > 50:
            return "endless"
    return n, last


# The largest small ints, and beyond.
print(warm(ends, 0, 4))
for e in (60, 61, 62, 63):
    for d in (-1, 0, 1):
        print(e, d, ends(2**e + d - 4, 2**e + d), ends(-2**e + d, -2**e + d + 4))


# Overflow, other types and exceptions in the middle: the interpreter goes on with the next number.
def sums(n, step):
    total = 0
    for i in range(n):
        total += step if i != 5 else i * step
        for j in range(i, n, 2):
            total += j
    return total, i, j


print(warm(sums, 8, 1), sums(8, 0.5), sums(9, 2**60), shown(sums, 8, "x"), sums(8, 2**61))


def caught(n, bad):
    seen = []
    for i in range(n):
        try:
            seen.append(10 // (i - bad))
        except ZeroDivisionError:
            seen.append("zero")
            continue
        finally:
            seen.append(i)
        if i == n - 2:
            break
    else:
        seen.append("else")
    return seen


print(warm(caught, 5, 2), caught(3, 0), caught(1, 5))


# Names that mean something else from now on.
def counted(n):
    out = []
    for i in range(n):
        if i == 2 and n == 6:
            globals()["range"] = lambda n: "other"
        for j in range(2):
            out.append((i, j))
    return out


print(warm(counted, 3), counted(6))
del range
print(counted(2))


def shared(n):
    it = iter(range(n))
    out = []
    for i in it:
        out.append((i, next(it, None)))
    return out


print(warm(shared, 5), shared(0))


# Long loops are entered in the middle.
def long(n):
    total = 0
    for i in range(n):
        for j in range(3):
            total += i ^ j
        if i == n // 2:
            total += 0.5
    return total


print(long(60000), long(10))


def rows(n):
    return [[i * j for j in range(i, n)] for i in range(n)], {i: i for i in range(3)}, [x for x in range(4) for y in range(x)]


print(warm(rows, 4), rows(2))


def generated(n):
    for i in range(n):
        for j in range(2):
            n += j
        yield i, n


print(warm(lambda: list(generated(3))), [sum(1 for i in range(k) for j in range(i)) for k in range(6)])


def frames(n):
    out = []
    for i in range(n):
        f = sys._getframe()
        out.append(f.f_locals["i"] + i)
    return out


print(warm(frames, 3), frames(5))
