"""When the main program has ended, neither threads nor processes can be started."""
import _thread
import atexit
import posix


def at_exit():
    for start in (lambda: _thread.start_new_thread(print, ()), posix.fork, posix.forkpty):
        try:
            start()
        except RuntimeError as error:
            print(type(error).__name__, error)
        else:
            print("started")


atexit.register(at_exit)
