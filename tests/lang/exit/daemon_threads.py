# Code that runs while the process ends is not held up by daemon threads that want the interpreter lock.
import sys
import threading
import time

sys.setswitchinterval(0.0005)


class Slow:
    def __del__(self, clock=time.monotonic):
        end = clock() + 0.05
        n = 0
        while clock() < end:
            n += 1
        print("finalized", flush=True)


def spin():
    while True:
        time.sleep(0)


for _ in range(3):
    threading.Thread(target=spin, daemon=True).start()
slow = Slow()
print("end", flush=True)
