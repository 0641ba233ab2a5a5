# Events that reach the hooks of sys.addaudithook() (PEP 578).
import contextlib
import gc
import marshal
import mmap
import pickle
import sqlite3
import sys
import syslog

seen = []
active = False
WATCHED = ("gc.", "marshal.", "mmap.", "object.__setattr__", "pickle.", "sqlite3.", "sys._getframe", "sys.set", "syslog.", "sys.unraisablehook")


def hook(event, args):
    if active and event.startswith(WATCHED):
        seen.append((event, args))


sys.addaudithook(hook)


@contextlib.contextmanager
def watching():
    global active
    seen.clear()
    active = True
    try:
        yield
    finally:
        active = False


class A:
    def method(self):
        pass


class B:
    pass


class C(A):
    pass


with watching():
    data = marshal.dumps((1, 2))
    marshal.loads(data)
print([(e, a if e.endswith("dumps") else len(a)) for e, a in seen])

with watching():
    mmap.mmap(-1, 16).close()
print(seen)

with watching():
    pickle.loads(pickle.dumps(len))
print(seen)

a = A()
with watching():
    C.__name__ = "X"
    C.__bases__ = (B,)
    C.__qualname__ = "Q"
    C.__module__ = "m"
    C.attribute = 1
    a.__class__ = B
    with contextlib.suppress(TypeError):
        int.__name__ = "x"
print([(e, n, v) for e, (o, n, v) in seen])

with watching():
    x = object()
    y = [x]
    gc.get_objects(generation=1)
    gc.get_referrers(x)
    gc.get_referents(y)
print([(e, a[0] if e == "gc.get_objects" else a == (((x,),) if e == "gc.get_referrers" else ((y,),))) for e, a in seen])

with watching():
    connection = sqlite3.connect(":memory:")
print([e for e, a in seen], seen[0][1], seen[1][1][0] is connection)

with watching():
    sys._getframe()
    sys.setprofile(None)
print([(e, [f.f_code.co_name for f in a]) for e, a in seen])

with watching():
    syslog.setlogmask(syslog.LOG_UPTO(syslog.LOG_DEBUG))
    syslog.openlog("name", 0, syslog.LOG_USER)
    syslog.closelog()
print(seen)
with contextlib.suppress(UnicodeEncodeError):
    syslog.openlog("\udcff")


class Finalized:
    def __del__(self):
        raise ValueError("in __del__")


sys.unraisablehook = lambda args: print("hook got", args.exc_value)
with watching():
    f = Finalized()
    del f
    gc.collect()
print([(e, a[0] is sys.unraisablehook, a[1].exc_value) for e, a in seen if e == "sys.unraisablehook"])

# Hooks are traced only if they ask for it.
traced = []


def traced_hook(event, args):
    pass


class Hook:
    __cantrace__ = False

    def __call__(self, event, args):
        pass


def trace(frame, event, arg):
    if frame.f_code in (traced_hook.__code__, Hook.__call__.__code__):
        traced.append(frame.f_code.co_name)


sys.addaudithook(traced_hook)
sys.addaudithook(Hook())
sys.settrace(trace)
eval("1")
print(traced)
traced_hook.__cantrace__ = True
eval("2")
Hook.__cantrace__ = 1
eval("3")
sys.settrace(None)
print(traced)


def failing(event, args):
    if event == "sys.excepthook":
        print(event, repr(args[2]), args[0] is sys.excepthook)


sys.addaudithook(failing)
raise RuntimeError("the end")
