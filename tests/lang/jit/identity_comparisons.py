"""== and != of instances whose classes leave them to object, until a class has its own."""


class Plain:
    pass


class Other:
    pass


class Derived(Plain):
    pass


class Sized(Plain):
    def __eq__(self, other):
        return "sized"


class Unequal(Plain):
    def __ne__(self, other):
        return "unequal"


class Number(int):
    pass


def equal(a, b):
    return a == b


def unequal(a, b):
    return a != b


def choose(a, b):
    if a == b:
        return "same"
    if a != None:  # noqa: E711
        return "other"
    return "none"


def several(a, b):
    return a == b, a != b


def again(a, b):
    return a == b


def main():
    x, y, z, d = Plain(), Plain(), Other(), Derived()
    objects = [x, y, z, d]
    found = 0
    for i in range(5000):
        found += equal(x, x) + unequal(x, y) + again(x, y)
        found += choose(x, y) == "other"
        a, b = objects[i & 3], objects[i >> 2 & 3]
        pair = several(a, b)
        found += pair[0] - pair[1]
    print(found)
    odd = [Sized(), Unequal(), Number(3), 3, 2.0, None, "text", [1], x, z, d]
    for f in (equal, unequal, choose, several, again):
        for a in odd:
            print(f.__name__, type(a).__name__, *(f(a, b) for b in odd))
    for _ in range(3000):
        again(x, y)
    print(again(x, y), again(x, x))
    Plain.__eq__ = lambda self, other: "now"
    print(again(x, y), again(x, x), equal(x, y), several(x, d), choose(d, y))
    del Plain.__eq__
    print(again(x, y), again(x, x), equal(x, y), several(x, d), choose(d, y))


main()
