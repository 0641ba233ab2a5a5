DATA = bytes(range(256)) * 4
TEXT = b"the quick brown fox jumps over the lazy dog " * 6


@benchmark
def join(loops):
    parts = [b"abc", b"defg"] * 20
    for _ in range(loops):
        b"".join(parts)


@benchmark
def split(loops):
    for _ in range(loops):
        TEXT.split()


@benchmark
def replace(loops):
    for _ in range(loops):
        TEXT.replace(b"lazy", b"busy")


@benchmark
def find(loops):
    for _ in range(loops):
        TEXT.find(b"dog")


@benchmark
def index(loops):
    for i in range(loops):
        DATA[i & 1023]


@benchmark
def slice_(loops):
    for _ in range(loops):
        DATA[100:200]


@benchmark
def iterate(loops):
    for _ in range(loops):
        for byte in DATA:
            pass


@benchmark
def decode_ascii(loops):
    for _ in range(loops):
        TEXT.decode("ascii")


@benchmark
def decode_utf8(loops):
    data = "Grüße aus Zürich, 日本 ".encode() * 8
    for _ in range(loops):
        data.decode()


@benchmark
def decode_latin1(loops):
    for _ in range(loops):
        DATA.decode("latin-1")


@benchmark
def hex_(loops):
    for _ in range(loops):
        DATA.hex()


@benchmark
def fromhex(loops):
    text = DATA.hex()
    for _ in range(loops):
        bytes.fromhex(text)


@benchmark
def translate(loops):
    table = bytes(reversed(range(256)))
    for _ in range(loops):
        DATA.translate(table)


@benchmark
def from_list(loops):
    items = list(range(200))
    for _ in range(loops):
        bytes(items)


@benchmark
def concatenate(loops):
    a, b = b"some bytes", b"other bytes"
    for _ in range(loops):
        a + b


@benchmark
def percent(loops):
    for i in range(loops):
        b"%d: %s" % (i, b"abc")


@benchmark
def bytearray_append(loops):
    for _ in range(loops):
        buffer = bytearray()
        for i in range(200):
            buffer.append(i)


@benchmark
def bytearray_extend(loops):
    for _ in range(loops):
        buffer = bytearray()
        for i in range(50):
            buffer += b"abcd"


@benchmark
def bytearray_setitem(loops):
    buffer = bytearray(256)
    for i in range(loops):
        buffer[i & 255] = 7


@benchmark
def memoryview_slice(loops):
    view = memoryview(DATA)
    for _ in range(loops):
        view[10:100]


@benchmark
def memoryview_index(loops):
    view = memoryview(DATA)
    for i in range(loops):
        view[i & 1023]


@benchmark
def int_from_bytes(loops):
    for _ in range(loops):
        int.from_bytes(b"\x01\x02\x03\x04", "big")


@benchmark
def int_to_bytes(loops):
    for i in range(loops):
        i.to_bytes(8, "little")
