"""Conversions among the built-in types, in a table."""
values = [0, 1, -5, 3.7, "12", "3.5", "abc", "", b"7", [1, 2], (3,), {4: 5}, {6}, None, True, 1j, range(3), "0x1f", "1e3", bytearray(b"9"), frozenset([1])]
for t in (int, float, complex, bool, str, bytes, list, tuple, set, frozenset, dict, bytearray):
    row = []
    for v in values:
        try: r = t(v)
        except Exception as e: r = type(e).__name__
        row.append(r)
    print(t.__name__, row)
print(list({"a": 1}), dict([(1, 2)]), str(b"x", "ascii"), bytes("é", "utf8"), int("z", 36), float("1_0"), tuple("ab"), list(b"ab"), set("aab") == {"a", "b"}, bool("False"), complex("1+2j"), str([1, "a"]), dict(a=1), int(True), list(enumerate("a")), dict(zip("ab", "cd")))
