print("begun", flush=True)
import itertools

next(itertools.islice(itertools.count(), 10**12, None))
