"""input() at end of file and print() with all its options."""
import sys
print("a", "b", sep="-", end="!\n")
print("a", "b", sep="", end="")
print()
print(sep="x")
print(1, None, [2], sep=None, end=None)
print("x", "y", "z", sep="\n")
print(*[1, 2], *"ab", sep=",")
print("to stdout", file=sys.stdout, flush=True)
print("to default", file=None)
class W:
    def __init__(self): self.parts = []
    def write(self, s): self.parts.append(s)
w = W()
print("a", 1, [2], file=w); print(file=w); print(w.parts)
class NoWrite: pass
class F(W):
    def flush(self): self.parts.append("flush")
f = F(); print("q", file=f, flush=True); print(f.parts)
for action in (lambda: print(1, sep=1), lambda: print(1, end=1), lambda: print(1, file=NoWrite()), lambda: print(1, file=w, flush=True), lambda: print(1, nope=1), lambda: print(1, sep=b"x"), lambda: print(1, file=5)):
    try: action()
    except (TypeError, AttributeError) as e: print(type(e).__name__, e)
class BadStr:
    def __str__(self): raise ValueError("str")
try: print("before", BadStr(), "after")
except ValueError as e: print("|", e)
try: input()
except EOFError as e: print(e)
try: input("prompt> ")
except EOFError as e: print(e)
saved, sys.stdout = sys.stdout, w
print("captured")
sys.stdout = saved
print(w.parts[-2:])
sys.stdout = None
print("lost")
sys.stdout = saved
del sys.stdout
try: print("x")
except RuntimeError as e: sys.stdout = saved; print(e)
