"""An error in an atexit function is reported; the others run."""
import atexit
atexit.register(print, "runs last")
def bad(): raise ValueError("at exit")
atexit.register(bad)
atexit.register(print, "runs first")
print("main done")
