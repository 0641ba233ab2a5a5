functions = []
try:
    while True:
        functions.append(lambda: functions)
except MemoryError:
    functions = None
print("on")
