numbers = []
try:
    i = 0
    while True:
        numbers.append(float(i) * 1e-100)
        numbers.append(i << 70)
        i += 1
except MemoryError:
    numbers = None
print("on")
