"""Packing and parsing records by hand with bytes, bytearray, memoryview and int conversions."""
def pack(name, n, flags):
    raw = name.encode("utf-8")
    return len(raw).to_bytes(1, "big") + raw + n.to_bytes(4, "little", signed=True) + bytes([flags])
def unpack(buf):
    view, out = memoryview(buf), []
    i = 0
    while i < len(view):
        k = view[i]
        name = bytes(view[i + 1:i + 1 + k]).decode("utf-8")
        n = int.from_bytes(view[i + 1 + k:i + 5 + k], "little", signed=True)
        out.append((name, n, view[i + 5 + k]))
        i += 6 + k
    return out
data = b"".join(pack(*r) for r in [("abc", 5, 1), ("é", -70000, 255), ("", 0, 0)])
print(data, unpack(data), len(data), data.hex(" ", 4))
def crc(b):
    c = 0xFFFF
    for x in b:
        c ^= x << 8
        for _ in range(8): c = (c << 1 ^ 0x1021 if c & 0x8000 else c << 1) & 0xFFFF
    return c
def xor(b, key): return bytes(x ^ key[i % len(key)] for i, x in enumerate(b))
print(hex(crc(b"123456789")), xor(xor(data, b"key"), b"key") == data, xor(b"hello", b"\x20"))
def rle(b):
    out = bytearray()
    i = 0
    while i < len(b):
        j = i
        while j < len(b) and b[j] == b[i] and j - i < 255: j += 1
        out += bytes((j - i, b[i])); i = j
    return bytes(out)
def unrle(b): return b"".join(b[i + 1:i + 2] * b[i] for i in range(0, len(b), 2))
r = rle(b"aaaabbbc" + b"\0" * 300); print(r, unrle(r) == b"aaaabbbc" + b"\0" * 300)
buf = bytearray(16)
m = memoryview(buf)
m[0:4] = (0xDEADBEEF).to_bytes(4, "big"); m[4:8] = b"abcd"; m.cast("I")[2] = 7; m[12:].cast("H")[1] = 65535
print(buf, m[4:8].tobytes(), m[::-1][:4].tolist(), buf.find(b"cd"), buf.count(0), sum(m), max(buf))
bits = "".join(f"{x:08b}" for x in b"Hi"); print(bits, bytes(int(bits[i:i + 8], 2) for i in range(0, 16, 8)), int(bits, 2), (18537).to_bytes(2, "big"))
hexdump = lambda b: [f"{i:04x} {b[i:i+8].hex(' '):<23} {''.join(chr(c) if 32 <= c < 127 else '.' for c in b[i:i+8])}" for i in range(0, len(b), 8)]
print(*hexdump(data), sep="\n")
print(b"a,b;c".replace(b";", b",").split(b","), b"%s=%d" % (b"k", 5), b"abc".translate(bytes.maketrans(b"abc", b"xyz")), bytes(reversed(b"abc")), b"abc" < b"abd", bytes(range(5)) + b"\xff" * 2, [b"ab"[i] for i in range(2)], b"".join([b"x", bytearray(b"y")]))
