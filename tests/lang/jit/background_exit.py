# A process ends while code is compiled in the background, in each of the ways in which processes end. None waits long, none crashes.
import os
import subprocess
import sys
import time

HEAD = """
import sys
sys.path.insert(0, {folder!r})
from _work import heat, make
functions = [make(i) for i in range(4)]
for f in functions:
    heat(f)
print("hot", flush=True)
"""
ENDS = {
    "end": "",
    "sys.exit": "sys.exit(3)",
    "os._exit": "import os; os._exit(4)",
    "exception": "raise ValueError",
    "atexit": "import atexit; atexit.register(heat, functions[0])",
    "execv": "import os; os.execv('/bin/echo', ['echo', 'another'])",
    "signal": "import os, signal; os.kill(os.getpid(), signal.SIGTERM); signal.pause()",
    "thread": "import threading; threading.Thread(target=heat, args=(make(9),)).start()",
    "daemon": "import threading; threading.Thread(target=heat, args=(make(9), 10**9), daemon=True).start()",
}
# sys.executable names the engine; its options are passed on.
options = []
for key, value in sys._xoptions.items():
    options += ["-X", key if value is True else f"{key}={value}"]
folder = os.path.dirname(os.path.abspath(__file__))
for name, end in ENDS.items():
    start = time.monotonic()
    done = subprocess.run([sys.executable, *options, "-c", HEAD.format(folder=folder) + end], capture_output=True, text=True)
    seconds = time.monotonic() - start
    print(name, done.returncode, done.stdout.split(), done.stderr.strip().splitlines()[-1:], seconds < 30)
