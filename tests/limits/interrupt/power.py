print("begun", flush=True)
while True:
    x = 3 ** 10**8
