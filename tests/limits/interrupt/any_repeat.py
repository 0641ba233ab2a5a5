print("begun", flush=True)
import itertools

any(itertools.repeat(0))
