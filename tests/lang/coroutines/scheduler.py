"""Tasks on a hand-written loop: sleep, gather, cancellation, timeouts, exceptions, async generators."""
class Sleep:
    def __init__(self, n): self.n = n
    def __await__(self): yield self.n; return self.n
class Cancel(Exception): pass
class Loop:
    def __init__(self): self.t, self.tasks, self.log = 0, [], []
    def spawn(self, name, c): self.tasks.append([0, len(self.tasks), name, c, None]); return self.tasks[-1]
    def run(self):
        res = {}
        while self.tasks:
            self.tasks.sort(key=lambda t: t[:2])
            task = self.tasks[0]
            self.t = max(self.t, task[0])
            try: n = task[3].throw(task[4]) if task[4] else task[3].send(None)
            except StopIteration as s: res[task[2]] = s.value; self.tasks.remove(task)
            except Exception as e: res[task[2]] = repr(e); self.tasks.remove(task)
            else: task[0], task[4] = self.t + n, None
        return res
loop = Loop()
async def work(name, *delays):
    for d in delays: await Sleep(d); loop.log.append((loop.t, name))
    return sum(delays)
async def failing():
    await Sleep(2)
    raise ValueError("failed")
async def canceller(task):
    await Sleep(3)
    task[4] = Cancel("stop")
    task[0] = loop.t
async def cancellable():
    try: await work("c", 1, 1, 10, 10)
    except Cancel as e:
        await Sleep(1)
        return f"cancelled {e} at {loop.t}"
    finally: loop.log.append("cleanup")
async def agen(n):
    for i in range(n): await Sleep(1); yield i
async def consumer():
    out = []
    async for x in agen(4):
        if x == 1: continue
        out.append((loop.t, x))
    return out, [y async for y in agen(2)], {y: y async for y in agen(2) if y}
class Lock:
    def __init__(self): self.held = False
    async def __aenter__(self):
        while self.held: await Sleep(1)
        self.held = True
    async def __aexit__(self, *a): self.held = False
lock = Lock()
async def locked(name):
    async with lock: loop.log.append(f"{name} in"); await Sleep(2); loop.log.append(f"{name} out")
for name, c in (("a", work("a", 1, 2)), ("b", work("b", 2, 2)), ("f", failing()), ("cons", consumer()), ("l1", locked("l1")), ("l2", locked("l2"))): loop.spawn(name, c)
t = loop.spawn("cancel me", cancellable())
loop.spawn("canceller", canceller(t))
print(loop.run())
for e in loop.log: print(e, end=" ")
print(loop.t)
