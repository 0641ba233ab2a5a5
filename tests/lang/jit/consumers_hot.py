"""Consumers of generators whose code is compiled while they consume: what has been gathered so far stays."""


def pieces(n, end):
    for i in range(n):
        yield chr(97 + i % 26)
    yield end


def all_consumers(n, end="!"):
    print(len("".join(pieces(n, end))), len("-".join(c for c in pieces(n, end))))
    print(len(list(pieces(n, end))), len(tuple(pieces(n, end))), len(set(pieces(n, end))), len(frozenset(pieces(n, end))))
    print(sum(ord(c) for c in pieces(n, end)), sum(ord(c) / 2 for c in pieces(n, end)))
    print(any(c == "!" for c in pieces(n, end)), all(c != "!" for c in pieces(n, end)))
    print(max(pieces(n, end)), min(pieces(n, end)), len(sorted(pieces(n, end))))


all_consumers(20)
all_consumers(50_000)
all_consumers(20, "é")
all_consumers(50_000, "\U0001f600")
for bad in (1, None):
    try:
        "".join(pieces(50_000, bad))
    except TypeError as e:
        print(e)


def failing(n):
    for i in range(n):
        yield str(i)
    raise ValueError(i)


for n in (3, 40_000):
    try:
        "".join(failing(n))
    except ValueError as e:
        print("failed", e)


# A generator that consumes itself meanwhile.
def entangled(n):
    for i in range(n):
        if i == n - 1:
            try:
                "".join(g)
            except ValueError as e:
                yield str(e)
        yield ""


g = entangled(40_000)
print("".join(g))
