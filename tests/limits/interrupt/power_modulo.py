print("begun", flush=True)
pow(3, 10**400000, 10**100000 + 1)
