# What large objects leave can be had by small ones, and the reverse.
for _ in range(3):
    large = []
    try:
        while True:
            large.append(bytearray(10**6))
    except MemoryError:
        large = None
    small = []
    try:
        while True:
            small.append([len(small)])
    except MemoryError:
        count = len(small)
        small = None
    assert count > 10**6, count
print("on")
