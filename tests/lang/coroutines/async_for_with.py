"""async for, async with, and their protocols and errors."""
def run(coro):
    out = []
    try:
        while True: out.append(coro.send(None))
    except StopIteration as s: return s.value, out
class Y:
    def __await__(self): yield "y"
class It:
    def __init__(self, n): self.n, self.i = n, 0
    def __aiter__(self): return self
    async def __anext__(self):
        await Y()
        if self.i == self.n: raise StopAsyncIteration
        self.i += 1
        return self.i
class CM:
    def __init__(self, name, swallow=False): self.name, self.swallow = name, swallow
    async def __aenter__(self): await Y(); print("enter", self.name); return self.name
    async def __aexit__(self, t, v, tb): print("exit", self.name, t and t.__name__); return self.swallow
async def loops():
    total = 0
    async for x in It(3):
        if x == 2: continue
        total += x
    else: total += 100
    async for x in It(5):
        if x == 3: break
    else: print("never")
    return total, x
print(run(loops()))
async def withs():
    async with CM("a") as a, CM("b") as b: print(a, b)
    async with (CM("c", True) as c, CM("d")): raise ValueError(c)
    with open("/dev/null"):
        async with CM("e"): return "ret"
print(run(withs()))
async def comps():
    return [x async for x in It(3)], {x async for x in It(2)}, {x: x * x async for x in It(2)}, [y for y in [x async for x in It(2)] if y > 1], [x async for x in It(4) if x % 2], [await v(x) for x in range(2)], [x + y async for x in It(2) for y in range(2)]
async def v(x): await Y(); return x * 10
print(run(comps()))
class BadIter:
    def __aiter__(self): return 5
class BadNext:
    def __aiter__(self): return self
    def __anext__(self): return 5
class AsyncAiter:
    async def __aiter__(self): pass
class HalfCM:
    async def __aenter__(self): pass
class BadCM:
    def __aenter__(self): return 5
    def __aexit__(self, *a): return 5
async def af(x):
    async for _ in x: pass
async def aw(x):
    async with x: pass
import sys
for f, o in ((af, 5), (af, [1]), (af, BadIter()), (af, BadNext()), (aw, 5), (aw, HalfCM()), (aw, BadCM()), (aw, open("/dev/null"))):
    try: run(f(o))
    except (TypeError, AttributeError) as e: print(type(e).__name__, e)
def plain(x):
    for i in x: pass
try: plain(It(1))
except TypeError as e: print(e)
for source in ("async for x in y: pass", "async with x: pass", "await x", "[x async for x in y]", "def f(): await x", "def f():\n async for x in y: pass", "async def f():\n yield 1\n return 2", "async def f(): yield from x", "async x", "async lambda: 1", "async def f(): def g(): await x", "async def f():\n await = 1", "def await(): pass", "async = 1", "async def f():\n [await x for x in y]", "async def f(): return (await x for x in y)", "async def f(a=await x): pass", "class C:\n await x", "lambda: await x"):
    try: compile(source, "", "exec"); print(repr(source), "ok")
    except SyntaxError as e: print(repr(source), "|", e.msg)
