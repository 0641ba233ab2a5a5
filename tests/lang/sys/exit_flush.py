"""Output written without newline is flushed at exit; atexit runs in reverse order."""
import atexit, sys
atexit.register(print, "first registered", end="|")
@atexit.register
def second(): print("second", end="|")
atexit.register(lambda *a, **k: print(a, k, end="|"), 1, k=2)
print(atexit._ncallbacks())
def removed(): print("never")
atexit.register(removed); atexit.unregister(removed)
sys.stdout.write("no newline at end ")
try: atexit.register()
except TypeError as e: print(e)
try: atexit.register(5)
except TypeError as e: print(e)
sys.exit(3)
