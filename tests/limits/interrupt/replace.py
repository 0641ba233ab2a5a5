print("begun", flush=True)
while True:
    ("a" * 10**7).replace("a", "b")
