# `in` of native containers from sites that meet several kinds, with comparisons that raise, look elsewhere or change the container.
import array
import collections


class Loud:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        print("eq", self.n, other, end="; ")
        return self.n == other

    __hash__ = None


class Raises:
    def __eq__(self, other):
        raise ValueError("no comparing")


class SubList(list):
    def __contains__(self, item):
        print("asked", end=" ")
        return "yes"


class SubStr(str):
    pass


def ask(container, item):
    try:
        return item in container, item not in container
    except Exception as error:
        return type(error).__name__, str(error)


containers = [(1, 2, 3), [1, 2, 3], "1a3", b"\x01a", bytearray(b"ab"), range(3), {1: 2}, {1, 2}, frozenset("ab"), SubList([1]),
              SubStr("abc"), collections.deque([1, 2]), {1: 2}.keys(), {1: 2}.values(), {1: 2}.items(), array.array("i", [1, 2]),
              memoryview(b"ab"), 5, None, iter([1, 2]), (n for n in (1, 2)), "\u0101bc", ""]
items = [1, "a", 97, (1, 2), None, "", "\u0101", SubStr("a"), 2.0, [], Raises()]
for item in items:
    for container in containers:
        print(type(container).__name__, ask(container, item), end=" ")
    print()
print(ask((Loud(1), Loud(2), Loud(3)), 2), ask([Loud(1)], 5))
same = float("nan")
print(ask([same], same))


class Shrinks:
    def __init__(self, where):
        self.where = where

    def __eq__(self, other):
        self.where.clear()
        return False


for i in range(3):
    where = []
    where.extend([Shrinks(where), 1, 2, 3])
    print(ask(where, 2), where)


def recursive():
    a = []
    a.append(a)
    b = []
    b.append(b)
    return ask([a], b)


print(recursive()[0])


# isinstance of what is none, of proxies, and len() of what has none of its own.
class Claims:
    __class__ = property(lambda self: int)


class Hooked:
    def __getattribute__(self, name):
        return str if name == "__class__" else object.__getattribute__(self, name)


class SubInt(int):
    __class__ = list


for v in (1, True, "x", None, [], Claims(), Hooked(), SubInt(3), int, len, lambda: 0):
    print([isinstance(v, c) for c in (int, str, list, object, type, (int, str), int | None, collections.abc.Sized)], end=" ")
print()
for v in ([1], (1, 2), "abc", SubList([1, 2]), SubStr("ab"), {1: 2}, range(5), 5, None, Claims()):
    try:
        print(len(v), end=" ")
    except TypeError as error:
        print(error, end=" ")
print()
