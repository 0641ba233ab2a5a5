# The exception names the file with the very object that was given; other buffers than bytes are no file names.
import os

for name in ("/nonexistent", b"/nonexistent", bytearray(b"/nonexistent"), memoryview(b"/nonexistent")):
    for f in (os.stat, os.chdir, os.rmdir, os.listdir):
        try:
            f(name)
        except OSError as e:
            print(type(e).__name__, e.filename is name, type(e.filename).__name__)
        except TypeError as e:
            print(e)
