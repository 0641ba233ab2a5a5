"""next(g) and g.send(v) in compiled code, whatever g and its state are."""
# jit: wait
import traceback

ROUNDS = 400


def counting(n):
    got = []
    for i in range(n):
        got.append((yield i))
    return got


async def waiting(n):
    return n + 1


class Iterator:
    def __init__(self, g):
        self.g = g

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.g)


def step(g):
    return next(g)


def give(g, v):
    return g.send(v)


def tell(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return repr(e), e.__context__, [(s.name, s.lineno) for s in traceback.extract_tb(e.__traceback__)][1:]


def run(n):
    g = counting(n)
    out = [step(g)]
    for i in range(n - 1):
        out.append(give(g, i * 10))
    out.append(tell(give, g, "last"))
    out.append(tell(give, g, None))
    out.append(tell(step, g))
    out.append(tell(give, counting(2), "too early"))
    return out


for _ in range(ROUNDS):
    r = run(3)
print(r)
g = counting(3)
print([tell(step, x) for x in (g, iter([1]), iter([]), Iterator(g), iter(range(2)), 5, [1])])
c = waiting(4)
print(tell(give, waiting(4), None), tell(give, c, 1), tell(give, 5, 1), tell(give, iter([]), 1))


c.close()


# A generator that resumes itself, and one that raises.
def entangled():
    yield tell(step, me)
    yield tell(give, me, None)
    1 // 0


for _ in range(60):
    me = entangled()
    r = [tell(step, me), tell(give, me, 1), tell(step, me), tell(step, me)]
print(r)


# One that handles what its caller handles, too.
def handling():
    while True:
        try:
            raise KeyError
        except KeyError as e:
            yield repr(e.__context__)


def while_handling(g):
    try:
        raise ValueError(1)
    except ValueError:
        return next(g), g.send(None)


g = handling()
for _ in range(ROUNDS):
    r = while_handling(g)
print(r)


# next() is something else by now, or has a default.
def with_default(g):
    return next(g, "none")


g = counting(2)
print([with_default(g) for _ in range(ROUNDS)][:3])
g = counting(5)
print(step(g), step(g))
next = lambda g: "mine"
print(step(g))
del next
print(step(g))
