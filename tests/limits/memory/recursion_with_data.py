import sys


def deeper(n):
    return [0] * 100000, deeper(n + 1)


sys.setrecursionlimit(10**6)
try:
    deeper(0)
except (MemoryError, RecursionError):
    pass
print("on")
