"""__import__ and the import statement for native modules."""
import sys, math as m
from math import pi, floor as fl
from sys import (maxsize, byteorder,)
print(m.pi == pi, fl(1.5), maxsize, byteorder, m is __import__("math"), sys.modules["math"] is m, m.__name__, "math" in sys.modules, type(sys).__name__)
def f():
    import time as t
    from itertools import count, chain as c
    return t.__name__, next(count(5)), list(c("a", "b"))
print(f())
for action in ("import nosuch", "import math.nosuch", "from sys import nosuch", "from nosuch import x", "__import__('')", "__import__(5)", "from math import *; sqrt", "import math, nosuch2", "from . import x", "from .a import b", "__import__('math', level=-1)", "__import__('math', level=1)", "import sys.path", "__import__('nosuch', fromlist=['a'])", "from sys import path as p, nosuch3", "__import__('math', globals(), locals(), ['pi']).e > 2"):
    try: exec(action, {"__name__": "__main__"}); print(action, "ok")
    except Exception as e: print(action, "|", type(e).__name__, e, getattr(e, "name", None))
sys.modules["fake"] = type(sys)("fake", "doc")
import fake
fake.x = 1
from fake import x
print(x, fake.__doc__, fake.__name__, fake.__spec__, fake.__loader__)
sys.modules["blocked"] = None
try: import blocked
except ModuleNotFoundError as e: print(e)
del sys.modules["fake"], sys.modules["blocked"]
mod = type(sys)("mod")
for action in ("mod.nope", "mod.__dict__['a'] = 1; print(mod.a)", "del mod.a; mod.a", "mod.__getattr__ = lambda n: 'dyn ' + n; print(mod.zzz)", "type(sys)()", "type(sys)(5)", "mod.__dict__ = {}", "mod.__name__ = 'renamed'; del mod.__getattr__; mod.q", "print(vars(mod).keys() >= {'__name__', '__doc__'})", "del mod.__name__; mod.q", "print(repr(type(sys)('m')))"):
    try: exec(action)
    except Exception as e: print(action, "|", type(e).__name__, e)
