"""Types, exhaustion and length hints of all built-in iterators."""
sources = {"list": [1, 2], "tuple": (1, 2), "str": "ab", "str2": "é日", "bytes": b"ab", "bytearray": bytearray(b"ab"), "range": range(2), "bigrange": range(2**70, 2**70 + 2), "dict": {1: 2, 3: 4}, "keys": {1: 2, 3: 4}.keys(), "values": {1: 2, 3: 4}.values(), "items": {1: 2, 3: 4}.items(), "set": {1, 2}, "frozenset": frozenset([1, 2]), "memoryview": memoryview(b"ab")}
for name, s in sources.items():
    it = iter(s)
    hint = getattr(it, "__length_hint__", lambda: "-")()
    first = next(it)
    rest = list(it)
    print(name, type(it).__name__, hint, first, rest, next(it, "end"), list(it), iter(it) is it, hasattr(it, "__next__"))
for name in ("list", "tuple", "str", "bytes", "range", "bigrange", "dict", "keys", "values", "items"):
    it = reversed(sources[name])
    print(name, type(it).__name__, next(it), list(it), next(it, "end"))
for it in (zip("ab", "c"), map(str, [1]), filter(None, [0, 1]), enumerate("a"), iter(int, 1), (x for x in "a"), iter(type("S", (), {"__getitem__": lambda s, i: [1][i]})())):
    print(type(it).__name__, iter(it) is it, next(it), hasattr(it, "__length_hint__"))
