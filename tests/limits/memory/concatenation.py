a = [0] * 10**8
try:
    b = a + a + a + a
except MemoryError:
    a = None
print("on")
