"""lock and RLock: methods, timeouts, errors, texts."""
import _thread
import time

lock = _thread.allocate_lock()
print(repr(lock).split(" at ")[0], lock.locked())
print(lock.acquire(), lock.locked(), repr(lock).split(" at ")[0])
print(lock.acquire(False), lock.acquire(blocking=False), lock.acquire(timeout=0.01), lock.acquire(True, 0.01))
lock.release()
for call in (
    lock.release,
    lambda: lock.acquire(False, 1),
    lambda: lock.acquire(True, -2),
    lambda: lock.acquire(True, 1e100),
    lambda: lock.acquire(timeout="x"),
    lambda: lock.acquire(timeout=_thread.TIMEOUT_MAX * 2),
    lambda: lock.acquire(1, 2, 3),
    lambda: lock.acquire(wait=1),
    lambda: _thread.LockType(),
):
    try:
        print(call())
    except (RuntimeError, ValueError, OverflowError, TypeError) as e:
        print(type(e).__name__, e)
with lock as entered:
    print(entered, lock.locked())
print(lock.locked(), lock.acquire_lock(), lock.locked_lock(), lock.release_lock())
lock.acquire()
lock._at_fork_reinit()
print(lock.locked())

r = _thread.RLock()
print(repr(r).split(" at ")[0])
print(r.acquire(), r.acquire(), r._is_owned(), r._recursion_count())
state = r._release_save()
print(state[0], state[1] == _thread.get_ident(), r._is_owned())
r._acquire_restore(state)
print(r._recursion_count())
r.release()
r.release()
for call in (r.release, r._release_save, lambda: r._acquire_restore(1)):
    try:
        call()
    except (RuntimeError, TypeError) as e:
        print(type(e).__name__, e)

# Another thread cannot take it, nor give it back.
out = []
ended = _thread.allocate_lock()
ended.acquire()


def other():
    out.append(r.acquire(False))
    out.append(r.acquire(timeout=0.01))
    try:
        r.release()
    except RuntimeError as e:
        out.append(str(e))
    ended.release()


with r:
    _thread.start_new_thread(other, ())
    ended.acquire()
print(out)


class Sub(_thread.RLock):
    pass


s = Sub(1, a=2)
s.note = 5
with s:
    print(s._is_owned(), s.note)

# A waiting thread gets the lock when another gives it back.
lock = _thread.allocate_lock()
lock.acquire()
order = []


def waiter():
    order.append("waits")
    lock.acquire()
    order.append("has it")
    lock.release()
    ended.release()


_thread.start_new_thread(waiter, ())
while not order:
    time.sleep(0.001)
time.sleep(0.01)
order.append("gives it back")
lock.release()
ended.acquire()
print(order)
