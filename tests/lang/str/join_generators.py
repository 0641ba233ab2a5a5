# join of a generator: items are put together as they come.


class S(str):
    pass


def items(*values):
    yield from values


print(repr("-".join(x for x in ())), repr("-".join(x for x in "a")), repr("-".join(x for x in "ab")), repr("".join(x for x in "abc")))
one = "".join(["some", "text"])
print("".join(x for x in [one]) is one, type("".join(x for x in [S("s")])), type("-".join(x for x in [S("s"), S("t")])))

# Widths: the separator's counts from two items on.
for separator in ("", ",", "\xe9", "\u20ac", "\U0001f40d", "long separator " * 20):
    for pieces in ([], ["a"], ["a", "b"], ["a", "\xff", "b"], ["\u0100"], ["a", "\u0100", "\xe9"], ["a", "\U0001f40d", "\u0100", "z"],
                   [""], ["", ""], ["x" * 300, "\u20ac" * 300, "\U0001f40d" * 300, "y"]):
        joined = separator.join(p for p in pieces)
        assert joined == separator.join(pieces) == separator.join(list(pieces)), (separator, pieces)
        assert hash(joined) == hash(separator.join(pieces)) and joined.isascii() == separator.join(pieces).isascii()

# Long ones, and pieces that grow in place.
text = ", ".join(str(i) for i in range(100000))
print(len(text), text[:20], text[-20:], hash(text) == hash(", ".join([str(i) for i in range(100000)])))
grown = ""
for i in range(1000):
    grown += "x"
print(len("/".join(grown for _ in range(1000))), "/".join(grown[:k] for k in range(5)))
lines = "\n".join(" ".join(word[::-1] for word in line.split()) for line in ("abc def", "gh", "", "ijk l"))
print(repr(lines))


# The first item that is no str is named, but only when all have come.
def watched(*values):
    for v in values:
        print("yields", v)
        yield v
    print("ends")


for values in ((1,), ("a", None, 2.0, "b"), ("a", "b", b"c"), ("a", ["b"], "c")):
    try:
        "-".join(v for v in watched(*values))
    except TypeError as e:
        print("TypeError:", e)


def failing():
    yield "a"
    yield 1
    raise ValueError("from the generator")


try:
    "-".join(failing())
except ValueError as e:
    print("ValueError:", e)
try:
    "-".join(x for x in failing())
except ValueError as e:
    print("ValueError:", e)

# Joins within joins, and one that never ends well.
print("|".join(",".join(str(i * j) for j in range(4)) for i in range(4)))
for k in range(3):
    g = (str(1 // (2 - i)) for i in range(5))
    try:
        "+".join(g)
    except ZeroDivisionError as e:
        print(e, list(g))
