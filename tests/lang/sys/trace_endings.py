"""Which line the end of a function, of a loop and of a block belongs to when sys.settrace reports it (PEP 626)."""
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

def ending1(n):
    while n:
        n -= 1
def ending2(n):
    for i in range(n):
        pass
def ending3(n):
    if n:
        x = 1
def ending4(n):
    if n:
        x = 1
    else:
        y = 2
def ending5(n):
    try:
        x = 1
    except ValueError:
        y = 2
def ending6(n):
    try:
        x = 1 / n
    except ZeroDivisionError:
        y = 2
class M:
    def __enter__(self): pass
    def __exit__(self, *a): return True
def ending7(n):
    with M():
        1 / n
def ending8(n):
    match n:
        case 0:
            x = 1
        case 1:
            x = 2
def ending9(n):
    try:
        x = 1
    finally:
        y = 1
def ending10(n):
    for i in range(3):
        if i == n:
            break
def ending11(n):
    for i in range(3):
        if i:
            if n:
                continue
            x = 1
def ending12(n):
    while True:
        n += 1
        if n > 2:
            return
def ending13(n):
    for i in range(2):
        try:
            if n: continue
            break
        finally:
            x = 1
def ending14(n):
    for i in range(2):
        with M():
            if n: continue
            break
def ending15(n):
    try:
        return
    finally:
        x = 1
def ending16(n):
    with M():
        return 3
def f(*a): pass
def ending18(n):
    @f
    @f
    def g(
        a=n,
        b=2):
        pass
    class C(
        object):
        x = 1
    lambda: 3
    import os
    from os import (path,
       sep)
    del os, \
        path
def ending19(n):
    while n:
        n -= 1
        if n == 1: break
    else:
        n = 3
def ending20(n):
    try:
        try:
            1/0
        except ValueError:
            pass
    except ZeroDivisionError:
        return n
def ending21(n):
    if not n: return
    x = n if n else 3; y = 2
    x: int = 3
    z: int
    global q
    q = 3
    x, y = y, x
    a = b = c = 1
    x += 1
    assert x
    raise ValueError
def ending22(n):
    async def co():
        async with A():
            x = 1
        async for i in A():
            x = 2
        return 1
    try: co().send(None)
    except StopIteration: pass

for name, function in list(globals().items()):
    if name.startswith("ending"):
        for n in range(3): show(function, n)
