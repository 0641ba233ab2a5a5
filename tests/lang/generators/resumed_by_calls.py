# next(g) and g.send(v) at sites that have met generators: values, ends, errors, other receivers, a shadowed next(), deep recursion.
# jit: wait
import sys, traceback
def echo():
    x = None
    while True:
        try:
            x = yield x
        except KeyError as e:
            x = repr(e)
def stops(n):
    for i in range(n):
        yield i
    return 'end', n
def raising():
    yield 1
    raise ValueError("inside")
def drive_next(g):
    out = []
    while True:
        try:
            out.append(next(g))
        except StopIteration as e:
            out.append(e.value)
            return out
def drive_send(g, v):
    return g.send(v)
async def co(n):
    class A:
        def __await__(self):
            r = yield n
            return r
    return await A()
for i in range(5000):
    g = echo(); next(g)
    assert drive_send(g, i) == i
assert g.throw(KeyError('k')) == "KeyError('k')"
for i in range(300):
    assert drive_next(stops(3)) == [0, 1, 2, ('end', 3)], i
for i in range(300):
    assert drive_next(iter([1, 2])) == [1, 2, None]
    c = co(i)
    assert drive_send(c, None) == i
    try: drive_send(c, 5)
    except StopIteration as e: assert e.value == 5
    try: drive_send(c, 5)
    except RuntimeError as e: assert str(e) == 'cannot reuse already awaited coroutine'
    g = stops(1)
    try: drive_send(g, 3)
    except TypeError as e: assert 'just-started' in str(e)
g = raising()
next(g)
try: drive_next(g)
except ValueError: print([f.name for f in traceback.extract_tb(sys.exc_info()[2])])
print(drive_next(g))
def selfish():
    yield
    try: drive_send(me, 1)
    except ValueError as e: print(e)
    try: next(me)
    except ValueError as e: print(e)
    yield
me = selfish(); next(me); next(me)
def deep(n):
    if n: yield next(deep(n - 1))
    else: yield 0
sys.setrecursionlimit(5000)
print(next(deep(300)))
sys.setrecursionlimit(200)
try: next(deep(500))
except RecursionError as e: print(e)
class N:
    def send(self, v): return v + 1
    def __next__(self): return 7
for i in range(100): assert drive_send(N(), i) == i + 1
real = next
def next(g, *d): return 'mine'
assert drive_next.__globals__['next'] is next
def once(g): return next(g)
print(once(stops(2)))
del next
print(once(stops(2)))
def stop_in_gen():
    g = stops(0)
    yield next(g)
try: list(stop_in_gen())
except RuntimeError as e: print(repr(e), repr(e.__cause__))
