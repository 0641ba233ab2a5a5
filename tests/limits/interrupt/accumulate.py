print("begun", flush=True)
import itertools

sum(itertools.accumulate(itertools.repeat(0)))
