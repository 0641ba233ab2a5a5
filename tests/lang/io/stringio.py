"""_io.StringIO."""
from _io import StringIO


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

s = StringIO("hello\nworld\n")
check("""
s.read(3), s.tell(), s.readline(), s.readlines(), s.read(), s.getvalue()
s.seek(0), s.write("HE"), s.getvalue(), s.seek(0, 2), s.write("é日"), s.getvalue(), s.tell()
s.seek(0), list(s), s.seek(0), s.read(0), s.truncate(3), s.getvalue()
StringIO().getvalue(), StringIO("a\\r\\nb\\rc").read(), StringIO("a\\r\\nb\\rc", newline=None).read(), StringIO("a\\nb", newline="\\r\\n").getvalue(), StringIO("a\\r\\nb", newline="").readlines()
StringIO(b"bytes")
s.write(b"x")
s.write(5)
s.seek(-1)
s.seek(1, 1)
s.seek(0, 1), s.seek(0, 2)
s.read("a")
StringIO(initial_value="kw").read(), StringIO(None).read()
StringIO(newline="x")
s.writelines(["a", "b"]), s.getvalue()
s.line_buffering, s.newlines, s.encoding, s.errors, s.readable(), s.seekable(), s.isatty(), s.closed
s.fileno()
s.readline(2), StringIO("abc").readline(-1)
s.close(), s.closed
s.read()
""")
out = StringIO()
print("to", "string", file=out, sep="-")
print(repr(out.getvalue()))
class S(StringIO):
    def write(self, x): return super().write(x.upper())
t = S(); print("abc", file=t); print(repr(t.getvalue()))
u = StringIO()
for i in range(1000): u.write(str(i))
print(len(u.getvalue()), u.tell())
