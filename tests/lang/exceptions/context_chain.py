"""Implicit chaining: what __context__ is in nested handlers, loops, finally, with and generators."""
def chain(e):
    out = []
    while e is not None and len(out) < 8:
        out.append(type(e).__name__ + ("!" if e.__suppress_context__ else ""))
        e = e.__cause__ or e.__context__
    return " < ".join(out)
def run(f):
    try: f()
    except BaseException as e: print(f.__name__, chain(e))
def a():
    try: 1 / 0
    except ZeroDivisionError:
        try: [][1]
        except IndexError: {}["k"]
def b():
    try: 1 / 0
    finally: {}["k"]
def c():
    try: 1 / 0
    except ZeroDivisionError: pass
    {}["k"]
def d():
    try: 1 / 0
    except ZeroDivisionError as e:
        try: raise ValueError from e
        except ValueError: pass
        raise TypeError
def e():
    class CM:
        def __enter__(self): pass
        def __exit__(self, *a): raise KeyError
    with CM(): 1 / 0
def f():
    def g():
        try: yield
        finally: raise KeyError
    x = g(); next(x)
    try: 1 / 0
    except ZeroDivisionError: x.close()
def h():
    def helper(): raise ValueError
    try: 1 / 0
    except ZeroDivisionError: helper()
def i():
    for k in range(3):
        try: raise [ValueError, KeyError, IndexError][k]
        except ValueError: pass
        except KeyError:
            try: raise TypeError
            except TypeError: pass
def j():
    try: raise ValueError from None
    except ValueError: raise KeyError
def k():
    err = ValueError()
    try: raise err
    except ValueError:
        try: raise KeyError
        except KeyError: raise err
def l():
    try:
        try: 1 / 0
        except ZeroDivisionError: raise ValueError
    except ValueError as v: raise OSError from v.__context__
def m():
    class P:
        def __getattr__(self, n): raise KeyError
    try: 1 / 0
    except ZeroDivisionError: P().x
def n():
    try: import no_such_module_q
    except ImportError: import no_such_module_r
for fn in (a, b, c, d, e, f, h, i, j, k, l, m, n): run(fn)
import sys
def info():
    r = [sys.exc_info()[0]]
    try: 1 / 0
    except ZeroDivisionError:
        r.append(sys.exc_info()[0])
        try: {}["k"]
        except KeyError: r.append(sys.exc_info()[0])
        r.append(sys.exception().__class__)
    r.append(sys.exception())
    return [x and x.__name__ for x in r]
print(info())
