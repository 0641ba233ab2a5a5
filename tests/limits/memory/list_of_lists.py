import gc

items = []
try:
    while True:
        items.append([0] * 1000)
except MemoryError:
    count = len(items)
    items = None
assert count > 10000
gc.collect()  # a stale word of the interpreter's stack may still refer to the list
again = [list(range(1000)) for _ in range(1000)]
print("on")
