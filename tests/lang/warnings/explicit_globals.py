# module_globals of warn_explicit() is a dict; interrupt_main() runs the handler at once in the main thread.
import _thread
import signal
import warnings

for value in (1, True, "x", [], {}, None):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            warnings.warn_explicit("message", UserWarning, "file.py", 1, module_globals=value)
            print(value, len(caught))
        except TypeError as e:
            print(value, e)

try:
    _thread.interrupt_main()
    print("not reached")
except KeyboardInterrupt:
    print("interrupted")
signal.signal(signal.SIGUSR1, lambda number, frame: 1 / 0)
try:
    _thread.interrupt_main(signal.SIGUSR1)
    print("not reached")
except ZeroDivisionError as e:
    print(e)

# Setting an attribute that cannot be set does not note object and name.
for target, name in ((object(), "x"), (1, "x"), (1, "real"), ([], "append")):
    try:
        setattr(target, name, 1)
    except AttributeError as e:
        print(e, e.name, e.obj)
