"""_io.BytesIO."""
from _io import BytesIO


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

b = BytesIO(b"hello\nworld\n")
check("""
b.read(3), b.tell(), b.read(), b.read(), b.seek(0), b.readline(), b.readlines(), b.getvalue()
b.seek(2), b.write(b"LL"), b.getvalue(), b.seek(0, 2), b.write(b"!"), b.tell(), b.seek(-1, 1), b.read()
b.seek(0), list(b), b.seek(100), b.read(), b.write(b"x"), len(b.getvalue())
b.truncate(5), b.getvalue(), b.truncate(), b.seek(0), b.truncate(), b.getvalue()
BytesIO(), BytesIO(b"a").read1(), BytesIO(b"abc").read(None), BytesIO(b"abc").read(-1), BytesIO(b"ab").readinto(bytearray(5))
BytesIO(b"abc").getbuffer().tolist(), BytesIO(b"a").readable(), BytesIO().writable(), BytesIO().seekable(), BytesIO().isatty(), BytesIO().closed
BytesIO("text")
b.write("text")
b.read("a")
b.seek(-1)
b.seek(0, 5)
b.truncate(-1)
BytesIO().fileno()
b.writelines([b"a", b"b"]), b.getvalue()
b.writelines(["a"])
b.readline(3), BytesIO(b"abc\\ndef").readline(2), BytesIO(b"a\\nb\\nc").readlines(3)
b.close(), b.closed
b.read()
b.getvalue()
BytesIO(b"x").__enter__().read()
""".replace("BytesIO(), BytesIO(b\"a\").read1()", "BytesIO(b\"a\").read1()"))
with BytesIO(b"abc") as f: print(f.read())
try: f.read()
except ValueError as e: print(e)
b = BytesIO(b"abc"); v = b.getbuffer(); v[0] = 90
try: b.write(b"longer than before")
except BufferError as e: print(e)
v.release(); print(b.getvalue())
class S(BytesIO):
    def __init__(self, *a): super().__init__(*a); self.x = 1
print(S(b"q").read(), S().x)
