suspended = []
try:
    while True:
        def generator():
            yield suspended
        g = generator()
        next(g)
        suspended.append(g)
except MemoryError:
    suspended = g = None
print("on")
