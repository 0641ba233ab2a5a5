table = {}
try:
    i = 0
    while True:
        table[i] = str(i)
        i += 1
except MemoryError:
    table = None
assert i > 1000000
print("on")
