"""The special methods that each built-in type has are those of CPython 3.12."""
common = set(dir(object))
for t in (int, float, complex, bool, str, bytes, bytearray, list, tuple, dict, set, frozenset, range, slice, memoryview, property, staticmethod, classmethod, type(None), type(...), type(lambda: 0), type(x for x in ()), type(len), type([].append), enumerate, zip, map, filter, reversed, super, type({}.keys()), type({}.values()), type({}.items()), type(iter([])), BaseException, OSError, BaseExceptionGroup, StopIteration):
    print(t.__name__, sorted(n[2:-2] for n in set(dir(t)) - common if n.startswith("__") and n != "__getstate__"))
