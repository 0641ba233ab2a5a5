numbers = set()
try:
    i = 0
    while True:
        numbers.add(i)
        i += 1
except MemoryError:
    numbers = None
print("on")
