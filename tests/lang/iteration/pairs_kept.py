# A loop over pairs whose body takes the pair apart and needs the pair itself as well.


def kept(pairs):
    out = []
    for x in pairs:
        name, (failed, tried) = x
        if failed:
            out.append(x)
    return out


def last(pairs):
    for x in pairs:
        a, b = x
    return x


def rebound(pairs):
    for x in pairs:
        x, y = x
    return x, y


def closed_over(pairs):
    functions = []
    for x in pairs:
        a, b = x
        functions.append(lambda: (a, b, x))
    return [f() for f in functions][-1]


def generated(pairs):
    for x in pairs:
        a, b = x
        yield x, a


table = {"a": (1, 2), "b": (0, 3), "c": (4, 5)}
for _ in range(30):
    result = (
        kept(table.items()),
        last(table.items()),
        last(enumerate("xyz")),
        last(zip("abc", range(3))),
        rebound(table.items()),
        closed_over(zip("abc", range(3))),
        list(generated(enumerate("ab"))),
        [x for x in zip("ab", "cd") if (lambda p, q: True)(*x)],
        [(x, a) for x in zip("ab", "cd") for a, b in [x]],
    )
for item in result:
    print(item)
for x in table.items():
    k, v = x
print(x, k, v)
