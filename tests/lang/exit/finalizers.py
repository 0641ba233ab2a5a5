# Objects that are alive when the program ends are finalized: what only modules hold with everything in place, what sys holds
# without standard streams.
import json
import os
import sys


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("finalized", self.name, flush=True)


class Written:
    def __init__(self, file):
        self.file = file

    def __del__(self, write=os.write):
        self.file.write("written by the finalizer")
        self.file.flush()
        write(1, b"file was open: %d\n" % (not self.file.closed))


def suspended():
    try:
        yield
    finally:
        print("generator closed")


written = Written(open(os.devnull, "w"))
g = suspended()
next(g)
json.noisy = Noisy("of a module")
print("end", flush=True)
