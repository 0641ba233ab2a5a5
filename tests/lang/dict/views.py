"""keys, values and items: live, set operations, comparison, reversed, repr."""
d = {"a": 1, "b": 2, "c": 3}
k, v, i = d.keys(), d.values(), d.items()
print(k, v, i, len(k), "a" in k, 1 in v, ("a", 1) in i, ("a", 2) in i, "a" in i, list(reversed(k)), list(reversed(v)), list(reversed(i)))
d["d"] = 4; del d["a"]
print(k, v, i, k.mapping, type(k.mapping))
try:
    k.mapping["x"] = 1
except TypeError as error:
    print(error)
print(sorted(k & {"b", "z"}), sorted(k | {"z"}), sorted(k - {"b"}), sorted(k ^ {"b", "z"}), sorted({"b", "z"} & k), sorted({"b", "z"} - k), k == {"b", "c", "d"}, k >= {"b"}, k < {"b", "c", "d", "e"}, k.isdisjoint("xyz"), k.isdisjoint(["b"]))
print(sorted(i & {("b", 2)}), sorted(i | [("z", 0)]), i == {("b", 2), ("c", 3), ("d", 4)}, i.isdisjoint([]), type(k & {"b"}), type(k - []), sorted(k & "bcx"), sorted("bx" and k & "bx"))
print(v == d.values(), k == d.keys(), k == ["b", "c", "d"], k != d.keys(), set(k) == k, {1: 1}.keys() == {1.0: 2}.keys(), {1: [1]}.items() == {1: [1]}.items())
for action in ("k + k", "v & v", "k & 5", "k | None", "k < 5", "hash(k)", "v < v", "k[0]", "i - 5", "{1: []}.items() & {(1, 2)}", "{1: []}.items() | set()", "k.foo", "[] in k", "([], 1) in i", "k.isdisjoint(5)", "next(k)"):
    try:
        print(action, eval(action))
    except TypeError as error:
        print(action, error)
    except AttributeError as error:
        print(action, error)
it = iter(d.items())
print(next(it), it.__length_hint__(), type(it).__name__, list(it), type(iter(k)).__name__, type(iter(v)).__name__, type(reversed(k)).__name__)
