buffer = bytearray()
try:
    while True:
        buffer.extend(bytes(10**6))
except MemoryError:
    buffer = None
print("on")
