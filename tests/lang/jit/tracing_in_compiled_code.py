"""Tracing that a native function turns on takes effect behind its call, also in code that has been compiled."""
import sys

events = []


def tracer(frame, event, arg):
    events.append((event, frame.f_lineno - frame.f_code.co_firstlineno))
    return tracer


def hot(n, turnOn):
    s = 0
    for i in range(n):
        s += i
    if n == 7:
        turnOn()
        s += 1
        s += 2
        sys.settrace(None)
    return s


def on():
    sys._getframe(1).f_trace = tracer
    sys.settrace(tracer)


for _ in range(3000):
    hot(50, on)
print(hot(7, on), events)


def direct(n):
    s = 0
    for i in range(n):
        s += i
    if n == 7:
        sys._getframe().f_trace = tracer
        sys.settrace(tracer)
        s += 1
        sys.settrace(None)
    return s


events.clear()
for _ in range(3000):
    direct(50)
print(direct(7), events)
profiled = []
sys.setprofile(lambda frame, event, arg: profiled.append((event, getattr(arg, "__name__", None))))
len("a")
sys.setprofile(None)
print(profiled)
