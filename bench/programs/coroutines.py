"""Coroutines driven by hand: async def, await, async for, async with, and a scheduler without any library.

Exercises: coroutine objects with send and throw, __await__ written as a generator, async generators, async
comprehensions, async context managers, cancellation, many tasks interleaved round robin.
"""
import sys
from _collections import deque

N = int(sys.argv[1]) if len(sys.argv) > 1 else 200000


class Cancelled(BaseException):
    pass


class Switch:
    """Awaiting this gives the other tasks a turn; the scheduler sends back the number of the turn."""

    def __init__(self, what="turn", payload=None):
        self.what = what
        self.payload = payload

    def __await__(self):
        answer = yield self
        return answer


class Event:
    def __init__(self):
        self.set = False
        self.waiters = []

    def __await__(self):
        if not self.set:
            yield Switch("wait", self)
        return self.set

    def fire(self, scheduler):
        self.set = True
        for task in self.waiters:
            scheduler.ready.append((task, None))
        self.waiters.clear()


class Lock:
    def __init__(self):
        self.owner = None
        self.queue = deque()
        self.contended = 0

    async def __aenter__(self):
        while self.owner is not None:
            self.contended += 1
            await Switch()
        self.owner = self
        return self

    async def __aexit__(self, kind, error, traceback):
        self.owner = None
        return kind is KeyError


class Scheduler:
    def __init__(self):
        self.ready = deque()
        self.results = {}
        self.turns = 0
        self.cancelled = set()

    def spawn(self, name, coroutine):
        self.results[name] = None
        self.ready.append(((name, coroutine), None))

    def run(self):
        while self.ready:
            task, value = self.ready.popleft()
            name, coroutine = task
            self.turns += 1
            try:
                if name in self.cancelled:
                    self.cancelled.discard(name)
                    request = coroutine.throw(Cancelled())
                else:
                    request = coroutine.send(value)
            except StopIteration as stop:
                self.results[name] = stop.value
            except Cancelled:
                self.results[name] = "cancelled"
            else:
                if request.what == "turn":
                    self.ready.append((task, self.turns))
                elif request.what == "wait":
                    request.payload.waiters.append(task)
                elif request.what == "cancel":
                    self.cancelled.add(request.payload)
                    self.ready.append((task, None))
                else:
                    request.payload.fire(self)
                    self.ready.append((task, None))


async def turn():
    return await Switch()


async def nested(depth):
    """An await through many coroutines."""
    if depth == 0:
        await turn()
        return 1
    return 1 + await nested(depth - 1)


async def numbers(n, step=1):
    try:
        for i in range(0, n, step):
            if i % 16 == 0:
                await turn()
            yield i
    finally:
        await turn()


class Countdown:
    """An asynchronous iterator written as a class."""

    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.n == 0:
            raise StopAsyncIteration
        if self.n % 10 == 0:
            await turn()
        self.n -= 1
        return self.n


async def squares(source):
    async for number in source:
        yield number * number


async def producer(buffer, n, done, scheduler):
    for i in range(n):
        while len(buffer) > 8:
            await turn()
        buffer.append(i)
    await Switch("fire", done)
    return n


async def consumer(buffer, done):
    total = 0
    while True:
        while buffer:
            total += buffer.popleft()
        if done.set:
            return total
        await turn()


async def careful(lock, shared, n):
    for i in range(n):
        async with lock:
            value = shared["value"]
            if i % 3 == 0:
                await turn()
            shared["value"] = value + 1
            if i % 50 == 49:
                raise KeyError(i)                  # swallowed by the lock
    return n


async def comprehension(n):
    evens = [x async for x in numbers(n) if x % 2 == 0]
    pairs = {x: await nested(x % 3) async for x in numbers(n, 7)}
    total = sum([x async for x in squares(Countdown(n))])
    return len(evens), sum(pairs.values()), total


async def forever(log):
    try:
        while True:
            await turn()
    except Cancelled:
        log.append("told to stop")
        await turn()
        raise
    finally:
        log.append("cleaned up")


async def canceller(name, after):
    for _ in range(after):
        await turn()
    await Switch("cancel", name)


def main():
    scheduler = Scheduler()
    buffer, done, lock, shared, log = deque(), Event(), Lock(), {"value": 0}, []
    scheduler.spawn("producer", producer(buffer, N * 4, done, scheduler))
    scheduler.spawn("consumer", consumer(buffer, done))
    for i in range(4):
        scheduler.spawn(f"careful {i}", careful(lock, shared, N // 2))
    for i in range(6):
        scheduler.spawn(f"nested {i}", nested(20 + i))
        scheduler.spawn(f"comprehension {i}", comprehension(N // 2 + i))
    scheduler.spawn("forever", forever(log))
    scheduler.spawn("canceller", canceller("forever", N // 4))
    scheduler.run()
    for name, result in scheduler.results.items():
        print(f"{name}: {result}")
    print(f"shared {shared['value']}, turns {scheduler.turns}, contended {lock.contended}, {log}")

    async def deep():
        total = 0
        for i in range(N // 3):
            total += await nested(i % 60)
        return total

    coroutine = deep()
    switches = 0
    value = None
    while True:
        try:
            coroutine.send(value)
        except StopIteration as stop:
            print(f"deep {stop.value}, {switches} switches")
            break
        switches += 1
    unfinished = numbers(100)
    step = unfinished.asend(None)
    step.send(None)
    try:
        step.throw(Cancelled())             # the generator awaits once more in its finally block
        step.send(None)
    except Cancelled:
        print("cancelled in a generator")
    closing = unfinished.aclose()
    try:
        closing.send(None)
    except StopIteration:
        print("closed")
    right = scheduler.results["consumer"] == sum(range(N * 4)) and shared["value"] == 4 * (N // 2)
    print("right" if right else "wrong")


main()
