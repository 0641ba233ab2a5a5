"""The first line event of a function with cells is that of its body; co_names has no locals."""
import sys


def outer(A, B):
    def branches():
        if A:
            if B:
                return 1
        return 2

    def makes(p):
        q = 1

        def inner():
            return p, q
        return inner

    class K:
        def method(self):
            return super().__repr__ and __class__

    return branches, makes, K().method


def tracer(frame, event, arg):
    print(frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno, event)
    return tracer


functions = outer(1, 0)
sys.settrace(tracer)
functions[0]()
functions[1](1)()
functions[2]()
sys.settrace(None)
for f in functions:
    print(f.__code__.co_names)


def names(a, flag=None):
    if flag:
        local = a.attribute
    import os.path as path
    for item in unknown:
        del local
    return local, item, path, [y for y in global_name]


print(names.__code__.co_names)
