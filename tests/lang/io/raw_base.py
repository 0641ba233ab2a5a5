"""Classes derived from the _io bases in Python."""
from _io import _RawIOBase, _IOBase, _BufferedIOBase, _TextIOBase, BufferedReader, BufferedWriter, TextIOWrapper, UnsupportedOperation, FileIO, BytesIO
class Raw(_RawIOBase):
    def __init__(self, data): self.data, self.pos = data, 0
    def readable(self): return True
    def readinto(self, b):
        n = min(len(b), 3, len(self.data) - self.pos)
        b[:n] = self.data[self.pos:self.pos + n]
        self.pos += n
        return n
r = Raw(b"line one\nline two\n")
print(r.read(5), r.readline(), r.readall(), r.read(1), r.closed, r.writable(), r.seekable())
print(BufferedReader(Raw(b"abcdefgh")).read(), TextIOWrapper(BufferedReader(Raw("é1\né2".encode())), encoding="utf-8").readlines(), list(Raw(b"a\nb")))
class Sink(_RawIOBase):
    def __init__(self): self.got = []
    def writable(self): return True
    def write(self, b): self.got.append(bytes(b)[:4]); return min(len(b), 4)
s = Sink(); w = BufferedWriter(s); w.write(b"0123456789"); w.flush(); print(s.got)
class T(_TextIOBase): pass
for a in (lambda: r.seek(0), lambda: r.fileno(), lambda: r.tell(), lambda: r.truncate(), lambda: T().read(), lambda: T().write("x"), lambda: T().detach(), lambda: _BufferedIOBase().read(), lambda: _IOBase().readline(), lambda: Sink().read(), lambda: _RawIOBase().read(1)):
    try: print(a())
    except Exception as e: print(type(e).__name__, e)
print(UnsupportedOperation.__mro__[1:3], issubclass(FileIO, _RawIOBase), issubclass(BytesIO, _BufferedIOBase), T().encoding)
with r: pass
print(r.closed)
for a in (lambda: r.read(), lambda: r.readline(), lambda: list(r), lambda: r.__enter__(), lambda: r.flush(), lambda: r.close()):
    try: print(a())
    except ValueError as e: print(e)
class C(_IOBase):
    def close(self): print("closing"); super().close()
c = C()
with c: print("inside")
c.close()
