"""marshal: round trips of values, errors."""
import marshal
values = [None, True, False, ..., 0, 1, -1, 2**31, -2**31, 2**62, -2**63, 10**40, -10**40, 1.5, -0.0, 1e300, float("inf"), 1 + 2j, "", "ascii", "é日🐍", b"", b"bytes\x00\xff", (), (1,), (1, (2, "x")), [], [1, [2]], {}, {"a": 1, 2: [3]}, set(), frozenset([1]), StopIteration, "a" * 300, tuple(range(300)), "\ud800"]
for v in values:
    r = marshal.loads(marshal.dumps(v))
    print(ascii(v)[:40], type(r) is type(v), r == v or repr(r) == repr(v))
shared = [1]
r = marshal.loads(marshal.dumps((shared, shared)))
print(r, r[0] is r[1])
code = compile("x * 2 + len('abc')", "<marshal>", "eval")
print(eval(marshal.loads(marshal.dumps(code)), {"x": 5}))
def f(a, b=2, *c, d=4, **e):
    def inner(): return a
    return inner() + b
g = type(f)(marshal.loads(marshal.dumps(f.__code__)), globals(), "g", f.__defaults__)
g.__kwdefaults__ = {"d": 1}
print(g(1), g(1, 5), g.__code__.co_varnames, g.__code__ == f.__code__)
for bad in (object(), len, int, lambda: 0, [object()], {1: object()}, type):
    try: marshal.dumps(bad); print("ok")
    except ValueError as e: print(e)
for bad in (b"", b"\x00", b"zzz", marshal.dumps([1, 2, 3])[:-2], marshal.dumps("abc")[:3], b"i\x01", b"[\x02\x00\x00\x00N", b"r\x05\x00\x00\x00", b"\xff"):
    try: print(marshal.loads(bad))
    except (EOFError, ValueError, TypeError) as e: print(type(e).__name__, e)
for a in (lambda: marshal.loads("text"), lambda: marshal.loads(5), lambda: marshal.dumps(), lambda: marshal.loads(bytearray(marshal.dumps(5))), lambda: marshal.loads(memoryview(marshal.dumps("x"))), lambda: marshal.loads(marshal.dumps(1) + b"extra")):
    try: print(a())
    except TypeError as e: print(e)
l = []; l.append(l)
try: marshal.dumps(l)
except ValueError as e: print(e)
deep = []
for _ in range(5000): deep = [deep]
try: marshal.dumps(deep)
except ValueError as e: print(e)
import _io
b = _io.BytesIO(); marshal.dump([1, "a"], b); marshal.dump(2, b); b.seek(0); print(marshal.load(b), marshal.load(b), marshal.version > 0)
