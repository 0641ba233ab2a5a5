"""What an exception in a thread prints: sys.unraisablehook, _thread._excepthook."""
import _thread
import sys
import time


class Sink:
    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text)

    def flush(self):
        self.parts.append("<flush>")


def wait():
    ended.acquire()
    time.sleep(0.02)
    while _thread._count():
        time.sleep(0.001)


ended = _thread.allocate_lock()
ended.acquire()


def fails():
    ended.release()
    raise ValueError("in a thread")


seen = []
sys.unraisablehook = lambda info: seen.append((info.exc_type, str(info.exc_value), info.err_msg, info.object is fails))
_thread.start_new_thread(fails, ())
wait()
print(seen)
seen.clear()


def leaves():
    ended.release()
    _thread.exit()


_thread.start_new_thread(leaves, ())
wait()
print(seen)

saved, sys.stderr = sys.stderr, Sink()
try:
    try:
        1 / 0
    except ZeroDivisionError as e:
        args = _thread._ExceptHookArgs((type(e), e, e.__traceback__, None))
        _thread._excepthook(args)

    class Named:
        name = "worker"
        _stderr = sys.stderr

    _thread._excepthook(_thread._ExceptHookArgs((KeyError, KeyError(3), None, Named())))
    _thread._excepthook(_thread._ExceptHookArgs((SystemExit, SystemExit(3), None, Named())))
finally:
    sink, sys.stderr = sys.stderr, saved
text = "".join(sink.parts)
print("\n".join("Exception in thread ..." if line.startswith("Exception in thread") and line[20].isdigit() else line for line in text.replace(__file__, "FILE").splitlines()))
print(args[0], args.exc_type is args[0], args.thread)
try:
    _thread._excepthook(3)
except TypeError as e:
    print(e)
try:
    _thread.interrupt_main(1000)
except ValueError as e:
    print(e)
try:
    _thread.interrupt_main()
    for _ in range(10000):
        pass
    print("not interrupted")
except KeyboardInterrupt:
    print("KeyboardInterrupt")
