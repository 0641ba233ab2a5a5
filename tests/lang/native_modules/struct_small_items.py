"""Runs of integer items are unpacked at once: every code, byte order, sign and repeat count."""
from _struct import Struct, calcsize, iter_unpack, pack, unpack, unpack_from

values = {"b": [-128, -1, 0, 127], "B": [0, 1, 128, 255], "h": [-32768, -1, 0, 32767], "H": [0, 1, 32768, 65535],
          "i": [-2 ** 31, -1, 0, 2 ** 31 - 1], "I": [0, 1, 2 ** 31, 2 ** 32 - 1], "l": [-2 ** 31, -1, 0, 2 ** 31 - 1], "L": [0, 1, 2 ** 31, 2 ** 32 - 1],
          "q": [-2 ** 63, -1, 2 ** 61, 2 ** 63 - 1], "Q": [0, 1, 2 ** 62, 2 ** 64 - 1], "?": [True, False, True, True], "e": [0.5, -1.0, 0.0, 2.0]}
for order in "@=<>!":
    for code, items in values.items():
        data = pack(f"{order}4{code}", *items)
        assert unpack(f"{order}4{code}", data) == tuple(items) == unpack(order + code * 4, data), (order, code)
        assert [v for v, in iter_unpack(order + code, data)] == items
        assert unpack_from(f"{order}2{code}", data, 2 * calcsize(order + code)) == tuple(items[2:])
    print(order, unpack(order + "bxhxi0q2sB", pack(order + "bxhxi0q2sB", -1, -2, -3, b"ab", 200)))
print(unpack("0i", b""), unpack("", b""), Struct(">hi").unpack(b"\xff\xfe\x00\x00\x00\x05"), unpack("2n", pack("2n", -1, 5)))
for i in (0, 1, -1, 127, 128, -128, -129, 255, 256, 2 ** 31, -2 ** 31, 2 ** 61, -2 ** 61, 2 ** 63 - 1, -2 ** 63, 2 ** 64):
    row = []
    for size in (0, 1, 2, 3, 4, 7, 8, 9, 17):
        for order in ("little", "big"):
            for signed in (False, True):
                try:
                    data = i.to_bytes(size, order, signed=signed)
                    assert int.from_bytes(data, order, signed=signed) == (i if size else 0)
                    row.append(data.hex())
                except OverflowError as error:
                    row.append(str(error)[:9])
    print(i, *row)
print((5).to_bytes(), (True).to_bytes(2), int.to_bytes(300, 2, "big"))
