"""What locals(), eval() and frames show of the variables of comprehensions, which run in the code around them."""
import sys

print([eval("x + 1") for x in range(3)])
print([sorted(k for k in locals() if len(k) == 1) for q in [0]][0])
print([sys._getframe().f_locals["a"] for a in [7]])
try:
    [1 / x for x in range(2)]
except ZeroDivisionError:
    pass
print(locals() is globals(), "x" in locals(), "q" in locals())


def same_name():
    x = 5
    print([eval("x") for x in range(3)], x)
    print([locals()["x"] for x in range(3)], locals())
    try:
        [1 / x for x in range(3)]
    except ZeroDivisionError:
        pass
    print(locals())
    del x
    [0 for x in range(3)]
    print(locals())


def nested():
    y = 1
    print([["%(x)s %(y)s" % locals() for y in "ab"] for x in range(2)], locals())
    print([eval("(x, y)") for x in range(2) for y in "cd"], y)


def cells():
    made = [(lambda: q, sorted(locals())) for q in range(2)]
    print([(f(), names) for f, names in made])


class InClass:
    z = 1
    print([eval("x + 1") for x in range(3)])
    print([eval("z") for x in range(2)])
    print([sorted(k for k in locals() if k[0] != "_") for x in range(1)])
    print(sorted(k for k in locals() if k[0] != "_"))


def traced():
    """A trace function may ask for f_locals at every line of it."""
    x = "outer"
    got = [x * 2 for x in range(3)]
    return x, got


def tracer(frame, event, arg):
    frame.f_locals
    return tracer


same_name()
nested()
cells()
sys.settrace(tracer)
result = traced()
sys.settrace(None)
print(result)
