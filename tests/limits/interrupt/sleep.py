print("begun", flush=True)
import time

time.sleep(1000)
