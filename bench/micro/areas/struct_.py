from _struct import Struct, calcsize, iter_unpack, pack, pack_into, unpack, unpack_from


@benchmark
def pack_ints(loops):
    for i in range(loops):
        pack("<IHB", 1, 2, 3)


@benchmark
def unpack_ints(loops):
    data = pack("<IHB", 1, 2, 3)
    for i in range(loops):
        unpack("<IHB", data)


@benchmark
def pack_doubles(loops):
    for i in range(loops):
        pack(">4d", 1.0, 2.0, 3.0, 4.0)


@benchmark
def unpack_native(loops):
    data = pack("10i", *range(10))
    for i in range(loops):
        unpack("10i", data)


@benchmark
def struct_object(loops):
    s = Struct("<if")
    for i in range(loops):
        s.unpack(s.pack(7, 1.5))


@benchmark
def unpack_from_(loops):
    data = bytes(100)
    for i in range(loops):
        unpack_from(">Q", data, 8)


@benchmark
def pack_into_(loops):
    buffer = bytearray(100)
    for i in range(loops):
        pack_into(">Q", buffer, 8, 12345)


@benchmark
def iter_unpack_(loops):
    data = bytes(400)
    for _ in range(loops):
        for a, b in iter_unpack("<hh", data):
            pass


@benchmark
def strings(loops):
    for _ in range(loops):
        pack("8s4p", b"name", b"abc")


@benchmark
def calcsize_(loops):
    for _ in range(loops):
        calcsize("<10s2I3d")
