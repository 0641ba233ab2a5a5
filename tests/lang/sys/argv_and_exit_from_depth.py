"""sys.exit from inside nested calls, with finally and with blocks, runs what must run."""
import sys
class CM:
    def __enter__(self): print("enter")
    def __exit__(self, t, v, tb): print("exit", t.__name__, v.code)
def deep(n):
    try:
        if n == 0: sys.exit("stopped")
        deep(n - 1)
    except Exception: print("never: SystemExit is not an Exception")
    finally: print("finally", n)
try:
    with CM(): deep(2)
except SystemExit as e:
    print("caught", e.code, e.args)
try: sys.exit()
except SystemExit as e: print(e.code)
try: sys.exit((1, 2))
except SystemExit as e: print(e.code, repr(e))
with CM(): deep(1)
