"""_thread._local: attributes of each thread; __init__ of subclasses runs once in every thread that uses the object."""
import _thread
import gc
import time

ended = _thread.allocate_lock()


def run(function):
    ended.acquire()

    def body():
        try:
            function()
        finally:
            ended.release()

    _thread.start_new_thread(body, ())
    ended.acquire()
    ended.release()


local = _thread._local()
local.x = 1
print(local.x, local.__dict__)


def elsewhere():
    print(hasattr(local, "x"), local.__dict__)
    local.x = 2
    local.y = 3
    print(sorted(local.__dict__.items()))


run(elsewhere)
print(local.x, hasattr(local, "y"))
del local.x
for action in (lambda: local.x, lambda: delattr(local, "x"), lambda: setattr(local, "__dict__", {}), lambda: _thread._local(1)):
    try:
        action()
    except (AttributeError, TypeError) as e:
        print(type(e).__name__, e)


class Mine(_thread._local):
    shared = []
    number = 7

    def __init__(self, start, *, step=1):
        print("init", start, step)
        self.value = start

    def bump(self):
        self.value += 1
        return self.value

    @property
    def double(self):
        return self.value * 2


m = Mine(10, step=2)
print(m.bump(), m.bump(), m.double, m.number)


def use():
    print(m.bump(), m.double, m.number)
    m.number = 8
    print(m.number, m.__dict__)


run(use)
run(use)
print(m.value, m.number)
try:
    m.double = 3
except AttributeError as e:
    print(e)


class Fails(_thread._local):
    first = True

    def __init__(self):
        if not Fails.first:
            raise ValueError("not here")


f = Fails()
Fails.first = False


def failing():
    for _ in range(2):
        try:
            f.x
        except ValueError as e:
            print("ValueError", e)


run(failing)

# What a thread kept is let go when it ends.
freed = []


class Watched:
    def __del__(self):
        freed.append(1)


def keeps():
    local.watched = Watched()


run(keeps)
while _thread._count():
    time.sleep(0.001)
for _ in range(3):
    gc.collect()
print(hasattr(local, "watched"), freed)
