"""sys._getframe and frame attributes."""
import sys
def f(a):
    fr = sys._getframe()
    print(fr.f_code.co_name, fr.f_lineno, sorted(fr.f_locals), fr.f_globals is globals(), fr.f_back.f_code.co_name, fr.f_back.f_lineno, fr.f_trace, fr.f_builtins["len"] is len)
    return fr
fr = f(1)
print(fr.f_locals["a"], fr.f_lineno)
def depth():
    n, f = 0, sys._getframe()
    while f: n, f = n + 1, f.f_back
    return n
print(depth(), (lambda: depth())(), [depth() for _ in range(1)][0], next(depth() for _ in range(1)))
def caller(): return sys._getframe(1).f_code.co_name
def g(): return caller()
class C: name = caller()
print(g(), caller(), C.name, (lambda: caller())())
for bad in (100, "a"):
    try: sys._getframe(bad)
    except (ValueError, TypeError) as e: print(type(e).__name__, e)
def gen():
    yield sys._getframe()
x = gen()
fr = next(x)
print(fr is x.gi_frame, fr.f_code.co_name, fr.f_back)
x.close(); print(x.gi_frame)
def outer():
    v = 1
    def inner():
        return sorted(sys._getframe(1).f_locals), v
    return inner()
print(outer())
fr = f(2)
fr.clear()
print(fr.f_locals)
try: sys._getframe().clear()
except RuntimeError as e: print(e)
