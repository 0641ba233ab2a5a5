print("begun", flush=True)
while True:
    try:
        while True:
            pass
    except Exception:
        pass
