"""Assignment to frame.f_lineno."""
import sys, warnings
warnings.simplefilter("ignore")

def run(function, source, target, event="line", skip=0):
    first = function.__code__.co_firstlineno
    out = []
    left = [skip]
    done = []
    def tracer(frame, what, arg):
        if frame.f_code is not function.__code__: return None
        if not done and what == event and frame.f_lineno - first == source:
            if left[0]: left[0] -= 1
            else:
                done.append(1)
                frame.f_lineno = first + target
        return tracer
    sys.settrace(tracer)
    try:
        function(out)
    except Exception as e:
        out.append(f"{type(e).__name__}: {e}")
    sys.settrace(None)
    print(function.__name__, source, target, out)

def plain(out):
    out.append(1)
    out.append(2)
    out.append(3)
    out.append(4)
run(plain, 2, 4)
run(plain, 3, 1)
run(plain, 2, 2)
run(plain, 1, -1)
run(plain, 1, 50)
run(plain, 0, 2, "call")
run(plain, 4, 2, "return")

def loop(out):
    out.append(1)
    for i in range(2):
        out.append(("in", i))
        out.append("end")
    out.append("after")
run(loop, 1, 3)
run(loop, 3, 5)
run(loop, 3, 4)
run(loop, 5, 1)
run(loop, 4, 3)

def handlers(out):
    try:
        out.append(1)
        1 / 0
    except ZeroDivisionError:
        out.append(2)
        out.append(sys.exception())
    out.append(sys.exception())
run(handlers, 2, 7)
run(handlers, 5, 7)
run(handlers, 2, 5)
run(handlers, 6, 5)

class Manager:
    def __init__(self, out): self.out = out
    def __enter__(self): self.out.append("enter")
    def __exit__(self, *a): self.out.append("exit")
def managed(out):
    out.append(1)
    with Manager(out):
        out.append(2)
        out.append(3)
    out.append(4)
run(managed, 3, 5)
run(managed, 3, 4)
run(managed, 1, 2)

def unbound(out):
    out.append(1)
    x = 5
    out.append(x)
run(unbound, 2, 3)

try: sys._getframe().f_lineno = 5
except ValueError as e: print(e)
try: del sys._getframe().f_lineno
except AttributeError as e: print(e)
def bad(frame, event, arg):
    if event == "line":
        try: frame.f_lineno = "x"
        except ValueError as e: print(e)
    return bad
sys.settrace(bad)
plain([])
sys.settrace(None)
