print("begun", flush=True)
while True:
    "".join(str(i) for i in range(10**6))
