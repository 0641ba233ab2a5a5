"""types of awaitables, coroutine wrappers, await precedence, nested frames and exceptions through them."""
class Y:
    def __init__(self, v=None): self.v = v
    def __await__(self): return (yield self.v)
def drive(c, *values):
    out = []
    try:
        out.append(c.send(None))
        for v in values: out.append(c.send(v))
    except StopIteration as s: out.append(("done", s.value))
    except Exception as e: out.append((type(e).__name__, str(e)))
    return out
async def prec(): return -await Y(1) ** 2 if False else await Y(1) + await Y(2) * 2, [await Y(3)][0], (await Y(4)) if True else 0
print(drive(prec(), 1, 2, 3, 4))
async def deep(n): return await deep(n - 1) + 1 if n else await Y("bottom")
print(drive(deep(50), 100))
async def fails(): await Y(); raise KeyError("late")
async def outer():
    try: await fails()
    except KeyError as e: return f"handled {e}"
    finally: await Y("cleanup")
print(drive(outer(), None, None))
async def ctx():
    try:
        try: await fails()
        finally: raise ValueError("second")
    except ValueError as e: return repr(e.__context__)
print(drive(ctx(), None))
async def loop():
    total = 0
    while (x := await Y(total)) is not None: total += x
    return total
print(drive(loop(), 1, 2, 3, None))
async def cond(): return "yes" if await Y() else "no"
print(drive(cond(), True), drive(cond(), 0))
async def args(*a, **k): return a, k
async def call(): return await args(await Y(1), *[await Y(2)], k=await Y(3), **{"z": await Y(4)})
print(drive(call(), "a", "b", "c", "d"))
async def fstr(): return f"{await Y(1)}-{await Y(2):>4}"
print(drive(fstr(), "x", "y"))
async def sub(): d = {}; d[await Y("key")] = await Y("value"); return d
print(drive(sub(), "v", "k"))
class C:
    async def m(self): return await Y("m"), self.__class__.__name__
    @classmethod
    async def c(cls): return cls.__name__
    @staticmethod
    async def s(): return "s"
async def methods(): return await C().m(), await C.c(), await C.s()
print(drive(methods(), 5))
w = deep(1).__await__()
print(type(w).__name__, w.send(None), hasattr(w, "close")); w.close()
