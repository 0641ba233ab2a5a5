# What the finalizer of an abandoned object releases is what somebody waits for.
import queue
import threading


class Pooled:
    def __init__(self, pool):
        self.pool = pool
        self.item = pool.get()

    def __del__(self):
        self.pool.put(self.item)


def use(pool):
    return Pooled(pool).item


for make in (queue.Queue, queue.SimpleQueue, queue.LifoQueue):
    pool = make()
    pool.put("only one")
    print([use(pool) for _ in range(3)], pool.get())


class Guard:
    def __init__(self, lock):
        self.lock = lock
        lock.acquire()

    def __del__(self):
        self.lock.release()


def enter(lock):
    Guard(lock)


for lock in (threading.Lock(), threading.Semaphore(1)):
    for _ in range(3):
        enter(lock)
    print(lock.acquire(timeout=30))

# With another thread there, which waits for ever until the end.
event = threading.Event()
thread = threading.Thread(target=event.wait, daemon=True)
thread.start()
pool = queue.Queue()
pool.put("another")
print([use(pool) for _ in range(3)], pool.get())
event.set()
thread.join()
lock = threading.Lock()
lock.acquire()
print(lock.acquire(timeout=0.15), lock.acquire(False))
