"""sys.settrace and sys.setprofile: events of calls, lines, returns and exceptions."""
import sys
events = []
def tracer(frame, event, arg):
    if frame.f_code.co_name in ("f", "g", "gen"):
        events.append((frame.f_code.co_name, event, frame.f_lineno - frame.f_code.co_firstlineno, arg if event == "return" else arg[0].__name__ if event == "exception" else None))
    return tracer
def f(x):
    y = x + 1
    for i in range(2):
        y += i
    return g(y)
def g(x):
    try:
        raise ValueError
    except ValueError:
        return x
def gen():
    yield 1
    yield 2
sys.settrace(tracer)
f(1)
list(gen())
sys.settrace(None)
for e in events: print(*e)
prof = []
def profiler(frame, event, arg):
    prof.append((event, frame.f_code.co_name if "c_" not in event else arg.__name__))
sys.setprofile(profiler)
f(1); len("a")
sys.setprofile(None)
print([p for p in prof if p[1] in ("f", "g", "len")])
print(sys.gettrace(), sys.getprofile())
try: sys._getframe().f_lineno = 5
except ValueError as e: print(e)
