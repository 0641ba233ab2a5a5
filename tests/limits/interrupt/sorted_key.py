print("begun", flush=True)
while True:
    sorted(range(10**5), key=lambda x: -x)
