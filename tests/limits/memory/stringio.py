import io

try:
    f = io.StringIO()
    while True:
        f.write("a" * 10**6)
except MemoryError:
    f = None
print("on")
