import sys


def deeper():
    deeper()


sys.setrecursionlimit(10**7)
try:
    deeper()
except (MemoryError, RecursionError):
    pass
print("on")
