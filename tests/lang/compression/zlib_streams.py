import zlib

data = b"".join(b"line %d of the text\n" % (i * i % 97) for i in range(3000))


def show(f):
    try:
        print(repr(f())[:200])
    except Exception as e:
        print(type(e).__module__, type(e).__name__, e)


for level in (-1, 0, 1, 6, 9):
    packed = zlib.compress(data, level)
    print(level, len(packed), zlib.crc32(packed), zlib.decompress(packed) == data)
for wbits in (-15, -9, 9, 15, 25, 31):
    packed = zlib.compress(data, wbits=wbits)
    print(wbits, len(packed), zlib.decompress(packed, wbits=wbits) == data)

c = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_FILTERED)
out = b""
for i in range(0, len(data), 777):
    out += c.compress(data[i:i + 777])
    if i % 5 == 0:
        out += c.flush(zlib.Z_SYNC_FLUSH)
twin = c.copy()
print(out + c.flush() == out + twin.flush())
show(c.flush)
show(lambda: c.compress(b"x"))

d = zlib.decompressobj()
packed = zlib.compress(data) + b"tail"
parts = []
left = packed
while not d.eof:
    parts.append(d.decompress(left, 100))
    left = d.unconsumed_tail
print(len(parts), b"".join(parts) == data, d.unused_data, d.unconsumed_tail, d.eof)
print(d.decompress(b"more"), d.unused_data, d.flush())

d = zlib.decompressobj()
print(d.decompress(packed[:50])[:20], d.copy().flush()[:10], d.eof)

words = b"line of the text\n"
c = zlib.compressobj(zdict=words)
packed = c.compress(data[:200]) + c.flush()
print(zlib.decompressobj(zdict=words).decompress(packed) == data[:200])
show(lambda: zlib.decompressobj().decompress(packed))
show(lambda: zlib.decompressobj(zdict=b"other").decompress(packed))

show(lambda: zlib.compress())
show(lambda: zlib.compress("text"))
show(lambda: zlib.compress(b"", 10))
show(lambda: zlib.compress(b"", wbits=99))
show(lambda: zlib.decompress(b"garbage"))
show(lambda: zlib.decompress(zlib.compress(b"abc")[:-1]))
show(lambda: zlib.decompress(b""))
show(lambda: zlib.decompress(b"x", bufsize=-1))
show(lambda: zlib.compressobj(99))
show(lambda: zlib.decompressobj(99))
show(lambda: zlib.decompressobj(zdict=3))
show(lambda: zlib.decompressobj().decompress(b"", -1))
show(lambda: zlib.decompressobj().flush(0))
show(lambda: zlib.crc32("x"))
print(zlib.crc32(b"abc"), zlib.crc32(b"abc", -1), zlib.crc32(b"c", zlib.crc32(b"ab")), zlib.adler32(b"abc"), zlib.adler32(b"", 2**40 + 5))

z = zlib._ZlibDecompressor()
packed = zlib.compress(data) + b"tail"
got = z.decompress(packed, 10)
print(got, z.needs_input, z.eof)
while not z.eof:
    got += z.decompress(b"", 5000)
print(got == data, z.unused_data, z.needs_input)
show(lambda: z.decompress(b""))
