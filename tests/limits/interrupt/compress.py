print("begun", flush=True)
import itertools

next(itertools.compress(itertools.repeat(1), itertools.repeat(0)))
