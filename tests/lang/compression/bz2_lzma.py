import _bz2
import _lzma

data = b"".join(b"line %d of the text\n" % (i * i % 97) for i in range(3000))


def show(f):
    try:
        print(repr(f())[:200])
    except Exception as e:
        print(type(e).__module__, type(e).__name__, e)


for level in (1, 9):
    c = _bz2.BZ2Compressor(level)
    packed = c.compress(data[:1000]) + c.compress(data[1000:]) + c.flush()
    d = _bz2.BZ2Decompressor()
    print(level, len(packed), d.decompress(packed + b"tail") == data, d.unused_data, d.eof, d.needs_input)
show(c.flush)
show(lambda: c.compress(b""))
show(lambda: d.decompress(b""))
show(lambda: _bz2.BZ2Compressor(0))
show(lambda: _bz2.BZ2Decompressor().decompress(b"garbage"))
d = _bz2.BZ2Decompressor()
got = d.decompress(packed, 100)
print(len(got), d.needs_input)
while not d.eof:
    got += d.decompress(b"", 1000)
print(got == data)
d = _bz2.BZ2Decompressor()
print(b"".join(d.decompress(packed[i:i + 1]) for i in range(len(packed))) == data)

for kwargs in (
    {},
    {"format": _lzma.FORMAT_XZ, "check": _lzma.CHECK_CRC32, "preset": 1},
    {"format": _lzma.FORMAT_ALONE},
    {"format": _lzma.FORMAT_XZ, "filters": [{"id": _lzma.FILTER_DELTA, "dist": 4}, {"id": _lzma.FILTER_LZMA2, "preset": 3, "dict_size": 65536}]},
    {"format": _lzma.FORMAT_ALONE, "filters": [{"id": _lzma.FILTER_LZMA1}]},
):
    c = _lzma.LZMACompressor(**kwargs)
    packed = c.compress(data) + c.flush()
    d = _lzma.LZMADecompressor()
    print(len(packed), d.check, d.decompress(packed + b"tail") == data, d.check, d.eof, d.unused_data, d.needs_input)
filters = [{"id": _lzma.FILTER_LZMA2}]
c = _lzma.LZMACompressor(_lzma.FORMAT_RAW, filters=filters)
packed = c.compress(data) + c.flush()
print(_lzma.LZMADecompressor(_lzma.FORMAT_RAW, None, filters).decompress(packed) == data)
show(c.flush)
show(lambda: c.compress(b""))
c = _lzma.LZMACompressor()
packed = c.compress(data) + c.flush()
d = _lzma.LZMADecompressor()
got = d.decompress(packed, 1)
while not d.eof:
    got += d.decompress(b"", 777)
print(got == data)
show(lambda: d.decompress(b""))
show(lambda: _lzma.LZMADecompressor().decompress(b"garbage garbage"))
show(lambda: _lzma.LZMADecompressor(memlimit=1).decompress(packed))
show(lambda: _lzma.LZMADecompressor(_lzma.FORMAT_RAW))
show(lambda: _lzma.LZMADecompressor(_lzma.FORMAT_XZ, filters=filters))
show(lambda: _lzma.LZMADecompressor(9))
show(lambda: _lzma.LZMACompressor(9))
show(lambda: _lzma.LZMACompressor(preset=99))
show(lambda: _lzma.LZMACompressor(_lzma.FORMAT_ALONE, preset=99))
show(lambda: _lzma.LZMACompressor(preset=1, filters=filters))
show(lambda: _lzma.LZMACompressor(_lzma.FORMAT_RAW))
show(lambda: _lzma.LZMACompressor(_lzma.FORMAT_ALONE, check=_lzma.CHECK_CRC32))
show(lambda: _lzma.LZMACompressor(filters=[{}]))
show(lambda: _lzma.LZMACompressor(filters=[3]))
show(lambda: _lzma.LZMACompressor(filters=[{"id": 99}]))
show(lambda: _lzma.LZMACompressor(filters=[{"id": _lzma.FILTER_LZMA2, "foo": 1}]))
show(lambda: _lzma.LZMACompressor(filters=[{"id": _lzma.FILTER_DELTA, "foo": 1}]))
show(lambda: _lzma.LZMACompressor(filters=[{"id": _lzma.FILTER_X86, "foo": 1}]))
show(lambda: _lzma.LZMACompressor(filters=filters * 9))
for spec in ({"id": _lzma.FILTER_LZMA1, "lc": 2}, {"id": _lzma.FILTER_LZMA2, "dict_size": 65536}, {"id": _lzma.FILTER_DELTA, "dist": 3}, {"id": _lzma.FILTER_X86, "start_offset": 16}):
    props = _lzma._encode_filter_properties(spec)
    print(props, _lzma._decode_filter_properties(spec["id"], props))
print(_lzma.is_check_supported(_lzma.CHECK_SHA256), _lzma.is_check_supported(_lzma.CHECK_UNKNOWN))
