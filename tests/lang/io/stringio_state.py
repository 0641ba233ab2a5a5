"""StringIO objects are pickled and copied with their text, position, newline and attributes; what __setstate__ refuses."""
import copy
import io
import pickle


class Named(io.StringIO):
    pass


for newline in None, "", "\n", "\r", "\r\n":
    f = io.StringIO("a\nbc\r\nd\re", newline=newline)
    f.readline()
    g = pickle.loads(pickle.dumps(f))
    print(repr(newline), f.tell(), g.tell(), g.getvalue() == f.getvalue(), repr(g.read()), g.newlines)

f = Named("text")
f.name = "n"
f.seek(2)
for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
    g = pickle.loads(pickle.dumps(f, protocol))
    print(protocol, type(g).__name__, g.name, g.tell(), g.read())
print(f.__getstate__())

g = io.StringIO.__new__(io.StringIO)
for use in (lambda: g.read(), lambda: g.write("x"), lambda: g.closed):
    try:
        print(use())
    except ValueError as e:
        print(e)
for state in 5, (), ("a", "\n", 0), (5, "\n", 0, None), ("a", "x", 0, None), ("a", "\n", "0", None), ("a", "\n", -1, None), ("a", "\n", 0, 5):
    h = io.StringIO.__new__(io.StringIO)
    try:
        print(h.__setstate__(state))
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
g.__setstate__(("abc", "\n", 1, {"name": "later"}))
print(g.read(), g.name)
g.close()
try:
    g.__setstate__(("abc", "\n", 1, None))
except ValueError as e:
    print(e)
