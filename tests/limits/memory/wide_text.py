try:
    s = chr(0x1F600) * 10**8
    parts = s.replace(chr(0x1F600), "ab" * 5).upper().split("B")
except MemoryError:
    s = parts = None
print("on")
