"""__name__, __file__, __doc__, __builtins__, __annotations__, module dictionary."""
import sys
print(__name__, __doc__[:8], __package__, __spec__, __file__.rsplit("/", 1)[-1], type(__builtins__).__name__, "__annotations__" in globals())
print(sys.modules["__main__"].__dict__ is globals(), sorted(k for k in globals() if k.startswith("__")))
x: int = 1
print(__annotations__)
def f(): return __name__, f.__module__, f.__globals__["__name__"]
print(f())
class C: pass
print(C.__module__, C)
__name__ = "changed"
class D: pass
def g(): pass
print(D.__module__, g.__module__, C.__module__, D)
globals()["injected"] = 5
print(injected)
del globals()["injected"]
try: injected
except NameError as e: print(e)
print(len(sys.argv), sys.argv[0].rsplit("/", 1)[-1], "__main__" in sys.modules)
