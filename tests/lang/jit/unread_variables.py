"""Variables that a loop assigns before it reads them, floats as a rule: frames have to show what they are, bound or not, at each
place where an iteration can be left."""
# jit: wait
import math
import sys


def shown(names):
    """The caller's variables of these names."""
    there = sys._getframe(1).f_locals
    return [repr(there[n]) if n in there else "unbound" for n in names]


def left_in_the_middle(values, stop):
    """Leaves at an item of another type, with variables of this iteration and of the last one."""
    seen = []
    for i, v in enumerate(values):
        if i == stop:
            seen.append(shown(["double", "half", "sign"]))
        double = v * 2.0
        half = double / 4.0
        sign = -half if half > 0.0 else half
    seen.append(shown(["double", "half", "sign"]))
    return seen


def different_kinds(values):
    """The same variable is unbound, an int, a float, a str and deleted."""
    last = None
    out = []
    for v in values:
        if v > 3.0:
            kept = v * 0.5
        elif v > 2.0:
            kept = 7
        elif v > 1.0:
            kept = "text"
        elif v > 0.5 and last is not None:
            del kept
        scaled = v * 1.5
        if v < 0.0:
            out.append(shown(["kept", "scaled", "last"]))
        last = scaled
    return out


def raises_at(rows, i):
    """A handler shows what was computed before the error."""
    try:
        for k in range(len(rows)):
            whole = rows[k] * 3.0
            part = 1.0 / (rows[k] - i)
            rest = whole - part
    except ZeroDivisionError:
        return shown(["whole", "part", "rest", "k"])
    return shown(["whole", "part", "rest", "k"])


def nested(grid):
    """An inner loop's variables are the outer loop's, too."""
    total = 0.0
    for row in grid:
        for x in row:
            square = x * x
            total += square
            root = math.sqrt(square)
        if len(row) == 3:
            total += len(shown(["square", "root"]))
            mark = shown(["square", "root"])
    return total, mark


def yields(values):
    for v in values:
        third = v / 3.0
        rest = v - third
        yield rest
        third = rest


class Point:
    def __init__(self, x):
        self.x = x

    def moved(self, by):
        step = self.x * by
        self.x = self.x + step
        return step


def objects(points, rounds):
    for _ in range(rounds):
        for p in points:
            moved = p.moved(0.125)
            doubled = moved * 2.0
    return shown(["moved", "doubled"]), [p.x for p in points]


def extremes(values):
    """Floats whose exponents need a box, NaN and zeros with their sign."""
    out = []
    for v in values:
        tiny = v * 1e-300
        huge = v * 1e300
        if v != v or v == 0.0:
            out.append(shown(["tiny", "huge"]))
    out.append(shown(["tiny", "huge"]))
    return out


WARM = [float(i % 7) + 0.25 for i in range(300)]

for _ in range(150):
    left_in_the_middle(WARM, -1)
print(left_in_the_middle(WARM, 0), left_in_the_middle(WARM, 1), left_in_the_middle(WARM, 200))
print(left_in_the_middle([1.5, 2.5, 3], -1), left_in_the_middle([], 0))
try:
    left_in_the_middle([1.5, None], -1)
except TypeError as e:
    frame = e.__traceback__.tb_next.tb_frame
    print(e, {k: frame.f_locals.get(k, "unbound") for k in ("double", "half", "sign", "v")})

MIXED = [4.0, 2.5, 1.5, 4.5, 0.25] * 60
for _ in range(150):
    different_kinds(MIXED)
print(different_kinds([-1.0] + MIXED + [-1.0, 1.25, -2.0, 2.25, -3.0, 3.5, -4.0, 0.75, -5.0]))

for _ in range(150):
    raises_at(WARM, 100.0)
print(raises_at(WARM, WARM[5]), raises_at(WARM, WARM[0]), raises_at([], 0.0), raises_at(WARM, 0.5))

GRID = [[0.5 * i + j for i in range(40)] for j in range(10)]
for _ in range(150):
    nested(GRID + [[1.0, 2.0, 3.0]])
print(nested(GRID + [[1.0, 2.0, 3.0]]), nested([[1, 2, 3]]), nested([[], [2.5, -1.5, 1e-200]]))

for _ in range(150):
    sum(yields(WARM))
g = yields([3.0, 4.5, 6])
print(next(g), g.gi_frame.f_locals, next(g), g.gi_frame.f_locals, next(g), g.gi_frame.f_locals)

POINTS = [Point(1.0 + i) for i in range(50)]
for _ in range(20):
    objects(POINTS, 10)
first = [Point(1.0), Point(2.0)]
print(objects(first, 3), objects([], 3), objects([Point(2), Point(0.5)], 2), objects([Point(0.5), Point(2 ** 70)], 1))

for _ in range(150):
    extremes(WARM)
print(extremes([1.0, 0.0, 2.0, -0.0, math.nan, 1e10, math.inf, 0.0, 5e-324]))
