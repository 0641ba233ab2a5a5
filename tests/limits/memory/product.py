import itertools

try:
    all_of_them = list(itertools.product(range(1000), repeat=3))
except MemoryError:
    pass
print("on")
