print("begun", flush=True)
import itertools

all(itertools.cycle([1]))
