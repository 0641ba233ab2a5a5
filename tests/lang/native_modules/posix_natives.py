"""posix: results and errors that do not depend on the machine."""
import posix
import errno


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


class BadPath:
    def __fspath__(self):
        return 5


class GoodPath:
    def __fspath__(self):
        return "/"


class BadFile:
    def fileno(self):
        return "x"


for text in r"""posix.stat('a\0b')
posix.stat(1.5)
posix.stat(None)
posix.listdir(1.5)
posix.mkdir(3)
posix.rename(3, 'x')
posix.rename('x', 4)
posix.stat(BadPath())
posix.stat(GoodPath()).st_mode & 0o170000
posix.fspath(3)
posix.fspath(BadPath())
posix.fspath(b'x'), posix.fspath('x'), posix.fspath(GoodPath())
posix.stat('/nonexistent')
posix.stat('/nonexistent', dir_fd='x')
posix.stat(0, dir_fd=3)
posix.stat(-5)
posix.stat(10 ** 30)
posix.rename('/nonexistent1', '/nonexistent2')
posix.read('x', 1)
posix.read(0, -1)
posix.fsync('x')
posix.fsync(BadFile())
posix.open('/nonexistent', 0)
posix.open(b'/nonexistent', 0)
posix.chown('/', 'x', 1)
posix.chown('/', -2, 1)
posix.utime('/', 5)
posix.utime('/', (1, 2), ns=(1, 2))
posix.utime('/', ns=5)
posix.execv('/x', [])
posix.execv('/x', 5)
posix.execv('/x', [1])
posix.execve('/x', ['a'], 5)
posix.execve('/x', ['a'], {1: 'b'})
posix.execve('/x', ['a'], {'a=': 'b'})
posix.execve('/nonexistent', [''], {})
posix.sysconf('x')
posix.sysconf('SC_PAGESIZE') == posix.sysconf(posix.sysconf_names['SC_PAGESIZE'])
posix.sysconf(1.5)
posix.confstr('CS_PATH')
posix.putenv('a=b', 'c')
posix.kill('x', 1)
posix.kill(2 ** 40, 1)
posix.WEXITSTATUS('x')
posix.waitstatus_to_exitcode(256), posix.waitstatus_to_exitcode(9)
posix.urandom(-1)
len(posix.urandom(5)), len(posix.getrandom(3))
posix.strerror(2), posix.strerror(99999)
posix.scandir('/nonexistent')
posix.DirEntry()
posix.readlink('/')
posix.link('a', 'b', src_dir_fd='x')
posix.access('/', posix.R_OK), posix.access('/nonexistent', posix.F_OK)
posix.posix_spawn('/nonexistent', [''], {})
posix.posix_spawn('/nonexistent', [], {})
posix.posix_spawn('/bin/true', ['a'], {}, file_actions=[5])
posix.posix_spawn('/bin/true', ['a'], {}, file_actions=[(9, 1)])
posix.sched_setaffinity(0, ['x'])
posix.register_at_fork()
posix.register_at_fork(before=5)
posix.truncate('/nonexistent', 0)
posix.write(1, 'x')
posix.close(999)
posix.dup2(999, 998)
posix.stat_result(range(10))
posix.stat_result(range(9))
posix.stat_result(range(10)).st_atime
posix.terminal_size((1, 2))
posix.sched_param(5)
posix.makedev(1, 2), posix.major(259), posix.minor(259)
posix._path_normpath('/a//b/../c/./d')
posix._path_normpath('..//../a/..'), posix._path_normpath(''), posix._path_normpath('//a'), posix._path_normpath('///a')
posix.remove('/nonexistent')
posix.chdir(3.5)
posix.error is OSError
errno.errorcode[posix.EX_OK + 2], errno.ENOENT, errno.errorcode[11]""".splitlines():
    print(text, end=": ")
    show(lambda: eval(text))

base = b"/tmp/typhon-posix-%d" % posix.getpid()
posix.mkdir(base, 0o700)
here = posix.getcwd()
posix.chdir(base)
fd = posix.open("file", posix.O_CREAT | posix.O_RDWR, 0o644)
print(posix.write(fd, b"hello world"), posix.lseek(fd, 0, 0), posix.read(fd, 5), posix.pread(fd, 5, 6))
buffers = [bytearray(3), bytearray(20)]
print(posix.lseek(fd, 0, 0), posix.readv(fd, buffers), buffers)
print(posix.writev(fd, [b"!", bytearray(b"?")]), posix.fstat(fd).st_size)
posix.ftruncate(fd, 4)
posix.close(fd)
print(posix.stat("file").st_size, oct(posix.stat("file").st_mode))
posix.symlink("file", "link")
posix.symlink("absent", "dangling")
posix.link("file", "hard")
posix.mkdir("folder")
print(sorted(posix.listdir()), sorted(posix.listdir(b"."))[:2], posix.readlink("link"), posix.readlink(b"link"))
print(posix.stat("file").st_nlink, posix.lstat("link").st_mode & 0o170000 == 0o120000)
posix.utime("file", (1, 2.5))
print(posix.stat("file").st_mtime, posix.stat("file").st_mtime_ns, posix.stat("file")[7])
posix.utime("file", ns=(10 ** 9, 123456789))
print(posix.stat("file").st_mtime_ns)
with posix.scandir() as entries:
    for e in sorted(entries, key=lambda e: e.name):
        print(e, e.path, e.is_dir(), e.is_file(), e.is_file(follow_symlinks=False), e.is_symlink(), e.inode() == e.stat(follow_symlinks=False).st_ino)
for e in posix.scandir(base):
    if e.name == b"file":
        print(e, e.path == base + b"/file", posix.fspath(e) == e.path)
posix.rename("hard", "renamed")
print(posix.access("renamed", posix.W_OK))
r, w = posix.pipe()
print(posix.get_inheritable(r), posix.get_blocking(r))
pid = posix.fork()
if pid == 0:
    posix.close(r)
    posix.write(w, b"from the child")
    posix._exit(7)
posix.close(w)
print(posix.read(r, 100), posix.read(r, 100), posix.waitstatus_to_exitcode(posix.waitpid(pid, 0)[1]))
posix.close(r)
pid = posix.posix_spawn("/bin/sh", ["sh", "-c", "exit 3"], posix.environ)
print(posix.waitstatus_to_exitcode(posix.waitpid(pid, 0)[1]))
posix.putenv("TYPHON_TEST", "value")
print(posix.system("exit $(test \"$TYPHON_TEST\" = value && echo 5)") >> 8)
for name in ("file", "link", "dangling", "renamed"):
    posix.unlink(name)
posix.rmdir("folder")
posix.chdir(here)
posix.rmdir(base)
print(posix.access(base, posix.F_OK))
