"""Functions that keep the compiler busy: each is another one, and too long to be compiled in no time."""
import sys

engine = getattr(sys, "_typhon", None)
compiling = getattr(engine, "jit_await", None) is not None and sys._xoptions.get("jit") != "off"


def make(i, space=None):
    """A function of n that adds up something which depends on i."""
    space = {} if space is None else space
    lines = [f"def f{i}(n, xs):", "    a = b = c = 0", "    for k in range(n):"]
    for j in range(5):
        lines += [f"        if k % {j + 2} == {i % (j + 2)}:", f"            a += xs[k & 7] * {j + 1}; b ^= a; c = (c + b) & 0xffff",
                  "        else:", f"            c = (c * {j + 3} + k) & 0xffff"]
    lines.append("    return a + b + c")
    exec("\n".join(lines), space)
    return space[f"f{i}"]


def heat(f, rounds=40, n=1000):
    xs = list(range(8))
    return [f(n, xs) for _ in range(rounds)][-1]
