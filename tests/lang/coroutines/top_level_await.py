# Code compiled with top-level await keeps its names where it was told to.
import ast, asyncio
from types import FunctionType

async def arange(n):
    for i in range(n):
        yield i

texts = ["a = await asyncio.sleep(0, result=1)",
         "async for i in arange(2):\n    a = i",
         "async with asyncio.Lock() as l:\n    a = 1",
         "a = [x async for x in arange(2)][1]",
         "a = [x async for x in (x async for x in arange(5))][1]",
         "a = [await asyncio.sleep(0, x) async for x in arange(2)][1]",
         "def f(): return b\nb = await asyncio.sleep(0, 3)\na = f()"]
for mode in ("exec", "single"):
    for text in texts:
        if mode == "single" and "def" in text:
            continue
        code = compile(text, "?", mode, flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        space = {"asyncio": asyncio, "arange": arange}
        asyncio.run(FunctionType(code, space)())
        print(space["a"], end=" ")
        space = {"asyncio": asyncio, "arange": arange}
        asyncio.run(eval(code, space))
        print(space["a"], end=" ")
        if "def" not in text:
            local = {}
            asyncio.run(eval(code, {"asyncio": asyncio, "arange": arange}, local))
            print(local["a"], end="")
        print()
