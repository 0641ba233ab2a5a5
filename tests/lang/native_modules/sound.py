# Sound arithmetic: every function over samples of each width, and what each complains about.
import random
import warnings

warnings.simplefilter("ignore")
import audioop

r = random.Random(7)


def show(f, *args):
    try:
        print(f.__name__, f(*args))
    except Exception as e:
        print(f.__name__, type(e).__module__, type(e).__name__, e)


for width in (1, 2, 3, 4):
    edges = b"".join(n.to_bytes(width, "little", signed=True) for n in (0, 1, -1, 2 ** (8 * width - 1) - 1, -(2 ** (8 * width - 1))))
    for data in (b"", edges, edges + edges[:width], r.randbytes(width * 12), bytearray(r.randbytes(width * 7)), memoryview(b"\x05" * width * 3)):
        for name in ("max", "minmax", "avg", "maxpp", "avgpp", "rms", "cross", "reverse", "byteswap", "lin2ulaw", "lin2alaw", "ulaw2lin", "alaw2lin"):
            show(getattr(audioop, name), data, width)
        for factor in (0, 0.5, -1, 2.75, 1e9):
            show(audioop.mul, data, width, factor)
            show(audioop.tomono, data, width, factor, 0.25)
            show(audioop.tostereo, data, width, 1, factor)
        show(audioop.add, data, bytes(reversed(data)), width)
        for n in (0, 1, -1, 127, 70000, -(2**31)):
            show(audioop.bias, data, width, n)
            show(audioop.getsample, data, width, n)
        for other in (1, 2, 3, 4):
            show(audioop.lin2lin, data, width, other)
        for state in (None, (0, 0), (-32768, 88), (1234, 40)):
            show(audioop.lin2adpcm, data, width, state)
            show(audioop.adpcm2lin, data, width, state)
        for rates in ((8000, 8000), (8000, 16000), (44100, 8000), (3, 7), (100, 1)):
            show(audioop.ratecv, data, width, 1, *rates, None)
            show(audioop.ratecv, data, width, 1, *rates, None, 3, 1)
            show(audioop.ratecv, data, width, 1, *rates, (-2, ((5, 9),)), 2, 6)
        show(audioop.ratecv, data, width, 2, 3, 2, None)

long = r.randbytes(400)
for size in (0, 2, 40, 200):
    show(audioop.findfit, long, long[100 : 100 + size] if size else b"")
    show(audioop.findmax, long, size)
show(audioop.findfactor, long, long[::-1])
show(audioop.findfactor, b"\1\0", b"\2\0")
pieces, state = [], None
for i in range(0, 400, 50):
    out, state = audioop.ratecv(long[i : i + 50], 2, 1, 5, 3, state)
    pieces.append(out)
print(b"".join(pieces) == audioop.ratecv(long, 2, 1, 5, 3, None)[0], state)
print(all(audioop.lin2ulaw(audioop.ulaw2lin(bytes([c]), w), w) == bytes([c]) or c == 127 for c in range(256) for w in (2, 3, 4)))
print(all(audioop.lin2alaw(audioop.alaw2lin(bytes([c]), w), w) == bytes([c]) for c in range(256) for w in (2, 3, 4)))

for width in (0, 5, -1, "a", None, 2**40):
    for name in ("max", "reverse", "lin2ulaw", "ulaw2lin"):
        show(getattr(audioop, name), b"abcdef", width)
    show(audioop.lin2lin, b"abcdef", 2, width)
show(audioop.max, "abc", 1)
show(audioop.max, b"abc", 2)
show(audioop.max, b"abc")
show(audioop.tomono, b"abcdef", 2, 1, 1)
show(audioop.tomono, b"abcd", 2, "x", 1)
show(audioop.add, b"abcd", b"ab", 2)
show(audioop.findfit, b"abc", b"ab")
show(audioop.findfit, b"ab", b"abcd")
show(audioop.findfactor, b"ab", b"abcd")
show(audioop.findmax, b"abcd", 3)
show(audioop.findmax, b"abcd", -1)
show(audioop.lin2adpcm, b"abcd", 2, 5)
show(audioop.lin2adpcm, b"abcd", 2, (1, 99))
show(audioop.lin2adpcm, b"abcd", 2, (40000, 1))
show(audioop.ratecv, b"abcd", 2, 0, 1, 1, None)
show(audioop.ratecv, b"abcd", 2, 2**31 - 1, 1, 1, None)
show(audioop.ratecv, b"abcd", 2, 1, 0, 1, None)
show(audioop.ratecv, b"abcd", 2, 1, 1, -1, None)
show(audioop.ratecv, b"abcd", 2, 1, 1, 1, None, 0)
show(audioop.ratecv, b"abcd", 2, 1, 1, 1, None, 1, -1)
show(audioop.ratecv, b"abcdef", 2, 2, 1, 1, None)
show(audioop.ratecv, b"abcd", 2, 1, 1, 1, 5)
show(audioop.ratecv, b"abcd", 2, 1, 1, 1, (1, ()))
show(audioop.ratecv, b"abcd", 2, 1, 1, 1, (1, (3,)))
print(audioop.error, audioop.error.__mro__[1])
