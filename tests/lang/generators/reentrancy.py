"""A running generator cannot be entered again; generators with exceptions in flight keep their own state."""
def g():
    try: next(me)
    except ValueError as e: yield str(e)
    try: me.send(1)
    except ValueError as e: yield str(e)
    try: me.throw(KeyError)
    except ValueError as e: yield str(e)
    try: me.close()
    except ValueError as e: yield str(e)
    yield me.gi_running
me = g()
print(list(me))
import sys
def h():
    try: raise ValueError("inner")
    except ValueError:
        yield sys.exc_info()[1]
        yield sys.exc_info()[1]
    yield sys.exc_info()[1]
try: raise KeyError("outer")
except KeyError:
    x = h()
    print(repr(next(x)), repr(sys.exc_info()[1]), repr(next(x)), repr(next(x)))
print(sys.exc_info())
def ctx():
    yield
    raise TypeError("from gen")
c = ctx(); next(c)
try:
    try: raise ValueError("caller")
    except ValueError: next(c)
except TypeError as e: print(repr(e.__context__))
def k():
    try: yield 1
    except ValueError as e: print("context", repr(e.__context__)); yield 2
c = k(); next(c)
try: raise KeyError
except KeyError: c.throw(ValueError("v"))
def reraise():
    try: raise IndexError("kept")
    except IndexError:
        yield
        raise
r = reraise(); next(r)
try: raise OSError
except OSError: pass
try: next(r)
except IndexError as e: print(repr(e), e.__context__)
def many(n):
    a = b = c = d = n
    while True:
        x = yield (a, b, c, d)
        a, b, c, d = b, c, d, x
m = [many(i) for i in range(3)]
for q in m: next(q)
print([[q.send(i) for q in m] for i in range(2)])
