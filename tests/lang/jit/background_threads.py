# Many threads whose code is compiled in the background at the same time: each in the middle of its own loops.
import sys
import threading

from _work import compiling, engine, heat, make

sys.setswitchinterval(0.0005)
expected = [heat(make(i), 1) for i in range(8)]
shared = make(50)
right = heat(shared, 1)
wrong = []


def work(me):
    for i in range(2):
        k = (me + i) % 8
        if heat(make(k)) != expected[k] or heat(shared, 10) != right:
            wrong.append((me, i))


threads = [threading.Thread(target=work, args=(me,)) for me in range(8)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("wrong", wrong)
print(threading.active_count())


def numbers(n):
    for i in range(n):
        yield i & 7


def consume(out):
    out.append(sum(numbers(20000)))


out = []
threads = [threading.Thread(target=consume, args=(out,)) for _ in range(6)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(out == [70000] * 6)
if compiling:
    engine.jit_await()
print(sum(numbers(20000)))
