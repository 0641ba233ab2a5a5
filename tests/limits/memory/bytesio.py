import io

try:
    f = io.BytesIO()
    while True:
        f.write(b"a" * 10**6)
except MemoryError:
    f = None
print("on")
