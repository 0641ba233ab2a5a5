# Generators resumed, thrown into and closed while they are compiled.
def count(n):
    i = 0
    while i < n:
        got = yield i
        if got:
            i += got
        i += 1


def drive():
    g = count(5000)
    s = next(g)
    try:
        while True:
            s += g.send(2 if s % 5 == 0 else None)
    except StopIteration:
        return s


print(drive(), sum(count(4000)), sum(x for x in count(3000) if x % 3))


def robust(n):
    for i in range(n):
        try:
            yield i
        except ValueError as e:
            yield -e.args[0]
        finally:
            closed.append(i)


closed = []
g = robust(3000)
out = 0
for i in g:
    out += i
    if i % 10 == 4:
        out += g.throw(ValueError(i * 2))
    if i == 2500:
        break
g.close()
print(out, len(closed), closed[-3:])


def chain(n):
    total = 0
    for k in range(n):
        total += yield from count(k % 7)or iter(())
    return total


def delegate(n):
    result = yield from inner(n)
    yield ("result", result)


def inner(n):
    s = 0
    for i in range(n):
        s += yield i
    return s


g = delegate(2000)
v = next(g)
while not isinstance(v, tuple):
    v = g.send(v)
print(v)


async def add(a, b):
    return a + b


async def work(n):
    s = 0
    for i in range(n):
        s = await add(s, i)
    return s


c = work(3000)
try:
    c.send(None)
except StopIteration as e:
    print(e.value)


def flip():
    while True:
        x = yield
        while x:
            x = yield x - 1


f = flip()
next(f)
s = 0
for i in range(3000):
    r = f.send(i % 4)
    s += -1 if r is None else r
print(s)
