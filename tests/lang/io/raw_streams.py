# What buffered streams ask of a raw one written in Python, and states of streams in memory.
import io


class Raw(io.RawIOBase):
    def __init__(self, chunks):
        self.chunks = list(chunks)
        self.reads = 0

    def readable(self):
        return True

    def readinto(self, buffer):
        self.reads += 1
        if not self.chunks:
            return 0
        chunk = self.chunks.pop(0)
        if not isinstance(chunk, bytes):
            return chunk
        buffer[: len(chunk)] = chunk
        return len(chunk)


# readinto1 reads at most once, and past what is buffered only straight into the caller's buffer.
for size in (2, 4, 20):
    raw = Raw([b"abc", b"de", b"fgh", b"jkl"])
    stream = io.BufferedReader(raw, 10)
    stream.peek(1)
    got = bytearray(size)
    while n := stream.readinto1(got):
        print(size, n, bytes(got[:n]), raw.reads)

for bad in (b"", "x", None, 10**30, -5, 1.0):
    for method in (lambda s: s.read(3), lambda s: s.peek(), lambda s: s.readinto(bytearray(2)), lambda s: s.readline()):
        try:
            print(repr(bad), method(io.BufferedReader(Raw([bad]))))
        except Exception as e:
            print(repr(bad), type(e).__name__, e, type(e.__cause__).__name__)

for state in (("", "", 0, None), ("ab", "", 1, None), (None, "\n", 0, {}), (1, "", 0, None), (b"", "", 0, None), ("", 1, 0, None), ("", "", "x", None),
              ("", "", -1, None), ("", "", 0, 3), ("", "", 0), None):
    stream = io.StringIO()
    try:
        stream.__setstate__(state)
        print(state, stream.getvalue(), stream.tell())
    except Exception as e:
        print(state, type(e).__name__, e)

text = io.TextIOWrapper(io.BytesIO(b"howdy"), encoding="ascii", errors="replace")
text.detach()
print(text.errors, text.encoding, text.buffer)
for name in ("closed", "name", "newlines"):
    try:
        getattr(text, name)
    except ValueError as e:
        print(name, e)


class Hint:
    def __init__(self, error):
        self.error = error

    def __iter__(self):
        return iter((1, 2))

    def __length_hint__(self):
        raise self.error


for target in (bytearray(), []):
    for error in (RuntimeError("hint"), TypeError("ignored")):
        try:
            target.extend(Hint(error))
            print(target)
        except RuntimeError as e:
            print(e)
