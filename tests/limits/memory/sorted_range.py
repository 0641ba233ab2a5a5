try:
    sorted(range(10**9))
except MemoryError:
    pass
print("on")
