print("begun", flush=True)
max(range(10**12))
