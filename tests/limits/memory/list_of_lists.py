items = []
try:
    while True:
        items.append([0] * 1000)
except MemoryError:
    count = len(items)
    items = None
assert count > 10000
again = [list(range(1000)) for _ in range(1000)]
print("on")
