"""Errors in __del__ are reported and do not propagate."""
import gc, sys
seen = []
sys.unraisablehook = lambda u: seen.append((type(u.exc_value).__name__, str(u.exc_value), u.err_msg, u.object.__qualname__))
class D:
    def __del__(self): raise ValueError("in del")
d = D()
del d
gc.collect()
print(seen)
