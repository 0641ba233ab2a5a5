"""Generators and coroutines resumed from for loops, from each other and from native consumers; contexts entered in them."""


def counter(n):
    total = 0
    for i in range(n):
        got = yield i
        if got is not None:
            total += got
    return total


def chain(*parts):
    for part in parts:
        yield from part


def single(n):
    return counter(n)


print(list(chain(counter(3), single(2), [9])), sum(counter(10)), sorted(counter(4), reverse=True))
g = counter(3)
print(next(g), g.send(10), g.send(20))
try:
    g.send(30)
except StopIteration as e:
    print("total", e.value)


class Context:
    def __init__(self, name, fail=False):
        self.name, self.fail = name, fail

    def __enter__(self):
        if self.fail:
            raise ValueError("enter " + self.name)
        return self.name

    def __exit__(self, *exc):
        print("exit", self.name, exc[0] and exc[0].__name__)
        return self.name == "swallow"


def inside():
    with Context("outer") as a, Context("swallow") as b:
        yield a
        yield b
        raise KeyError("lost")
    yield "after"


print(list(inside()))
half = inside()
print(next(half))
try:
    half.close()
except RuntimeError as e:
    print(e)
try:
    with Context("a"), Context("b", fail=True):
        print("not reached")
except ValueError as e:
    print(e)


async def leaf(n):
    return n * 2


async def branch(n):
    total = 0
    for i in range(n):
        total += await leaf(i)
    return total


def drive(c):
    try:
        while True:
            c.send(None)
    except StopIteration as e:
        return e.value


print([drive(branch(n)) for n in (0, 1, 5)])
