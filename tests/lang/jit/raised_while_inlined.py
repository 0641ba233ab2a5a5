# Exceptions of what runs no Python code (iteration over a dict that has grown), in functions that are inlined: frames and the depth
# of recursion are right where they are handled, and behind.
# jit: wait
import sys
import traceback


def grow(d):
    for k in d:
        d[k + 100] = 1


def growing(d):
    for k in d:
        d[k + 100] = 1
        yield k


def total(items):
    t = 0
    for x in items:
        t += x
    return t


def handles(d):
    try:
        grow(d)
    except RuntimeError as e:
        lines = [(x.name, x.lineno - handles.__code__.co_firstlineno) for x in traceback.extract_tb(e.__traceback__)]
        return lines, sys._getframe().f_code.co_name, sys._getframe(1).f_code.co_name


def many():
    result = None
    for i in range(600):
        result = handles({1: 1})
    return result


def many_steps():
    for i in range(600):
        try:
            total(growing({1: 1}))
        except RuntimeError as e:
            result = str(e), [x.name for x in traceback.extract_tb(e.__traceback__)], sys._getframe(1).f_code.co_name
    return result


def deep(n):
    try:
        return deep(n + 1)
    except RecursionError:
        return n


reached = deep(0)
for round in range(3):
    print(many(), deep(0) - reached)
    print(many_steps(), deep(0) - reached)
