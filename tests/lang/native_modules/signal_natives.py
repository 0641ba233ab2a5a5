"""_signal: handlers, masks, timers; KeyboardInterrupt."""
import _signal
import time


def show(f):
    try:
        print(repr(f()))
    except (Exception, KeyboardInterrupt) as e:
        print(type(e).__name__, e)


for text in """_signal.signal(100, 1)
_signal.signal(10, 5.5)
_signal.signal(_signal.SIGUSR2, _signal.SIG_IGN)
_signal.getsignal(_signal.SIGUSR2), _signal.getsignal(_signal.SIGKILL)
_signal.getsignal(0)
_signal.getsignal(_signal.SIGINT) is _signal.default_int_handler
_signal.default_int_handler(1, 2)
_signal.alarm(0), _signal.getitimer(0)
_signal.setitimer(7, 0)
_signal.ItimerError.__mro__[1]
_signal.strsignal(2), _signal.strsignal(15)
_signal.strsignal(100)
sorted(_signal.valid_signals())[:5]
_signal.pthread_sigmask(_signal.SIG_BLOCK, [])
_signal.pthread_sigmask(_signal.SIG_BLOCK, [100])
_signal.set_wakeup_fd(-1)
_signal.sigtimedwait([10], 0)
_signal.raise_signal(0)
_signal.SIG_DFL, _signal.SIG_IGN, _signal.NSIG, _signal.SIGINT""".splitlines():
    print(text, end=": ")
    show(lambda: eval(text))


def handler(number, frame):
    print("handler", number, frame.f_code.co_name)


def raising(number, frame):
    raise LookupError(number)


print(_signal.signal(_signal.SIGUSR1, handler))


def function():
    _signal.raise_signal(_signal.SIGUSR1)


function()
_signal.signal(_signal.SIGALRM, raising)
_signal.setitimer(_signal.ITIMER_REAL, 0.02)
try:
    time.sleep(10)
except LookupError as e:
    print("sleep interrupted", e)


def spin():
    n = 0
    while True:
        n += 1


_signal.setitimer(_signal.ITIMER_REAL, 0.02)
try:
    spin()
except LookupError as e:
    print("loop interrupted", e)
try:
    _signal.raise_signal(_signal.SIGINT)
    for i in range(10 ** 7):
        pass
except KeyboardInterrupt:
    print("KeyboardInterrupt")
_signal.pthread_sigmask(_signal.SIG_BLOCK, [_signal.SIGUSR1])
_signal.raise_signal(_signal.SIGUSR1)
print(_signal.sigpending() == {_signal.SIGUSR1})
print(_signal.sigwait([_signal.SIGUSR1]) == _signal.SIGUSR1)
print(_signal.pthread_sigmask(_signal.SIG_UNBLOCK, [_signal.SIGUSR1]) == {_signal.SIGUSR1})
