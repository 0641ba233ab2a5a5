"""to_bytes and from_bytes."""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

check("""
(258).to_bytes(2, "big")
(258).to_bytes(2, "little")
(258).to_bytes(4)
(5).to_bytes()
(-2).to_bytes(2, "big", signed=True)
(-2).to_bytes(2, "little", signed=True)
(-2).to_bytes(2, "big")
(256).to_bytes(1)
(128).to_bytes(1, signed=True)
(127).to_bytes(1, signed=True)
(-128).to_bytes(1, signed=True)
(-129).to_bytes(1, signed=True)
(0).to_bytes(0)
(1).to_bytes(0)
(2 ** 100).to_bytes(13, "big")
(2 ** 100).to_bytes(12, "big")
(-2 ** 100).to_bytes(13, "little", signed=True)
(-2 ** 63).to_bytes(8, "big", signed=True)
(1).to_bytes(-1)
(1).to_bytes(1, "middle")
(1).to_bytes(1, 5)
int.from_bytes(b"\\x01\\x02")
int.from_bytes(b"\\x01\\x02", "little")
int.from_bytes(b"\\xff\\xfe", signed=True)
int.from_bytes(b"\\xff\\xfe", "little", signed=True)
int.from_bytes(b"")
int.from_bytes(b"\\x80" + bytes(20), "big", signed=True)
int.from_bytes(b"\\xff" * 20, "big", signed=True)
int.from_bytes(bytearray(b"ab"))
int.from_bytes([1, 2, 3])
int.from_bytes((255, 255), "big", signed=True)
int.from_bytes([256])
int.from_bytes("ab")
int.from_bytes(5)
int.from_bytes(memoryview(b"abc"), byteorder="little")
int.from_bytes(b"ab", "up")
bool.from_bytes(b"\\x00")
bool.from_bytes(b"\\x05")
int.from_bytes((123456789012345678901234567890).to_bytes(16))
""")
for n in (0, 1, -1, 2**31, -2**31, 2**63 - 1, -2**63, 10**25, -10**25):
    for order in ("big", "little"):
        assert int.from_bytes(n.to_bytes(16, order, signed=True), order, signed=True) == n
print("round trips")
