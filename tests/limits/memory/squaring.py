x = 2
try:
    while True:
        x = x * x
except (MemoryError, OverflowError):
    x = None
print("on")
