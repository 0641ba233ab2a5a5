print("begun", flush=True)
import itertools

next(itertools.islice(itertools.groupby(itertools.repeat(1)), 1, None))
