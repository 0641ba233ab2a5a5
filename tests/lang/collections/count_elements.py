# Counter's counting: dicts, subclasses with methods of their own, keys and counts of all kinds.
from collections import Counter, OrderedDict, defaultdict
from _collections import _count_elements

text = "the quick brown fox jumps over the lazy dog " * 3
print(sorted(Counter(text).items()) == sorted((c, text.count(c)) for c in set(text)), Counter(text).most_common(2))
print(Counter([1, 1.0, True, "1", (1,), (1,), None]), Counter(w.lower() for w in "A a b B b".split()))


class Stored(dict):
    def __setitem__(self, key, value):
        print("sets", key, value)
        super().__setitem__(key, value)


class Gets(dict):
    def get(self, key, default=None):
        print("gets", key)
        return super().get(key, default)


class Deletes(dict):
    def __delitem__(self, key):
        print("deletes", key)


for make in (dict, Stored, Gets, Deletes, OrderedDict, lambda: defaultdict(int)):
    d = make()
    _count_elements(d, "abca")
    _count_elements(d, ["a", "z"])
    print(type(d).__name__, dict(d))

for start in (2**61 - 2, 2**61 - 1, 2**61, 2**62, -1, True, 1.5, 0.0):
    d = {"x": start, "y": 1}
    _count_elements(d, "xxx")
    print(d, type(d["x"]).__name__)
try:
    _count_elements({"x": "text"}, "x")
except TypeError as e:
    print(e)
mixed = {1: 1, "a": 1}
_count_elements(mixed, ["a", 1, 1.0, "b", "a"])
print(mixed)


class Text(str):
    def __hash__(self):
        return hash("other")


d = {"a": 1}
_count_elements(d, [Text("a"), "a", Text("a")])
print(list(d.values()))


# The namespace of a module keeps its values in another way.
here = globals()
count = 5
_count_elements(here, ["count", "fresh", "fresh"])
print(count, fresh)

print(isinstance(1, (str, int)), isinstance(1, (str, (float, (int,)))), isinstance(1, ()), isinstance(None, (int, type(None))))
for classes in ((int, 3), (str, 3), (str, (3,)), (3, int), (str, list[int])):
    try:
        print(isinstance(1, classes))
    except TypeError as e:
        print("TypeError:", e)


class Meta(type):
    def __instancecheck__(cls, o):
        print("asks", cls.__name__)
        return cls.__name__ == "Yes"


class Yes(metaclass=Meta):
    pass


class No(metaclass=Meta):
    pass


class Proxy:
    @property
    def __class__(self):
        return int


print(isinstance("s", (int, No, float, Yes, str)), isinstance("s", (str, No)), isinstance(Proxy(), (str, int)), isinstance(Proxy(), (str, float)))


# A class that has only one of __setitem__ and __delitem__.
class Borrows:
    __setitem__ = dict.__setitem__

    def __delitem__(self, key):
        print("deletes", key)


class Swapped(dict):
    __setitem__ = dict.__delitem__

    def __delitem__(self, key):
        print("deletes", key)


d = Deletes(a=1)
d["b"] = 2
del d["a"]
d["a"] += 4
print(d)
for o in (Borrows(), Swapped(k=1)):
    try:
        o["k"] = 2
        print(o)
    except TypeError as e:
        print("TypeError:", e)
