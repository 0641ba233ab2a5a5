"""Asynchronous generators: asend, athrow, aclose, finalisation, errors."""
def run(aw):
    out = []
    it = aw.__await__() if hasattr(aw, "__await__") else aw
    try:
        while True: out.append(it.send(None))
    except StopIteration as s: return s.value, out
class Y:
    def __await__(self): return (yield "y")
async def gen(n):
    try:
        for i in range(n):
            await Y()
            got = yield i
            if got: print("got", got)
    except ValueError as e:
        print("caught", e)
        yield "recovered"
    finally: print("finally")
async def collect(): return [x async for x in gen(3)]
print(run(collect()))
g = gen(3)
print(type(g).__name__, g.ag_running, g.ag_await, g.__name__, hasattr(g, "__next__"), g.__aiter__() is g)
print(run(g.__anext__()), run(g.asend("hello")), run(g.athrow(ValueError("v"))))
try: run(g.__anext__())
except StopAsyncIteration as e: print("StopAsyncIteration", e)
g = gen(5); print(run(g.asend(None))); print(run(g.aclose()))
try: run(g.asend(None))
except StopAsyncIteration: print("closed")
print(run(g.aclose()))
g = gen(1)
try: run(g.asend("not started"))
except TypeError as e: print(e)
async def bad():
    try: yield 1
    except GeneratorExit: yield 2
g = bad(); run(g.__anext__())
try: run(g.aclose())
except RuntimeError as e: print(e)
async def sai():
    yield 1
    raise StopAsyncIteration
async def si():
    yield 1
    raise StopIteration
for f in (sai, si):
    g = f(); run(g.__anext__())
    try: run(g.__anext__())
    except RuntimeError as e: print(e)
async def reuse():
    g = gen(3)
    a = g.asend(None)
    await a
    try: await a
    except RuntimeError as e: print(e)
    await g.aclose()
run(reuse())
async def nested():
    async def inner():
        yield 1
        yield 2
    async for x in inner(): yield x * 10
async def use(): return [x async for x in nested()], [x async for x in (y async for y in nested())], await anext(nested()), await anext(gen(0), "dflt")
print(run(use()))
for bad in (lambda: iter(gen(1)), lambda: next(gen(1)), lambda: aiter(5), lambda: anext(5), lambda: aiter([]), lambda: anext(), lambda: aiter()):
    try: bad()
    except TypeError as e: print(e)
