text = "a" * 1000000
try:
    while True:
        text += text
except MemoryError:
    text = None
print("on")
