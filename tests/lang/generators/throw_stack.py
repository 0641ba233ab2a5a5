# throw(): the context that the exception gets, the stack that is seen from what is delegated to, exceptions that cannot be made.
import sys

def names():
    f, out = sys._getframe(1), []
    while f:
        out.append(f.f_code.co_name)
        f = f.f_back
    return out[:-1]

def handling():
    try:
        raise KeyError("handled")
    except KeyError:
        try:
            yield 1
        except ValueError as e:
            print("inside", repr(e.__context__))
            yield 2
        yield from inner()

def inner():
    try:
        yield 3
    except IndexError as e:
        print(names(), repr(e.__context__))
        yield 4
    print(names())

g = handling()
print(next(g), g.throw(ValueError), next(g), g.throw(IndexError))
try:
    g.throw(OSError("out"))
except OSError as e:
    print(repr(e.__context__))

class Odd(Exception):
    def __new__(cls, *args):
        return cls
class Failing(Exception):
    def __init__(self):
        raise RuntimeError("no instance")

def catching():
    while True:
        try:
            yield
        except Exception as e:
            print(type(e).__name__, e)
g = catching()
next(g)
g.throw(Odd)
g.throw(Failing)
g = catching()
try:
    g.throw(Odd)
except TypeError as e:
    print(e)
print(list(g))

# Awaitables.
import types
@types.coroutine
def leaf():
    try:
        yield names()
    except ZeroDivisionError:
        yield names()
async def middle():
    return await leaf()
async def outer():
    return await middle()
c = outer()
print(c.send(None))
print(c.throw(ZeroDivisionError))
c.close()

class Anext:
    def __aiter__(self): return self
    def __anext__(self): return self
    def __await__(self): 1 / 0
class GeneratorAnext:
    def __aiter__(self): return self
    def __anext__(self): yield
async def loop(it):
    async for _ in it: pass
async def default():
    await anext(GeneratorAnext(), "default")
for c in (loop(Anext()), loop(GeneratorAnext()), default()):
    try:
        c.send(None)
    except Exception as e:
        print(type(e).__name__, e, repr(e.__cause__))
