"""A small simulation with a heap of events and coroutines as processes."""
from _heapq import heappush, heappop
class Sim:
    def __init__(self): self.now, self.q, self.n, self.log = 0, [], 0, []
    def at(self, delay, proc): self.n += 1; heappush(self.q, (self.now + delay, self.n, proc))
    def run(self, until=100):
        while self.q and self.q[0][0] <= until:
            self.now, _, proc = heappop(self.q)
            try: self.at(next(proc), proc)
            except StopIteration as s: self.log.append((self.now, "end", s.value))
sim = Sim()
class Resource:
    def __init__(self, n): self.free, self.max_wait = n, 0
    def acquire(self, who):
        start = sim.now
        while not self.free: yield 1
        self.free -= 1
        self.max_wait = max(self.max_wait, sim.now - start)
        sim.log.append((sim.now, who, "got"))
    def release(self): self.free += 1
pump = Resource(2)
def car(name, arrive, need):
    yield arrive
    yield from pump.acquire(name)
    try: yield need
    finally: pump.release()
    return name
for i, (a, n) in enumerate([(0, 5), (1, 7), (2, 3), (2, 4), (9, 1), (3, 2)]): sim.at(0, car(f"car{i}", a, n))
sim.run()
for entry in sim.log: print(*entry)
print(pump.free, pump.max_wait, sim.now)
