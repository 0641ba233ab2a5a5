"""Threads start, run together under one lock, and end; sentinels are released when they do."""
import _thread
import time

done = _thread.allocate_lock()
done.acquire()
results = []


def work(a, b, *, scale=1):
    results.append((a + b) * scale)
    done.release()


ident = _thread.start_new_thread(work, (1, 2), {"scale": 10})
print(type(ident), ident != _thread.get_ident())
done.acquire()
print(results)
done.release()

# Counting with a lock: nothing is lost.
lock = _thread.allocate_lock()
total = 0
sentinels = []


def count():
    global total
    sentinels.append(_thread._set_sentinel())
    sentinels[-1].acquire()
    for _ in range(5000):
        with lock:
            total += 1


for _ in range(8):
    _thread.start_new_thread(count, ())
while len(sentinels) < 8:
    time.sleep(0.001)
for s in sentinels:
    s.acquire()
print(total)
while _thread._count():
    time.sleep(0.001)
print(_thread._count(), all(s.locked() for s in sentinels))

# Each thread has its own identity; native ids are positive.
seen = set()
begun = []
gate = _thread.allocate_lock()


def identify():
    begun.append(1)
    with gate:
        seen.add(_thread.get_ident())
        assert _thread.get_native_id() > 0


gate.acquire()
for _ in range(5):
    _thread.start_new_thread(identify, ())
while len(begun) < 5:
    time.sleep(0.001)
gate.release()
while _thread._count():
    time.sleep(0.001)
print(len(seen), _thread.get_ident() in seen)

for bad in ((1, ()), (print, []), (print, (), 3), (print,), ()):
    try:
        _thread.start_new_thread(*bad)
    except TypeError as e:
        print("TypeError", e)
try:
    _thread.exit()
except SystemExit as e:
    print("SystemExit", e.args)
print(_thread.stack_size(), _thread.stack_size(1 << 20), _thread.stack_size(0))
for bad in (-1, 5, 4095):
    try:
        _thread.stack_size(bad)
    except ValueError as e:
        print("ValueError", e)
print(_thread.error is RuntimeError, _thread.TIMEOUT_MAX, _thread.daemon_threads_allowed(), _thread._is_main_interpreter())
