"""The lines that sys.settrace reports for each statement (PEP 626)."""
import sys

def show(function, *args):
    first = function.__code__.co_firstlineno
    events = []
    def tracer(frame, event, arg):
        if frame.f_code is not function.__code__:
            return None
        events.append(f"{event[0]}{frame.f_lineno - first}")
        return tracer
    sys.settrace(tracer)
    try:
        result = function(*args)
        if hasattr(result, "__next__"):
            result = list(result)
    except Exception as e:
        result = repr(e)
    finally:
        sys.settrace(None)
    print(function.__name__, result, " ".join(events))

def straight(x):
    y = x
    pass
    "text"
    return (y + 1,
            y)

def branches(x):
    if x > 1 and \
       x < 5:
        y = 1
    elif x:
        pass
    else:
        y = 2
    return x

def loops(n):
    for i in range(n):
        if i == 1:
            continue
        if i == 3:
            break
    else:
        n = 0
    while n:
        n -= 1
    else:
        return 0
    return n

def oneline(n):
    for i in (1, 2): n += i
    return [y for y in
            (1, 2)]

def caught(x):
    try:
        x = 1
        x / 0
    except ValueError:
        x = 2
    except ZeroDivisionError as e:
        x = 3
    else:
        x = 4
    finally:
        x = 5
    return x

def passed(x):
    try:
        x = 1
    except ValueError:
        x = 2
    else:
        x = 4
    finally:
        x = 5
    return x

def uncaught(x):
    try:
        x = 1
        x / 0
    finally:
        x = 5
    return x

def early(x):
    for i in range(3):
        try:
            if i == x:
                return i
        finally:
            x = 1
    return x

class Manager:
    def __init__(self, quiet): self.quiet = quiet
    def __enter__(self): return self
    def __exit__(self, *a): return self.quiet

def managed(quiet):
    with Manager(quiet) as m:
        x = 1
    with Manager(True):
        1 / 0
        x = 2
    return x

def matched(x):
    match x:
        case 1:
            y = 1
        case [a, b] if a > b:
            y = 2
        case {"k": v}:
            y = v
        case _:
            y = 3
    return y

def generator(n):
    for i in range(n):
        got = yield i
    return 3

def delegating(n):
    x = yield from generator(n)
    yield x

def nested(n):
    def inner(x):
        return x
    class C:
        a = 1
    return inner(
        n)

def asserts(x):
    assert x, \
        "message"
    del x
    global g
    g = 1

def groups(x):
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
    except* ValueError:
        x = 1
    except* TypeError as e:
        x = 2
    return x

show(straight, 1)
for x in (0, 1, 2): show(branches, x)
for n in (0, 2, 5): show(loops, n)
show(oneline, 2)
show(caught, 1)
show(passed, 1)
show(uncaught, 1)
for x in (0, 1, 9): show(early, x)
show(managed, True)
show(managed, False)
for x in (1, [2, 1], {"k": 1}, 0): show(matched, x)
show(generator, 2)
show(delegating, 2)
show(nested, 2)
show(asserts, 1)
show(asserts, 0)
show(groups, 0)
