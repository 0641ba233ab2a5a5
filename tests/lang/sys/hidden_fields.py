"""Fields of struct sequences that are no items cannot be written either."""
import posix

status = posix.stat("/")
for name in ("st_mode", "st_atime", "st_atime_ns", "st_blksize", "st_rdev"):
    try:
        setattr(status, name, 1)
    except AttributeError as error:
        print(name, error)
    print(getattr(type(status), name))
short, full = posix.stat_result(range(10)), posix.stat_result(range(15))
print(short.st_atime, short.st_atime_ns, full.st_atime, full.st_ctime, len(full))
