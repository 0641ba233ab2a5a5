# What the engine says of itself: a hot function is compiled, exits are few, and forced mode interprets nothing.
# jit: wait
import sys

engine = getattr(sys, "_typhon", None)
compiling = getattr(engine, "jit_counters", None) is not None and sys._xoptions.get("jit") != "off"
forced = compiling and sys._xoptions.get("jit") == "force"
stressed = bool({"jit-deopt-every", "jit-effort"} & sys._xoptions.keys())
EXITS = ("guard", "overflow", "bounds", "shape", "changed", "unreached")


def counters():
    c = engine.jit_counters()
    return c["compilations"], sum(c["exits_" + reason] for reason in EXITS)


def check(name, function, work, exits):
    """Runs work(); the function must be compiled after it, with no more than that many exits."""
    before = counters() if compiling else (0, 0)
    print(name, work())
    if not compiling:
        return
    after = counters()
    assert engine.jit_compiled(function), f"{name} is not compiled"
    if not stressed:
        assert after[1] - before[1] <= exits, f"{name}: {after[1] - before[1]} exits"


def ints(n):
    s = 0
    for i in range(n):
        s += i * 3 & 1023
    return s


check("ints", ints, lambda: ints(100000), 2)
check("ints again", ints, lambda: ints(100000), 0)


def floats(n):
    x = 0.5
    for i in range(n):
        x = x * 1.0001 + 0.25
    return x


check("floats", floats, lambda: round(floats(100000), 3), 2)


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def norm(self):
        return self.x * self.x + self.y * self.y


def points(n):
    s = 0
    for i in range(n):
        s += Point(i, 1).norm()
    return s


check("points", points, lambda: points(60000), 4)


def called(n):
    return n + 1


def calls():
    s = 0
    for i in range(40000):
        s = called(s)
    return s


check("calls", called, calls, 2)


def squares(n):
    for i in range(n):
        yield i * i


check("generator", squares, lambda: sum(squares(60000)), 4)


def overflows(n):
    """Leaves compiled code once, when the sum no longer fits; it must not do so for each iteration."""
    s = 1 << 60
    for i in range(n):
        s += 1 << 58
    return s


check("overflow", overflows, lambda: overflows(90000), 60)


def caught(n):
    s = 0
    for i in range(n):
        try:
            if i % 3 == 0:
                raise ValueError(i)
            s += 1
        except ValueError as e:
            s += e.args[0] & 7
    return s


check("exceptions", caught, lambda: caught(40000), 2)

if forced and not stressed:
    c = engine.jit_counters()
    assert c["interpreted"] == 0, f"{c['interpreted']} activations were interpreted"
    assert c["refusals"] == 0, f"{c['refusals']} functions were not compiled"
if compiling:
    assert engine.jit_counters()["code_bytes"] > 0
print("done")
