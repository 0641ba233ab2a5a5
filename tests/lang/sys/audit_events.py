"""Audit events (PEP 578): which there are for code, files and sockets, and that a hook can forbid things."""
import sys, posix, _io
events, active = [], True
WANTED = ("compile", "exec", "open", "os.", "socket.", "sys.addaudithook")
def hook(event, args):
    if active and event.startswith(WANTED): events.append((event, args))
sys.addaudithook(hook)
def show():
    global active
    active = False
    for event, args in events: print(event, [a if isinstance(a, (str, int, type(None))) else type(a).__name__ for a in args])
    events.clear()
    active = True
code = compile("1", "file.py", "eval"); show()
eval(code); exec(code); eval("1"); show()
_io.FileIO("/dev/null").close(); show()
_io.open("/dev/null", "w").close(); show()
posix.close(posix.open("/dev/null", posix.O_RDONLY)); show()
for f, args in ((posix.listdir, ("/dev/null",)), (posix.mkdir, ("/dev/null/a", 0o700)), (posix.rmdir, ("/dev/null/a",)), (posix.remove, ("/dev/null/a",)), (posix.rename, ("/dev/null/a", "/dev/null/b")), (posix.chdir, ("/dev/null",)), (posix.system, ("true",))):
    try: f(*args)
    except OSError as e: pass
    show()
import _socket
events.clear()
s = _socket.socket()
try: s.bind(("127.0.0.1", 0))
except OSError: pass
try: s.connect(("127.0.0.1", 1))
except OSError: pass
s.connect_ex(("127.0.0.1", 1)); s.close(); show()
_socket.gethostname(); _socket.getaddrinfo(b"127.0.0.1", 80, 0, 1); _socket.gethostbyname(b"127.0.0.1"); show()
forbidden = "nothing"
def guard(event, args):
    if event == forbidden: raise PermissionError(event)
sys.addaudithook(guard); show()
for forbidden, f in (("open", lambda: _io.open("/dev/null")), ("compile", lambda: compile("1", "f", "eval")), ("socket.__new__", _socket.socket), ("own.event", lambda: sys.audit("own.event", 1)), ("sys.addaudithook", lambda: sys.addaudithook(print))):
    try: print(f())
    except PermissionError as e: print("forbidden", e)
forbidden = "nothing"
sys.audit("own", 1)
