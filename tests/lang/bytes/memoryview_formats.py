"""Writing through casts with integer, float and bool formats."""
data = bytearray(16)
m = memoryview(data)
for fmt, values in (("b", [-128, 127]), ("B", [0, 255]), ("h", [-2, 300]), ("H", [65535, 1]), ("i", [-5, 2**31 - 1]), ("I", [2**32 - 1, 7]), ("q", [-2**63, 5]), ("Q", [2**64 - 1, 0]),
                    ("l", [-1, 1]), ("L", [1, 2]), ("f", [1.5, -0.25]), ("d", [3.14, -1e300]), ("?", [True, False]), ("n", [-3, 3]), ("N", [3, 4]), ("c", [b"x", b"y"])):
    data[:] = bytes(16)
    c = m.cast(fmt)
    c[0], c[1] = values
    print(fmt, c.itemsize, len(c), c[0], c[1], c.tolist()[:2] == values, data.hex())
for fmt, bad in (("b", 128), ("B", -1), ("h", 40000), ("i", 2**31), ("Q", -1), ("q", 2**63), ("f", "a"), ("d", None), ("c", b"xy"), ("c", 5), ("i", 1.5), ("?", [])):
    try:
        m.cast(fmt)[0] = bad
        print(fmt, bad, m.cast(fmt)[0])
    except (ValueError, TypeError) as error:
        print(fmt, bad, type(error).__name__, error)
x = memoryview(bytearray(b"abcd")).cast("H")
y = memoryview(bytearray(b"abcd"))
print(x == y, x == x, x[0:1] == y[0:2].cast("H"), y.cast("b") == y)
