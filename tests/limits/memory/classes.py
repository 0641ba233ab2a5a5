classes = []
try:
    while True:
        classes.append(type("T", (), {}))
except MemoryError:
    classes = None
print("on")
