"""f_trace, f_trace_lines, f_trace_opcodes, f_locals and errors of trace functions; call_tracing; tracing of threads."""
import sys, threading

def f(x):
    y = x + 1
    z = y + 1
    return z

def recorder(events, **settings):
    def tracer(frame, event, arg):
        if frame.f_code.co_name not in ("f", "callee", "thread_body"): return None
        for name, value in settings.items(): setattr(frame, name, value)
        events.append((event, frame.f_lineno - frame.f_code.co_firstlineno))
        return tracer
    return tracer

events = []
sys.settrace(recorder(events, f_trace_lines=False))
f(1)
sys.settrace(None)
print(events)

# What a trace function writes to f_locals becomes the variable.
def change(frame, event, arg):
    if frame.f_code is not f.__code__: return
    if event == "line" and "y" in frame.f_locals and "z" not in frame.f_locals: frame.f_locals["y"] = 100
    return change
sys.settrace(change)
print(f(1))
sys.settrace(None)

# A trace function that raises ends tracing; the exception comes out of the traced code.
def failing(frame, event, arg):
    if frame.f_code is f.__code__ and event == "line" and frame.f_lineno == f.__code__.co_firstlineno + 2:
        raise KeyError("from the trace function")
    return failing
sys.settrace(failing)
try:
    f(1)
except KeyError as e:
    print(repr(e), e.__traceback__.tb_next.tb_lineno - f.__code__.co_firstlineno)
print(sys.gettrace())

# None as a local trace function stays what there was; the caller's frame can be traced.
def caller():
    def here(frame, event, arg):
        print("here", event, frame.f_lineno - caller.__code__.co_firstlineno)
        return here
    sys._getframe().f_trace = here
    sys.settrace(lambda *a: None)
    x = 1
    y = 2
    sys.settrace(None)
    return x + y
print(caller())

def callee():
    sys._getframe(1).f_trace = lambda frame, event, arg: print("outer", event, frame.f_lineno - outer.__code__.co_firstlineno)
    sys.settrace(lambda *a: None)
def outer():
    callee()
    a = 1
    b = 2
    for i in range(2):
        a += i
    return a
print(outer())
sys.settrace(None)

# Nothing is reported inside a trace function, but with call_tracing.
events = []
def inside(frame, event, arg):
    if frame.f_code is f.__code__ and event == "call":
        callee2()
        sys.call_tracing(callee2, ())
    elif frame.f_code is callee2.__code__:
        events.append(event)
        return inside
def callee2(): pass
sys.settrace(inside)
f(1)
sys.settrace(None)
print(events)

events = []
def thread_body(): f(1)
threading.settrace(recorder(events))
thread = threading.Thread(target=thread_body)
thread.start(); thread.join()
threading.settrace(None)
print(events)

# Profiling.
events = []
def profiler(frame, event, arg):
    events.append((event, frame.f_code.co_name if event in ("call", "return") else arg.__name__))
class Callable:
    def __call__(self): return 1
def profiled():
    len("ab")
    [].append(1)
    Callable()()
    max(1, 2, key=abs)
    try: int.from_bytes(3)
    except TypeError: pass
    return sorted([3, 1], key=lambda x: x)
sys.setprofile(profiler)
profiled()
sys.setprofile(None)
print(*events, sep="\n")
