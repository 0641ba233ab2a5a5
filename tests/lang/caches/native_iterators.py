# for over the iterators of built-in types, at sites that meet several kinds, and pairs that are taken apart.
def kinds(things):
    out = []
    for thing in things:
        for x in thing:
            out.append(x)
    return out


d = {"a": 1, "b": 2}
print(kinds([[1], (2,), {3}, d, d.keys(), d.values(), d.items(), "xy", b"z", range(2), enumerate("q"), zip("r", "s"), reversed([1, 2]), map(str, [7]),
             filter(None, [0, 8]), iter([9]), reversed(d), (i for i in "g"), {10: 11}.items(), bytearray(b"!")]))


def pairs(thing):
    out = []
    for a, b in thing:
        out.append((b, a))
    return out


for _ in range(3):
    print(pairs(d.items()), pairs(enumerate("ab", 5)), pairs(zip("ab", [1, 2, 3])), pairs(zip([1, 2, 3], "ab")), pairs([(1, 2)]), pairs(["xy"]))
    print(pairs(enumerate(x for x in "ab")), pairs(zip((x for x in "ab"), {1: 2})), pairs(zip()), pairs(map(lambda x: (x, x), "m")))


def attempt(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def triples(thing):
    out = []
    for a, b, c in thing:
        out.append(a + b + c)
    return out


for _ in range(3):
    print(attempt(pairs, zip("ab", "cd", "ef")), attempt(pairs, zip("ab")), attempt(triples, zip("ab", "cd", "ef")), attempt(triples, enumerate("a")))
    print(attempt(pairs, zip("abc", "de", strict=True)), attempt(pairs, zip("ab", "cde", strict=True)))


def changes(d, how):
    seen = []
    for k, v in d.items():
        seen.append((k, v))
        if how == "grow":
            d[len(d) + 100] = 0
        elif how == "shrink":
            d.pop(next(iter(d)))
        elif how == "value":
            d[k] = -1
        elif how == "swap":
            del d[k]
            d[k + 50] = 1
    return seen


for how in ("value", "grow", "shrink", "value", "swap"):
    print(how, attempt(changes, {1: 2, 3: 4}, how))


class Fails:
    def __iter__(self):
        return self

    def __next__(self):
        raise ZeroDivisionError("next")


class Ends:
    def __init__(self):
        self.n = 2

    def __iter__(self):
        return self

    def __next__(self):
        if not self.n:
            raise StopIteration("end")
        self.n -= 1
        return self.n


for _ in range(3):
    print(attempt(pairs, enumerate(Fails())), attempt(pairs, zip([1, 2], Fails())), pairs(enumerate(Ends())), pairs(zip(Ends(), Ends())))


def nested():
    return [(i, a, b) for i, (a, b) in enumerate(zip("xy", [1, 2]))], {k: v for k, v in zip("ab", range(5))}, {b: a for a, b in d.items()}


for _ in range(3):
    print(nested())


def big():
    return [i for i, _ in enumerate("abc", 2**61 - 2)]


print(big(), big())


def after():
    # The loop's targets keep what came last, and a site in a generator keeps its place.
    for i, x in enumerate("abc"):
        yield i, x
    yield i, x
    for k, v in {}.items():
        pass
    yield "k" in locals()


print(list(after()), list(after()))
