# Threads in compiled code: polls hand the lock over, exceptions and generators stay with their threads, globals change under others.
import sys
import threading

sys.setswitchinterval(0.0005)
shared = {"n": 0}
lock = threading.Lock()
factor = 1


def work(n, out, me):
    s, local = 0, []
    for i in range(n):
        s += (i * me) & 255
        if i % 1000 == 0:
            local.append(me)
            with lock:
                shared["n"] += 1
        try:
            if i % 500 == 7:
                raise ValueError(me)
        except ValueError as e:
            assert e.args[0] == me
            s += 1
    out[me] = s, len(local), set(local) == {me}


def run(count, n):
    out = {}
    threads = [threading.Thread(target=work, args=(n, out, k)) for k in range(1, count + 1)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return sorted(out.items())


print(run(4, 20000))
print(shared)


def spin(stop, out):
    n = 0
    while True:
        n += 1
        if stop.is_set():
            break
    out.append(n > 0)


stop, out = threading.Event(), []
threads = [threading.Thread(target=spin, args=(stop, out)) for _ in range(3)]
for t in threads:
    t.start()
total = 0
for i in range(30000):
    total += i % 7
stop.set()
for t in threads:
    t.join()
print(total, out)


flag = False


def wait():
    n = 0
    while not flag:
        n += 1
    return n >= 0


seen = []
t = threading.Thread(target=lambda: seen.append(wait()))
t.start()
for i in range(20000):
    pass
flag = True
t.join()
print(seen)


def numbers(n):
    for i in range(n):
        yield i * factor


results = []
threads = [threading.Thread(target=lambda: results.append(sum(numbers(10000)) > 0)) for _ in range(3)]
for t in threads:
    t.start()
factor = 2
for t in threads:
    t.join()
print(results)
