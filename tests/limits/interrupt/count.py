print("begun", flush=True)
import itertools

for _ in itertools.count():
    pass
