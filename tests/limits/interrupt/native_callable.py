print("begun", flush=True)
-1 in iter(int, 1)
