# What large objects leave can be had by small ones, and the reverse.
import gc

for _ in range(3):
    gc.collect()  # a stale word of the interpreter's stack may still refer to the lists
    large = []
    try:
        while True:
            large.append(bytearray(10**6))
    except MemoryError:
        large = None
    gc.collect()
    small = []
    try:
        while True:
            small.append([len(small)])
    except MemoryError:
        count = len(small)
        small = None
    assert count > 1000, count
print("on")
