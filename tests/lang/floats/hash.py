"""Hashes of floats: equal to those of equal ints, the special values, use as keys."""
for x in (0.0, -0.0, 1.0, -1.0, 0.5, 1.5, 1e16, 1e100, -2.5, 5e-324, 1.7976931348623157e308, 0.1, float("inf"), float("-inf"), 2.0**61, 2.0**61 - 1, 3.14):
    print(x, hash(x), hash(int(x)) == hash(x) if abs(x) < 1e300 and x == int(x) else "-")
print(hash(float("inf")) == 314159, hash(2.0**61) == 1, hash(0.5) == pow(2, -1, 2**61 - 1))
d = {0.5: "a", 1: "b", 2.0: "c"}
print(d[0.5], d[1.0], d[2], d.get(0.25), 0.0 in {0: 1}, -0.0 in {0.0})
print({1e100: 1}[10**100] if hash(1e100) == hash(int(1e100)) and 1e100 == int(1e100) and 10**100 in {1e100: 1} else "different")
print(len({0.0, -0.0, 0, False}), len({1.5, 1.5, 3 / 2}))
print(hash(1.5) == hash(1.5 + 0j), hash((1.5, 2)) == hash((1.5, 2.0)))
