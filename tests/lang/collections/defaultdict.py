"""_collections.defaultdict, _count_elements, OrderedDict, _tuplegetter."""
from _collections import defaultdict, _count_elements, OrderedDict


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

d = defaultdict(list)
check("""
d["a"].append(1), d, d["b"], dict(d), len(d), "c" in d, d.get("c"), d.default_factory
defaultdict(int)["x"], defaultdict()["x"] if False else 0, defaultdict(None, a=1), defaultdict(lambda: 5, {"k": 1}), defaultdict(int, [("z", 2)])
defaultdict()["x"]
defaultdict(5)
defaultdict([])
d.__missing__("q"), d.copy() == d, type(d.copy()).__name__, repr(defaultdict(int))
d | {"n": 1}, type(d | {}).__name__, type({} | d).__name__
defaultdict(int, a=1).pop("a"), defaultdict(int).setdefault("s", 4)
defaultdict(lambda: 1 / 0)["x"]
_count_elements({}, "aab"), d.__reduce__()[1]
defaultdict(int) == {}, defaultdict(list, {"a": [1]})["a"]
""")
c = {"a": 1}
_count_elements(c, "abca"); print(c)
n = defaultdict(lambda: defaultdict(int))
for w in "hello": n[w]["x"] += 1
print({k: dict(v) for k, v in n.items()})
class DD(defaultdict):
    def __missing__(self, k): return "sub " + k
print(DD(int)["q"], DD(int))
d.default_factory = None
try: d["nope"]
except KeyError as e: print("KeyError", e)
o = OrderedDict(a=1, b=2, c=3)
o.move_to_end("a"); print(o, list(o)); o.move_to_end("c", last=False); print(list(o), o.popitem(), o.popitem(last=False), o)
print(OrderedDict([(1, 2)]) == {1: 2}, OrderedDict([(1, 1), (2, 2)]) == OrderedDict([(2, 2), (1, 1)]), OrderedDict(a=1) | {"b": 2}, list(reversed(OrderedDict(a=1, b=2))), OrderedDict.fromkeys("ab"), repr(OrderedDict()), OrderedDict(a=1).copy(), OrderedDict({"x": 1}).pop("x"), OrderedDict().pop("x", 5), OrderedDict(a=1).setdefault("b", 2))
for a in (lambda: o.move_to_end("zz"), lambda: OrderedDict().popitem(), lambda: OrderedDict().pop("k"), lambda: OrderedDict(5), lambda: OrderedDict([1]), lambda: OrderedDict(1, 2)):
    try: a()
    except (KeyError, TypeError) as e: print(type(e).__name__, e)
o = OrderedDict(a=1, b=2)
try:
    for k in o: o["new" + k] = 1
except RuntimeError as e: print(e)
