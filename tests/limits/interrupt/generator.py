print("begun", flush=True)
def endless():
    while True:
        yield


for _ in endless():
    pass
