print("begun", flush=True)
x = 3 ** 10**9
