# Characters of strs by index, compared and as numbers.
import sys

engine = getattr(sys, "_typhon", None)
compiling = getattr(engine, "jit_compile", None) is not None and sys._xoptions.get("jit") != "off"


def warm(f, *args):
    for _ in range(30):
        f(*args)
    if compiling:
        assert engine.jit_compile(f)
    return f(*args)


def shown(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def at(s, i):
    return s[i]


print(warm(at, "text", 2), at("text", -1), at("t\xe9\xff", 1), at("a\u20ac", 1), at("\U0001F600b", 0), at("\U0001F600b", 1))
for i in (4, -5, 2**61, -(2**61), 2**70):
    print(shown(at, "text", i), shown(at, "", i), shown(at, "\u20ac", i))
print(at("text", 1) is at("else", 0), at([1, 2], 1), at((1, 2), -2), shown(at, {}, 1), at("text", slice(1, 3)), shown(at, "text", "t"))


def spoiled(s):
    total = 0
    try:
        for i in range(10):
            total += ord(s[i])
    except IndexError as e:
        return total, str(e)
    return total


print(warm(spoiled, "0123456789"), spoiled("abc"), spoiled(""), spoiled("\u20ac" * 12), spoiled("\xff" * 10))


def codes(texts):
    out = []
    for t in texts:
        out.append(ord(t))
    return out


print(warm(codes, ["a", "\xff"]), codes(["\u20ac", "b"]), shown(codes, ["ab"]), shown(codes, [""]), codes([b"x", bytearray(b"y")]))
print(shown(codes, [1]), codes("mixed\U0001F600"))


def equal(a, b):
    return a == b, a != b


print(warm(equal, "a", "b"), equal("a", "a"), equal("", ""), equal("a", ""), equal("ab", "ab"), equal("ab", "ac"), equal("\xe9", "e"))
made = "".join(["\u20ac"])
print(equal("\u20ac", made), equal("\u20ac", "\u20ad"), equal("a", "\u20ac"), equal("\u0161", "a"), equal("x" * 40, "x" * 39 + "y"))
print(equal("\xe9", bytes([0xE9]).decode("latin-1")), equal("a", b"a"), equal("1", 1), equal("ab"[1:], "b"), equal("\U0001F600", "\U0001F601"))


def distance(a, b):
    previous = list(range(len(b) + 1))
    for i in range(1, len(a) + 1):
        current = [i] + [0] * len(b)
        for j in range(1, len(b) + 1):
            cost = 0 if a[i - 1] == b[j - 1] else 1
            current[j] = min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + cost)
        previous = current
    return previous[len(b)]


print(warm(distance, "kitten", "sitting"), distance("", "abc"), distance("\u20acuro", "euro"), distance("\xe9t\xe9", "ete"))
