# What sys holds is finalized last, when there is no sys.stdout any more.
import os
import sys


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self, write=os.write, sys=sys):
        write(1, f"{self.name}: {sys.stdout}\n".encode())
        print("not seen")


sys.noisy = Noisy("in sys")
print("end", flush=True)
