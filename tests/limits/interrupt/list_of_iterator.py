print("begun", flush=True)
list(iter(lambda: 0, 1))
