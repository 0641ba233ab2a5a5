"""_thread: locks, starting threads, joining by a lock, thread-local data."""
import _thread
l = _thread.allocate_lock()
print(l.acquire(), l.locked(), l.acquire(False), l.acquire(timeout=0.01), l.release(), l.locked(), type(l).__name__)
with l: print(l.locked())
try: l.release()
except RuntimeError as e: print(e)
done, out = _thread.allocate_lock(), []
def work(n, *a, **k):
    out.append((n, a, k)); done.release()
done.acquire(); _thread.start_new_thread(work, (1, 2), {"k": 3}); done.acquire(); print(out)
count, gate = [0], _thread.allocate_lock()
finished = [_thread.allocate_lock() for _ in range(4)]
def add(f):
    for _ in range(1000):
        with gate: count[0] += 1
    f.release()
for f in finished: f.acquire(); _thread.start_new_thread(add, (f,))
for f in finished: f.acquire()
print(count)
local = _thread._local()
local.x = "main"
def other(): out.append(hasattr(local, "x")); local.x = "other"; out.append(local.x); done.release()
_thread.start_new_thread(other, ()); done.acquire(); print(out[1:], local.x)
r = _thread.RLock()
print(r.acquire(), r.acquire(), r.release(), r.release(), type(r).__name__, isinstance(_thread.get_ident(), int), _thread.get_native_id() > 0, _thread.TIMEOUT_MAX > 0, _thread.error is RuntimeError)
for a in (lambda: _thread.start_new_thread(5, ()), lambda: _thread.start_new_thread(work, 5), lambda: l.acquire(False, 1), lambda: l.acquire(timeout=-5), lambda: r.release(), lambda: _thread.stack_size(-1), lambda: _thread.start_new_thread(work), lambda: _thread.start_new_thread(work, (), 5)):
    try: print(a())
    except (TypeError, ValueError, RuntimeError) as e: print(type(e).__name__, e)
