"""_queue.SimpleQueue: order, blocking, timeouts, threads, errors."""
import _queue
import _thread
import time

q = _queue.SimpleQueue()
print(q.empty(), q.qsize(), _queue.SimpleQueue[int], _queue.Empty.__mro__)
for i in range(200):
    q.put(i)
print([q.get() for _ in range(150)] == list(range(150)), q.qsize())
for i in range(100):
    q.put_nowait(i)
print([q.get_nowait() for _ in range(60)], q.empty())
while not q.empty():
    q.get()
for f in (
    q.get_nowait,
    lambda: q.get(False),
    lambda: q.get(timeout=0.01),
    lambda: q.get(True, 0),
    lambda: q.get(timeout=-1),
    lambda: q.get(timeout=1e40),
    lambda: q.get(timeout="x"),
    lambda: q.put(),
    lambda: _queue.SimpleQueue(1),
):
    try:
        print(f())
    except (_queue.Empty, ValueError, OverflowError, TypeError) as e:
        print(type(e).__name__, e)

out = []
ended = _queue.SimpleQueue()


def worker():
    while True:
        item = q.get()
        if item is None:
            break
        out.append(item)
    ended.put(True)


for _ in range(4):
    _thread.start_new_thread(worker, ())
for i in range(1000):
    q.put(i)
    if i % 100 == 0:
        time.sleep(0.001)
for _ in range(4):
    q.put(None)
for _ in range(4):
    ended.get()
print(len(out), sorted(out) == list(range(1000)))


class Named(_queue.SimpleQueue):
    pass


n = Named()
n.label = "x"
n.put((1, 2), block=False, timeout=3)
print(n.label, n.get())
