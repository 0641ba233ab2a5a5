# A hot loop is compiled with the loops around it alone; what follows is the interpreter's, and another loop of the function that has
# to be compiled anew leaves it as it is.
# jit: wait
import sys

engine = getattr(sys, "_typhon", None)
compiling = getattr(engine, "jit_counters", None) is not None and sys._xoptions.get("jit") is None


class A:
    def __init__(self, v):
        self.v = v


class B:
    def __init__(self, v):
        self.w = 0
        self.v = v


def settle():
    if compiling:
        engine.jit_await()


def many(first, second, n):
    """Three loops one behind the other, in a function with much behind them."""
    total = 0
    for i in range(n):
        total += i & 7
    for o in first * n:
        total += o.v
    log = []
    try:
        for o in second * n:
            total += o.v
            if o.v < 0:
                raise ValueError(o.v)
    except ValueError as e:
        log.append(e.args[0])
    else:
        log.append("no")
    finally:
        log.append("end")
    while total > 1 << 20:
        total -= 1 << 20
        if total & 1:
            continue
        total -= 1
        if total < 77:
            break
    else:
        log.append("else")
    names = [f"{x}" for x in log]
    names.append(str(total))
    names.append("+".join(sorted(names)))
    return names


for first, second, n in [([A(1)], [A(2)], 40000), ([A(1)], [A(2)], 40000), ([A(1), B(5)], [A(2)], 20000),
                         ([A(1), B(5)], [A(2), B(3)], 20000), ([B(4)], [B(2), A(-1)], 20000), ([A(True)], [B(1.5)], 20000)] * 3:
    print(many(first, second, n))
    settle()


def nested(rows, columns, skip):
    """The inner loop is hot first; the outer one goes on around it, is left early and entered again."""
    hits = 0
    for r in range(rows):
        for c in range(columns):
            if c == skip:
                hits += 1
                break
            hits += c & 1
        else:
            hits += 1000
        try:
            for c in range(3):
                if r == 17:
                    raise KeyError(r)
        except KeyError:
            return hits, r
        hits += 5
    a = b = c = d = e = 0
    a, b, c, d, e = b + 1, c + 2, d + 3, e + 4, a + 5
    return hits, (a, b, c, d, e), rows, columns, skip, (a + b, b + c, c + d, d + e, e + a), [a, b, c, d, e]


for arguments in [(10, 20000, -1), (10, 20000, 15000), (40, 2000, -1), (16, 3000, 1), (0, 0, 0), (16, 20000, -1)] * 2:
    print(nested(*arguments))
    settle()


def generator(n):
    for i in range(n):
        if i % 10000 == 0:
            yield i
    x = yield "between"
    total = 0
    while n > 0:
        n -= 1
        total += n & 3
    yield total, x
    for i in range(3):
        yield i
    yield "so", "that", "there", "is", "much", "behind", "it", [total, x, n], (total, x, n), {1: total, 2: x, 3: n}


for _ in range(3):
    g = generator(50000)
    seen = []
    for v in g:
        seen.append(v)
        if v == "between":
            seen.append(g.send(7))
    print(seen)
    settle()


def where():
    """What sees the frame behind the loop sees its variables."""
    x = 0
    for i in range(50000):
        x += 2
    y = x + i
    here = sorted(locals().items())
    try:
        return here, undefined_name + x + y + i + x + y + i + x + y + i + x + y + i + x + y + i + x + y + i
    except NameError as e:
        t = e.__traceback__
        return here, t.tb_lineno - where.__code__.co_firstlineno, sorted(t.tb_frame.f_locals)


for _ in range(3):
    print(where())
    settle()
