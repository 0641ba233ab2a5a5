"""memoryview: formats, slices, casts, comparison, release, errors."""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

m = memoryview(b"abcdefgh")
w = memoryview(bytearray(b"abcdefgh"))
check("""
m[0]
m[-1]
bytes(m[2:5])
m[1:3].tobytes()
m[::2].tolist()
m[::-1].tobytes()
len(m)
m.nbytes
m.itemsize
m.format
m.ndim
m.shape
m.strides
m.suboffsets
m.readonly
w.readonly
m.contiguous
m[::2].contiguous
m.c_contiguous
m.tolist()
m.hex()
m.hex(":", 2)
m == b"abcdefgh"
m == w
m[:3] == b"abc"
m[:3] == "abc"
hash(m) == hash(b"abcdefgh")
hash(w)
97 in m
b"a" in m
list(m[:3])
m.obj
m[100]
m["a"]
m[0:2, 1]
m.cast("I").tolist()
m.cast("H").shape
m.cast("b")[0]
m.cast("c")[0]
m.cast("B", (2, 4)).tolist()
m.cast("B", [2, 4])[1, 2]
m.cast("B", (2, 4)).shape
m.cast("B", (3, 3))
m.cast("d").tolist()
m.cast("?").tolist()
m[1:].cast("I")
m[::2].cast("H")
m.cast("Z")
m.cast(5)
m.toreadonly() is m
w.toreadonly().readonly
memoryview("abc")
memoryview(5)
memoryview()
memoryview(m)[0]
m.tobytes("C")
m.tobytes(order="X")
m < m
m + m
""")
try:
    m[0] = 1
except TypeError as error:
    print(error)
w[0] = 90
w[1:3] = b"YX"
print(bytes(w))
for action in ("w[0] = 256", "w[0] = b'a'", "w[0:2] = b'abc'", "del w[0]", "w[0:2] = 'ab'", "w[100] = 1"):
    try:
        exec(action)
    except Exception as error:
        print(action, type(error).__name__, error)
