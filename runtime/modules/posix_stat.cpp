// posix: stat and its relatives, times, owners and permissions.
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>
#include <sys/time.h>
#include <unistd.h>

#include "runtime/modules/io_writers.h"
#include "runtime/modules/posix_support.h"
#include "runtime/modules/time_support.h"
#include "runtime/types/float.h"
#include "runtime/types/struct_sequence.h"

namespace typhon::posix {

namespace {

Type *statResult = nullptr, *statvfsResult = nullptr;

Value nsOf(Thread* t, const timespec& time) { return makeInt(t, int64_t{time.tv_sec} * 1000000000 + time.tv_nsec); }
Value secondsOf(Thread* t, const timespec& time) {
  return makeFloat(t, static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec));
}

}  // namespace

Value statValue(Thread* t, const struct stat& s) {
  RootedVector v(t);
  auto add = [&](Value item) { return !item.isError() && v.push(item); };
  bool ok = add(makeUnsigned(t, s.st_mode)) && add(makeUnsigned(t, s.st_ino)) && add(makeUnsigned(t, s.st_dev)) &&
            add(makeUnsigned(t, s.st_nlink)) && add(idValue(s.st_uid)) && add(idValue(s.st_gid)) && add(makeInt(t, s.st_size)) &&
            add(makeInt(t, s.st_atim.tv_sec)) && add(makeInt(t, s.st_mtim.tv_sec)) && add(makeInt(t, s.st_ctim.tv_sec)) &&
            add(secondsOf(t, s.st_atim)) && add(secondsOf(t, s.st_mtim)) && add(secondsOf(t, s.st_ctim)) &&
            add(nsOf(t, s.st_atim)) && add(nsOf(t, s.st_mtim)) && add(nsOf(t, s.st_ctim)) && add(makeInt(t, s.st_blksize)) &&
            add(makeInt(t, s.st_blocks)) && add(makeUnsigned(t, s.st_rdev));
  if (!ok) return Value::error();
  return makeStructSequence(t, statResult, v.data(), v.size());
}

namespace {

Value statAt(Thread* t, const char* function, const Path& path, int dirFd, bool follow, NativeFn fn, const Value* args,
             size_t argc) {
  if (path.isFd && dirFd != AT_FDCWD)
    return raise(t, exc::ValueError, "{}: can't specify dir_fd without matching path", function);
  if (path.isFd && !follow) return raise(t, exc::ValueError, "{}: cannot use fd and follow_symlinks together", function);
  struct stat s;
  auto ask = [&] {
    if (path.isFd) return fstat(path.fd, &s);
    return fstatat(dirFd, path.c(), &s, follow ? 0 : AT_SYMLINK_NOFOLLOW);
  };
  int result = blocking(t, ask);
  if (result == 0 && S_ISREG(s.st_mode) && settleWritersPy(t, &s, fn, args, argc)) result = blocking(t, ask);
  if (result < 0) return raisePath(t, path);
  return statValue(t, s);
}

Value statFunction(Thread* t, Value* args, size_t argc) {
  Path path;
  int dirFd;
  bool follow;
  TRY(pathPy(t, args[0], "stat", "path", &path, kAllowFd));
  TRY(dirFdPy(t, args[1], &dirFd));
  TRY(boolPy(t, args[2], &follow));
  return statAt(t, "stat", path, dirFd, follow, statFunction, args, argc);
}

Value lstatFunction(Thread* t, Value* args, size_t argc) {
  Path path;
  int dirFd;
  TRY(pathPy(t, args[0], "lstat", "path", &path));
  TRY(dirFdPy(t, args[1], &dirFd));
  return statAt(t, "lstat", path, dirFd, false, lstatFunction, args, argc);
}

Value fstatFunction(Thread* t, Value* args, size_t) {
  int fd = TRY(intArgumentPy(t, args[0]));
  struct stat s;
  int64_t result;
  TRY(interruptible(t, [&] { return fstat(fd, &s); }, &result));
  if (result < 0) return raiseOs(t, errno);
  return statValue(t, s);
}

Value statvfsValue(Thread* t, const struct statvfs& s) {
  RootedVector v(t);
  for (uint64_t n : {s.f_bsize, s.f_frsize, s.f_blocks, s.f_bfree, s.f_bavail, s.f_files, s.f_ffree, s.f_favail, s.f_flag,
                     s.f_namemax, s.f_fsid}) {
    Value item = TRY(makeUnsigned(t, n));
    TRY(v.push(item));
  }
  return makeStructSequence(t, statvfsResult, v.data(), v.size());
}

Value statvfsFunction(Thread* t, Value* args, size_t) {
  Path path;
  TRY(pathPy(t, args[0], "statvfs", "path", &path, kAllowFd));
  struct statvfs s;
  int result = blocking(t, [&] { return path.isFd ? fstatvfs(path.fd, &s) : statvfs(path.c(), &s); });
  if (result < 0) return raisePath(t, path);
  return statvfsValue(t, s);
}

Value fstatvfsFunction(Thread* t, Value* args, size_t) {
  int fd = TRY(intArgumentPy(t, args[0]));
  struct statvfs s;
  int64_t result;
  TRY(interruptible(t, [&] { return fstatvfs(fd, &s); }, &result));
  if (result < 0) return raiseOs(t, errno);
  return statvfsValue(t, s);
}

Value accessFunction(Thread* t, Value* args, size_t) {
  Path path;
  int dirFd;
  bool effective, follow;
  TRY(pathPy(t, args[0], "access", "path", &path));
  int mode = TRY(intArgumentPy(t, args[1]));
  TRY(dirFdPy(t, args[2], &dirFd));
  TRY(boolPy(t, args[3], &effective));
  TRY(boolPy(t, args[4], &follow));
  int flags = (follow ? 0 : AT_SYMLINK_NOFOLLOW) | (effective ? AT_EACCESS : 0);
  int result = blocking(t, [&] { return faccessat(dirFd, path.c(), mode, flags); });
  return Value::boolean(result == 0);
}

Value chmodFunction(Thread* t, Value* args, size_t) {
  Path path;
  int dirFd;
  bool follow;
  TRY(pathPy(t, args[0], "chmod", "path", &path, kAllowFd));
  mode_t mode = static_cast<mode_t>(TRY(intArgumentPy(t, args[1])));
  TRY(dirFdPy(t, args[2], &dirFd));
  TRY(boolPy(t, args[3], &follow));
  if (path.isFd && dirFd != AT_FDCWD) return raise(t, exc::ValueError, "chmod: can't specify dir_fd without matching path");
  int result = blocking(t, [&] {
    if (path.isFd) return fchmod(path.fd, mode);
    return fchmodat(dirFd, path.c(), mode, follow ? 0 : AT_SYMLINK_NOFOLLOW);
  });
  if (result < 0 && !follow && (errno == EOPNOTSUPP || errno == ENOTSUP))
    return raise(t, exc::NotImplementedError, "chmod: follow_symlinks unavailable on this platform");
  return noneOr(t, result, path);
}

Value fchmodFunction(Thread* t, Value* args, size_t) {
  int fd = TRY(intArgumentPy(t, args[0]));
  mode_t mode = static_cast<mode_t>(TRY(intArgumentPy(t, args[1])));
  int64_t result;
  TRY(interruptible(t, [&] { return fchmod(fd, mode); }, &result));
  return noneOr(t, static_cast<int>(result));
}

Value chownFunction(Thread* t, Value* args, size_t) {
  Path path;
  uint32_t uid, gid;
  int dirFd;
  bool follow;
  TRY(pathPy(t, args[0], "chown", "path", &path, kAllowFd));
  TRY(idPy(t, args[1], "uid", &uid));
  TRY(idPy(t, args[2], "gid", &gid));
  TRY(dirFdPy(t, args[3], &dirFd));
  TRY(boolPy(t, args[4], &follow));
  if (path.isFd && dirFd != AT_FDCWD) return raise(t, exc::ValueError, "chown: can't specify dir_fd without matching path");
  if (path.isFd && !follow) return raise(t, exc::ValueError, "chown: cannot use fd and follow_symlinks together");
  int result = blocking(t, [&] {
    if (path.isFd) return fchown(path.fd, uid, gid);
    return fchownat(dirFd, path.c(), uid, gid, follow ? 0 : AT_SYMLINK_NOFOLLOW);
  });
  return noneOr(t, result, path);
}

Value lchownFunction(Thread* t, Value* args, size_t) {
  Path path;
  uint32_t uid, gid;
  TRY(pathPy(t, args[0], "lchown", "path", &path));
  TRY(idPy(t, args[1], "uid", &uid));
  TRY(idPy(t, args[2], "gid", &gid));
  return noneOr(t, blocking(t, [&] { return lchown(path.c(), uid, gid); }), path);
}

Value fchownFunction(Thread* t, Value* args, size_t) {
  int fd = TRY(intArgumentPy(t, args[0]));
  uint32_t uid, gid;
  TRY(idPy(t, args[1], "uid", &uid));
  TRY(idPy(t, args[2], "gid", &gid));
  int64_t result;
  TRY(interruptible(t, [&] { return fchown(fd, uid, gid); }, &result));
  return noneOr(t, static_cast<int>(result));
}

// A number of nanoseconds as seconds and nanoseconds, by divmod(): it may be any int.
bool splitNs(Thread* t, Value v, timespec* out) {
  Value pair = TRY(divmodPy(t, v, Value::smallInt(1000000000)));
  if (!isa<Tuple>(pair) || pair.as<Tuple>()->length != 2) {
    return raise(t, exc::TypeError, "{}.__divmod__() must return a 2-tuple, not {}", typeName(v), typeName(pair));
  }
  out->tv_sec = TRY(toInt64(t, pair.as<Tuple>()->items[0]));
  out->tv_nsec = TRY(toInt64(t, pair.as<Tuple>()->items[1]));
  return true;
}

Value utimeFunction(Thread* t, Value* args, size_t) {
  Path path;
  int dirFd;
  bool follow;
  TRY(pathPy(t, args[0], "utime", "path", &path, kAllowFd));
  Value times = args[1], ns = args[2];
  TRY(dirFdPy(t, args[3], &dirFd));
  TRY(boolPy(t, args[4], &follow));
  if (!times.isNone() && !ns.isUnbound())
    return raise(t, exc::ValueError, "utime: you may specify either 'times' or 'ns' but not both");
  timespec pair[2];
  bool now = false;
  if (!times.isNone()) {
    if (!isa<Tuple>(times) || times.as<Tuple>()->length != 2)
      return raise(t, exc::TypeError, "utime: 'times' must be either a tuple of two ints or None");
    for (int i = 0; i < 2; ++i) {
      int64_t s, n;
      TRY(timespecFromSecondsPy(t, times.as<Tuple>()->items[i], Rounding::Floor, &s, &n));
      pair[i] = {s, n};
    }
  } else if (!ns.isUnbound()) {
    if (!isa<Tuple>(ns) || ns.as<Tuple>()->length != 2)
      return raise(t, exc::TypeError, "utime: 'ns' must be a tuple of two ints");
    for (int i = 0; i < 2; ++i) TRY(splitNs(t, ns.as<Tuple>()->items[i], &pair[i]));
  } else {
    now = true;
  }
  if (path.isFd && dirFd != AT_FDCWD) return raise(t, exc::ValueError, "utime: can't specify dir_fd without matching path");
  if (path.isFd && !follow) return raise(t, exc::ValueError, "utime: cannot use fd and follow_symlinks together");
  const timespec* given = now ? nullptr : pair;
  int result = blocking(t, [&] {
    if (path.isFd) return futimens(path.fd, given);
    return utimensat(dirFd, path.c(), given, follow ? 0 : AT_SYMLINK_NOFOLLOW);
  });
  // CPython does not name the file here.
  return result < 0 ? Value(raiseOs(t, errno)) : Value::none();
}

Value umaskFunction(Thread* t, Value* args, size_t) {
  return Value::smallInt(umask(static_cast<mode_t>(TRY(intArgumentPy(t, args[0])))));
}

bool devicePy(Thread* t, Value v, int64_t* device) {
  TRY(offsetPy(t, v, device));
  return *device >= 0 || raise(t, exc::OverflowError, "can't convert negative int to unsigned");
}

Value majorFunction(Thread* t, Value* args, size_t) {
  int64_t device;
  TRY(devicePy(t, args[0], &device));
  return Value::smallInt(major(static_cast<dev_t>(device)));
}
Value minorFunction(Thread* t, Value* args, size_t) {
  int64_t device;
  TRY(devicePy(t, args[0], &device));
  return Value::smallInt(minor(static_cast<dev_t>(device)));
}
Value makedevFunction(Thread* t, Value* args, size_t) {
  int high = TRY(intArgumentPy(t, args[0])), low = TRY(intArgumentPy(t, args[1]));
  return makeUnsigned(t, makedev(static_cast<unsigned>(high), static_cast<unsigned>(low)));
}

const NativeDef kFunctions[] = {
    {"stat", "(path, *, dir_fd=None, follow_symlinks=True)", statFunction,
     "Perform a stat system call on the given path: a name or an open file descriptor."},
    {"lstat", "(path, *, dir_fd=None)", lstatFunction,
     "Perform a stat system call on the given path, without following symbolic links."},
    {"fstat", "(fd)", fstatFunction, "Perform a stat system call on the given file descriptor."},
    {"statvfs", "(path)", statvfsFunction, "Perform a statvfs system call on the given path: a name or an open file descriptor."},
    {"fstatvfs", "(fd, /)", fstatvfsFunction, "Perform an fstatvfs system call on the given fd."},
    {"access", "(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)", accessFunction,
     "Use the real uid/gid to test for access to a path."},
    {"chmod", "(path, mode, *, dir_fd=None, follow_symlinks=True)", chmodFunction, "Change the access permissions of a file."},
    {"fchmod", "(fd, mode)", fchmodFunction, "Change the access permissions of the file given by file descriptor fd."},
    {"chown", "(path, uid, gid, *, dir_fd=None, follow_symlinks=True)", chownFunction,
     "Change the owner and group id of path to the numeric uid and gid."},
    {"lchown", "(path, uid, gid)", lchownFunction,
     "Change the owner and group id of path to the numeric uid and gid.\n\nThis function will not follow symbolic links."},
    {"fchown", "(fd, uid, gid)", fchownFunction, "Change the owner and group id of the file specified by file descriptor."},
    {"utime", "(path, times=None, *, ns=<absent>, dir_fd=None, follow_symlinks=True)", utimeFunction,
     "Set the access and modified time of path."},
    {"umask", "(mask, /)", umaskFunction, "Sets the mask for new files and returns the one before."},
    {"major", "(device, /)", majorFunction, "The major number of a device number."},
    {"minor", "(device, /)", minorFunction, "The minor number of a device number."},
    {"makedev", "(major, minor, /)", makedevFunction, "The device number with these two parts."},
};

const StructField kStatFields[] = {
    {"st_mode", "protection bits"},
    {"st_ino", "inode"},
    {"st_dev", "device"},
    {"st_nlink", "number of hard links"},
    {"st_uid", "user ID of owner"},
    {"st_gid", "group ID of owner"},
    {"st_size", "total size, in bytes"},
    {nullptr, "integer time of last access"},
    {nullptr, "integer time of last modification"},
    {nullptr, "integer time of last change"},
    {"st_atime", "time of last access"},
    {"st_mtime", "time of last modification"},
    {"st_ctime", "time of last change"},
    {"st_atime_ns", "time of last access in nanoseconds"},
    {"st_mtime_ns", "time of last modification in nanoseconds"},
    {"st_ctime_ns", "time of last change in nanoseconds"},
    {"st_blksize", "blocksize for filesystem I/O"},
    {"st_blocks", "number of blocks allocated"},
    {"st_rdev", "device type (if inode device)"},
};
const StructField kStatvfsFields[] = {
    {"f_bsize", nullptr},  {"f_frsize", nullptr},  {"f_blocks", nullptr}, {"f_bfree", nullptr},
    {"f_bavail", nullptr}, {"f_files", nullptr},   {"f_ffree", nullptr},  {"f_favail", nullptr},
    {"f_flag", nullptr},   {"f_namemax", nullptr}, {"f_fsid", nullptr},
};

Value (*createSequence)(Thread* t, Type* cls, const Args& args) = nullptr;

// stat_result(sequence): times that the sequence does not give are taken from the whole seconds.
Value createStat(Thread* t, Type* cls, const Args& args) {
  Value made = TRY(createSequence(t, cls, args));
  Value* tail = tailOf(made.asObject(), shapeOf(made.asObject()));
  Tuple* items = made.as<Tuple>();
  for (int i = 0; i < 3; ++i) {
    if (tail[i].isNone()) tail[i] = items->items[7 + i];
  }
  writeBarrier(made.asObject());
  return made;
}

}  // namespace

bool initStat(Thread* t, Module* m) {
  statResult = TRY(makeStructSequenceType(
      t, "os.stat_result",
      "stat_result: Result from stat, fstat, or lstat.\n\nThis object may be accessed either as a tuple of\n  (mode, ino, dev, "
      "nlink, uid, "
      "gid, size, atime, mtime, ctime)\nor via the attributes st_mode, st_ino, st_dev, st_nlink, st_uid, and so on.",
      kStatFields, 10));
  addRoot(&statResult);
  createSequence = statResult->slots.create;
  statResult->slots.create = createStat;
  statvfsResult = TRY(makeStructSequenceType(
      t, "os.statvfs_result",
      "statvfs_result: Result from statvfs or fstatvfs.\n\nThis object may be accessed either as a tuple of\n  (bsize, frsize, "
      "blocks, bfree, "
      "bavail, files, ffree, favail, flag, namemax),\nor via the attributes f_bsize, f_frsize, f_blocks, f_bfree, and so on.",
      kStatvfsFields, 10));
  addRoot(&statvfsResult);
  TRY(moduleSet(t, m, "stat_result", Value(statResult)));
  TRY(moduleSet(t, m, "statvfs_result", Value(statvfsResult)));
  return addFunctions(t, m, kFunctions);
}

}  // namespace typhon::posix
