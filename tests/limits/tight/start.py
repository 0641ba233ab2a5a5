"""A hundred MiB of address space are enough to start, to import and to run a thread."""
import json
import threading

items = [[i] for i in range(100_000)]
thread = threading.Thread(target=json.dumps, args=(items,))
thread.start()
thread.join()
print("on")
