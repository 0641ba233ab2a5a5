# Loops over generators that go on within compiled code: whoever looks at one of the frames, or leaves the loop, finds what an
# interpreter would have left.
import gc
import sys
import weakref

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


def squares(n):
    for i in range(n):
        yield i * i


def fibonacci(n):
    a, b = 0, 1
    while n:
        yield a
        a, b = b, a + b
        n -= 1


def total(n):
    t = 0
    for x in squares(n):
        t += x
    return t


print(warm(total, 100), total(0), total(1), total(2), total(100000))


def fibonaccis(n):
    out = []
    for x in fibonacci(n):
        if x % 2:
            continue
        if x > 10**25:
            break
        out.append(x)
    else:
        out.append("all")
    return out


# Leaves for big ints in the generator, and in the loop.
print(warm(fibonaccis, 20), fibonaccis(0), fibonaccis(1))
print(fibonaccis(95), fibonaccis(200)[-3:])


def products(n, f):
    p = 1
    seen = []
    for x in squares(n):
        p = p * (x + f)
        seen.append((x, p))
    return seen


print(warm(products, 5, 2))
print(products(12, 2**8), products(3, 1.5), shown(products, 3, "text"))


def product_of(n):
    p = 1
    for x in fibonacci(n):
        p = p * (x + 1)
    return p


print(warm(product_of, 6), product_of(12), product_of(40), product_of(6))


def nested(n):
    out = []
    for a in squares(n):
        for b in fibonacci(a):
            out.append(a * 100 + b)
        for c in squares(2):
            out.append(-c)
    return out


print(warm(nested, 4), nested(0), nested(5) == nested(5))


# Other things than small ints in the generator's registers.
def texts(words, suffix="!"):
    previous = None
    for w in words:
        yield (previous, w + suffix)
        previous = w


def joined(words):
    out = []
    for before, now in texts(words):
        out.append(f"{before}>{now}")
    return " ".join(out)


print(warm(joined, ["a", "b", "c"]), joined([]), shown(joined, ["a", 1]))


def halves(x):
    while x > 0.1:
        yield x
        x /= 2


def float_total(x):
    t = 0.0
    for h in halves(x):
        t += h
    return t


print(warm(float_total, 100.0), float_total(0.0), float_total(64), shown(float_total, "x"))


# Exceptions in the generator, in the loop, StopIteration in the generator, returned values.
def failing(n):
    for i in range(n):
        if i == 7:
            raise ValueError(f"at {i}")
        yield i
    return "ignored"


def failing_total(n):
    t = 0
    try:
        for x in failing(n):
            t += x
    except ValueError as e:
        frames = []
        tb = e.__traceback__
        while tb:
            frames.append((tb.tb_frame.f_code.co_name, tb.tb_lineno - tb.tb_frame.f_code.co_firstlineno))
            tb = tb.tb_next
        return t, str(e), frames
    return t


print(warm(failing_total, 5), failing_total(7), failing_total(8), failing_total(100))


def stopping(items):
    it = iter(items)
    while True:
        yield next(it)


def stopped(items):
    t = 0
    for x in stopping(items):
        t += x
    return t


for _ in range(30):
    shown(stopped, [1, 2, 3])
print(shown(stopped, [1, 2, 3]), shown(stopped, []))


def divided(n):
    out = []
    for x in squares(n):
        try:
            out.append(100 // (x - 4))
        except ZeroDivisionError as e:
            out.append(str(e))
    return out


print(warm(divided, 2), divided(5))


# Who looks at the frames.
def watching(n):
    local = "seen"
    for i in range(n):
        local = local[:4] + str(i)
        frame = sys._getframe()
        yield frame.f_lineno - frame.f_code.co_firstlineno, frame.f_back.f_code.co_name, sorted(frame.f_locals)


def watched(n):
    out = []
    for x in watching(n):
        out.append(x)
        out.append(sorted(sys._getframe().f_locals))
    return out


print(warm(watched, 2))


def inner_callers(n):
    for i in range(n):
        yield [f.f_code.co_name for f in frames_of(sys._getframe())][:2]


def frames_of(frame):
    while frame:
        yield frame
        frame = frame.f_back


def callers(n):
    out = []
    for x in inner_callers(n):
        out.append(x)
    return out


print(warm(callers, 2))


# What only the generator's registers hold stays alive, and what they do not hold any more goes.
class Thing:
    def __init__(self, number):
        self.number = number


def things(n):
    kept = Thing(-1)
    for i in range(n):
        kept = Thing(kept.number + 1)
        yield weakref.ref(kept)


def collecting(n):
    out = []
    for ref in things(n):
        gc.collect()
        thing = ref()
        out.append(thing and thing.number)
        del thing
    gc.collect()
    return out


for _ in range(8):
    collecting(2)
if compiling:
    engine.jit_compile(collecting)
print(collecting(5))


def making(n):
    data = [0]
    for i in range(n):
        data = data + [i]
        yield len(data)


def made(n):
    t = 0
    junk = None
    for x in making(n):
        junk = [[x] for _ in range(20)]
        t += x + len(junk)
    return t


print(warm(made, 300))


# The generator's function changes, or another one comes; sends and throws elsewhere do not matter.
def source(n):
    for i in range(n):
        yield i


def from_source(n):
    t = 0
    for x in source(n):
        t += x
    return t


print(warm(from_source, 10))


def source(n):
    yield 10
    yield from range(n)


print(from_source(10))


def source(n):
    return [1, 2, n]


print(from_source(10), shown(lambda: [from_source(3), [x for x in squares(3)]]))


class Tree:
    def __init__(self, items):
        self.items = items

    def pairs(self, factor=2):
        for x in self.items:
            yield x, x * factor


def paired(tree):
    t = 0
    for a, b in tree.pairs():
        t += a * b
    return t


print(warm(paired, Tree([1, 2, 3])), paired(Tree([])), paired(Tree([2**40, 2**61, 0.5])))


def counted(limit):
    seen = 0

    def numbers():
        nonlocal seen
        while seen < limit:
            seen += 1
            yield seen

    t = 0
    for x in numbers():
        t += x * seen
    return t, seen


print(warm(counted, 5), counted(0))


def recursing(n):
    t = 0
    for x in squares(3):
        t += x if n == 0 else recursing(n - 1)
    return t


print(warm(recursing, 3), shown(recursing, 0))


# A loop that is hot at once is entered in its middle.
def long_total(n):
    t = 0
    for x in squares(n):
        t += x & 7
    return t


print(long_total(200000), long_total(3))


def closing():
    try:
        for i in range(3):
            yield i
    finally:
        print("closed")


def broken_off():
    for x in closing():
        if x == 1:
            break
    return x


for _ in range(2):
    broken_off()
