"""errno and posix: names, error text, simple calls."""
import errno, posix
print(errno.ENOENT, errno.EACCES, errno.EINTR, errno.EAGAIN, errno.errorcode[2], len(errno.errorcode) > 100, posix.strerror(2), posix.strerror(13), posix.strerror(9999))
print(type(posix.getpid()).__name__, posix.getcwd()[:1], posix.getcwdb()[:1], posix.sep if hasattr(posix, "sep") else "/", isinstance(posix.environ, dict), b"PATH" in posix.environ, posix.fspath("a"), posix.fspath(b"b"), len(posix.urandom(5)), posix.access("/", posix.R_OK))
import sys
base = "/tmp/typhon_posix_%d" % posix.getpid()
posix.mkdir(base)
try:
    posix.mkdir(base + "/d"); fd = posix.open(base + "/f", posix.O_CREAT | posix.O_RDWR, 0o644)
    print(posix.write(fd, b"hello world"), posix.lseek(fd, 0, 0), posix.read(fd, 5), posix.fstat(fd).st_size, posix.ftruncate(fd, 3), posix.fstat(fd).st_size, posix.isatty(fd), posix.close(fd))
    print(sorted(posix.listdir(base)), sorted((e.name, e.is_dir(), e.is_file()) for e in posix.scandir(base)), oct(posix.stat(base + "/f").st_mode), posix.stat(base + "/f")[6], posix.lstat(base + "/d").st_nlink > 0)
    posix.rename(base + "/f", base + "/g"); posix.symlink("g", base + "/l"); print(posix.readlink(base + "/l"), posix.chmod(base + "/g", 0o600), oct(posix.stat(base + "/l").st_mode & 0o777))
    posix.unlink(base + "/l"); posix.remove(base + "/g"); posix.rmdir(base + "/d")
    for a in (lambda: posix.open(base + "/nope", 0), lambda: posix.rmdir(base + "/x"), lambda: posix.stat("/nonexistent"), lambda: posix.listdir(base + "/q"), lambda: posix.close(9999), lambda: posix.read(9999, 1), lambda: posix.unlink(base), lambda: posix.mkdir(base), lambda: posix.chdir("/nope"), lambda: posix.stat("a\0b"), lambda: posix.stat(1.5), lambda: posix.rename(base + "/1", base + "/2"), lambda: posix.fspath(5), lambda: posix.urandom(-1), lambda: posix.listdir(5.5), lambda: posix.kill(0, 99999), lambda: posix.write(1, "text"), lambda: posix.strerror("a"), lambda: posix.readlink(base)):
        try: print(a())
        except (OSError, ValueError, TypeError) as e: print(type(e).__name__, str(e).replace(base, "BASE"))
finally: posix.rmdir(base)
r, w = posix.pipe(); posix.write(w, b"pipe"); posix.close(w); print(posix.read(r, 10), posix.read(r, 10)); posix.close(r)
pid = posix.fork()
if pid == 0: posix._exit(7)
print(posix.waitstatus_to_exitcode(posix.waitpid(pid, 0)[1]), posix.WNOHANG, posix.cpu_count() > 0, posix.getpid() != pid)
print(posix.stat_result.__name__, posix.stat("/").st_mode == posix.stat("/")[0], len(posix.stat("/")), posix.times().user >= 0, posix.uname().sysname, posix.umask(posix.umask(0o22)) == 0o22)
