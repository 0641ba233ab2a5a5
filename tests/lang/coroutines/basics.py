"""Coroutines driven by send; await on coroutines and awaitables; attributes; errors."""
class Aw:
    def __init__(self, v): self.v = v
    def __await__(self):
        got = yield self.v
        return got * 2
async def inner(x): return await Aw(x)
async def main():
    a = await inner(1)
    b = await inner(2)
    return a + b
c = main()
print(type(c).__name__, c.__name__, c.cr_running, c.cr_await, c.send(None), c.cr_await.__name__, c.send(10))
try: c.send(20)
except StopIteration as s: print("result", s.value)
try: c.send(None)
except RuntimeError as e: print(e)
def run(coro):
    try:
        while True: coro.send(None)
    except StopIteration as s: return s.value
async def empty(): pass
async def ret(): return 5
print(run(empty()), run(ret()))
async def aw(x): return await x
class NoIter:
    def __await__(self): return 5
class CoroAwait:
    def __await__(self):
        self.c = ret()
        return self.c
for bad in (5, None, [1], NoIter(), iter([1]), (x for x in [])):
    try: run(aw(bad))
    except TypeError as e: print(e)
co = CoroAwait()
try: run(aw(co))
except TypeError as e: print(e)
co.c.close()
r = ret()
try: iter(r)
except TypeError as e: print(e)
try: next(r)
except TypeError as e: print(e)
try: [x for x in r]
except TypeError as e: print(e)
r.close()
c = main()
try: c.send(1)
except TypeError as e: print(e)
print(c.send(None)); c.close()
print(c.cr_frame)
c = main(); c.send(None)
try: c.throw(ValueError("thrown"))
except ValueError as e: print(e)
async def handles():
    try: await Aw(1)
    except ValueError as e: return f"handled {e}"
c = handles(); c.send(None)
try: c.throw(ValueError("x"))
except StopIteration as s: print(s.value)
async def si(): raise StopIteration("si")
try: run(si())
except RuntimeError as e: print(e)
x = ret(); 
async def twice():
    await x
    await x
try: run(twice())
except RuntimeError as e: print(e)
l = lambda: 1
print(run((lambda: ret())()))
