"""OSError: subclass chosen by errno, attributes, text."""
import errno
for code in ("ENOENT EEXIST EACCES EPERM ENOTDIR EISDIR ECHILD EPIPE ESRCH EINTR ETIMEDOUT ECONNREFUSED ECONNRESET ECONNABORTED EAGAIN EALREADY EINPROGRESS EINVAL ENOSPC ESHUTDOWN EWOULDBLOCK ENOTEMPTY".split()):
    n = getattr(errno, code)
    e = OSError(n, "message")
    print(code, type(e).__name__, e.errno == n, e.strerror, errno.errorcode[n])
print(OSError(), OSError(1), OSError("text"), OSError(2, "no"), repr(OSError(2, "no")), repr(OSError(2, "no", "file")), OSError(2, "no", "file"), OSError(2, "no", "a", None, "b"), OSError(1, 2, 3, 4, 5).args)
e = OSError(2, "msg", "fname", None, "second")
print(e.errno, e.strerror, e.filename, e.filename2, e.args, OSError("x").errno, OSError(9999, "what"), type(OSError(9999, "w")).__name__, OSError(2, "m", b"bytes"))
print(FileNotFoundError(1, "keeps class"), type(FileNotFoundError(17, "x")).__name__, FileNotFoundError("x").errno)
class Sub(OSError): pass
class SubInit(OSError):
    def __init__(self, x): super().__init__(2, x)
print(type(Sub(2, "m")).__name__, Sub(2, "m").errno, SubInit("y"), SubInit("y").errno, SubInit("z").args)
for action in (lambda: open("/nonexistent/file"), lambda: open("/"), lambda: open("/dev/null/x"), lambda: open(""), lambda: open("a\0b"), lambda: open(5.5), lambda: open("/nonexistent/x", "w"), lambda: open(-5)):
    try: action()
    except (OSError, ValueError, TypeError) as e: print(type(e).__name__, e, getattr(e, "filename", "-"))
b = BlockingIOError(11, "b", 5); print(b.characters_written)
e = OSError(2, "m", "f")
e.filename = "changed"; e.strerror = "s"; e.errno = 7; print(e)
