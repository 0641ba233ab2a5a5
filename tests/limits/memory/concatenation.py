a = [0] * (3 * 10**7)
try:
    b = a + a + a + a + a
except MemoryError:
    a = None
print("on")
