# Machine code is given back: what dies with its function, and what is replaced because its guesses failed.
# With a number as argument: that many compilations (scripts/test --full runs 20000).
import gc
import sys

count = int(sys.argv[1]) if len(sys.argv) > 1 else 400
engine = getattr(sys, "_typhon", None)
compiling = getattr(engine, "jit_compile", None) is not None and sys._xoptions.get("jit") != "off"


def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096


def compilations():
    return engine.jit_counters()["compilations"] if compiling else 0


def made(i):
    space = {}
    exec(f"def f(x):\n    return x + {i}\ndef g(n):\n    s = 0\n    for i in range(n):\n        s += f(i)\n    return s\n", space)
    if compiling:
        assert engine.jit_compile(space["f"]) and engine.jit_compile(space["g"])
        assert engine.jit_compiled(space["f"])
    return space["g"](3)


def changing(i):
    """One function whose operands are of another type each time."""
    class C:
        def __init__(self, v):
            self.v = v

    o = C(i)
    values = [i, float(i), str(i), o]
    return sum(mixed(v) for v in values)


def mixed(x):
    n = 0
    for k in range(4):
        if type(x) is int:
            n += x
        elif type(x) is float:
            n += int(x + k - k)
        elif type(x) is str:
            n += len(x)
        else:
            n += x.v
    return n


def rounds(n):
    total = 0
    for i in range(n):
        total += made(i)
        total += changing(i)
        if i % 100 == 99:
            gc.collect()
    return total


def run():
    first = rounds(max(count // 10, 100))
    before = resident(), engine.jit_counters() if compiling else None
    start = compilations()
    total = rounds(count // 2)
    if compiling:
        after = engine.jit_counters()
        assert compilations() - start >= count // 2, compilations() - start
        # Some pieces wait until it is worth looking for them on the stacks; some are still in use.
        assert after["freed"] - before[1]["freed"] >= (count // 2) - 150, after
        assert after["code_bytes"] - before[1]["code_bytes"] < 400_000, (before[1], after)
        grown = resident() - before[0]
        if count >= 4000:
            assert grown < 24 << 20, f"{grown >> 20} MiB more"
    return first, total


first, total = run()
print(first == sum(3 * i + 3 for i in range(max(count // 10, 100))) + sum(8 * i + 4 * len(str(i)) + 4 * i for i in range(max(count // 10, 100))), total > first // 2)
