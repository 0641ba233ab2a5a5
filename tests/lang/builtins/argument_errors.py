# The words and the order of the complaints about arguments.
import collections
import itertools
import operator
import os


def show(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e, e.args)


show(max, foo=1)
show(min, key=len, foo=1)
show(max, [1], foo=1)
show(sorted, 1, foo=1)
show(sorted, [1], foo=1)
show(type, 1, foo=1)
show(type, foo=1)
show(zip, [1], foo=1, bar=2)
show(zip, [1], foo=1)
show(eval, None, (1, 2))
show(eval, "1", 5)
show(eval, "\t")
show(eval, "   ")
show(NameError, foo=1, bar=2)
show(AttributeError, a=1, b=2, c=3)
show(AttributeError, foo=2)
show(UnicodeTranslateError, None, None, None, None)
show(operator.index, True)
show(operator.index, type("I", (int,), {})(5))
show(slice(True, False, True).indices, True)
show(itertools.count, True)
show(itertools.count, 1, True)
show(collections.OrderedDict().move_to_end, None)
show(collections.OrderedDict().pop, None)
show(collections.OrderedDict().pop, 1)
show(os.utime, "/nonexistent/file")
show(ExceptionGroup("g", [ValueError(1)]).split, len)
show(ExceptionGroup("g", [ValueError(1)]).subgroup, lambda e: True)


def called(f, a):
    return f(1, *a)


show(called, "a", None)
show(called, len, None)
show(called, [1], 5)

# Which class a descriptor speaks of.
for cls in (list, dict, str, int, float, tuple, set, range, slice, BaseException, ValueError, KeyError, type(os), bool):
    for name in ("__getattribute__", "__setattr__", "__delattr__", "__init__", "__new__", "__str__"):
        show(getattr(cls, name), *([5] if name != "__new__" else []))
for cls in (ValueError, KeyError, AttributeError, UnicodeDecodeError, BlockingIOError, UnboundLocalError, SystemExit, OSError):
    print(cls.__name__, [n for n in ("__init__", "__new__", "__str__", "__getattribute__", "__setattr__") if n in vars(cls)])
    show(cls.__new__, int)


class Named(list):
    def __getattr__(self, name):
        return "got " + name


class Other:
    def __getattribute__(self, name):
        return "other " + name


class Both(dict, Other):
    pass


class Turned(Other, dict):
    pass


n = Named("ab")
print(n.missing, n.append.__name__, Both().keys.__name__, Turned().keys)
show(lambda: Both().missing)
