// fcntl: fcntl(2), ioctl(2) and file locks.
#include <fcntl.h>
#include <linux/fs.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstring>

#include "runtime/modules/constants.h"
#include "runtime/modules/posix_support.h"
#include "runtime/types/buffer.h"
#include "runtime/types/bytes.h"

namespace typhon {

namespace {

using posix::descriptorPy;
using posix::interruptible;

constexpr size_t kBuffer = 1024;

// An int argument of the system call: the low 32 bits of any integer.
bool numberPy(Thread* t, Value v, int* out) {
  Value index = TRY(indexPy(t, v));
  Value low = TRY(intAnd(t, index, Value::smallInt(UINT32_MAX)));
  *out = static_cast<int>(static_cast<uint32_t>(low.asSmallInt()));
  return true;
}

// A str or bytes-like argument, copied into a buffer of its own. *given: it is one.
bool bufferArgumentPy(Thread* t, Value v, const char* what, char* buffer, size_t* length, bool* given) {
  *given = false;
  std::string text;
  if (isa<Str>(v)) {
    text = toUtf8(v.as<Str>());
  } else if (hasBuffer(v)) {
    BufferHolder holder;
    TRY(holder.acquirePy(t, v));
    text = holder.bytes();
  } else {
    return true;
  }
  if (text.size() > kBuffer) return raise(t, exc::ValueError, "{} string arg too long", what);
  std::memcpy(buffer, text.data(), text.size());
  buffer[text.size()] = 0;
  *length = text.size();
  return *given = true;
}

Value fcntlFunction(Thread* t, Value* args, size_t) {
  int fd, command = 0, number = 0;
  TRY(descriptorPy(t, args[0], &fd));
  command = TRY(intArgumentPy(t, args[1]));
  char buffer[kBuffer + 1];
  size_t length;
  bool given;
  TRY(bufferArgumentPy(t, args[2], "fcntl", buffer, &length, &given));
  int64_t result;
  if (given) {
    if (!interruptible(t, [&] { return fcntl(fd, command, buffer); }, &result)) return Value::error();
    if (result < 0) return raiseOs(t, errno);
    Bytes* b = TRY(makeBytes(t, std::string_view(buffer, length)));
    return Value(b);
  }
  TRY(numberPy(t, args[2], &number));
  if (!interruptible(t, [&] { return fcntl(fd, command, number); }, &result)) return Value::error();
  if (result < 0) return raiseOs(t, errno);
  return Value::smallInt(result);
}

Value ioctlFunction(Thread* t, Value* args, size_t) {
  int fd;
  TRY(descriptorPy(t, args[0], &fd));
  Value index = TRY(indexPy(t, args[1]));
  int64_t request;
  if (!fitsInt64(index, &request)) return raise(t, exc::OverflowError, "Python int too large to convert to C long");
  auto code = static_cast<unsigned long>(static_cast<uint32_t>(request));
  bool mutate = TRY(truthPy(t, args[3]));
  char buffer[kBuffer + 1];
  int result;
  if (!isa<Str>(args[2]) && hasBuffer(args[2])) {
    // A writable buffer is changed in place, unless that is not wanted.
    BufferHolder holder;
    TRY(holder.acquirePy(t, args[2]));
    size_t length = static_cast<size_t>(holder.view.length);
    bool writable = !holder.view.readOnly;
    if (writable && mutate) {
      char* where = reinterpret_cast<char*>(holder.view.data);
      if (length <= kBuffer) {
        std::memcpy(buffer, where, length);
        buffer[length] = 0;
      }
      char* passed = length <= kBuffer ? buffer : where;
      result = blocking(t, [=] { return ioctl(fd, code, passed); });
      int error = errno;
      if (length <= kBuffer) std::memcpy(where, buffer, length);
      if (result < 0) return raiseOs(t, error);
      return Value::smallInt(result);
    }
  }
  size_t length;
  bool given;
  TRY(bufferArgumentPy(t, args[2], "ioctl", buffer, &length, &given));
  if (given) {
    result = blocking(t, [&] { return ioctl(fd, code, buffer); });
    if (result < 0) return raiseOs(t, errno);
    Bytes* b = TRY(makeBytes(t, std::string_view(buffer, length)));
    return Value(b);
  }
  int number;
  TRY(numberPy(t, args[2], &number));
  result = blocking(t, [=] { return ioctl(fd, code, number); });
  if (result < 0) return raiseOs(t, errno);
  return Value::smallInt(result);
}

Value flockFunction(Thread* t, Value* args, size_t) {
  int fd;
  TRY(descriptorPy(t, args[0], &fd));
  int operation = TRY(intArgumentPy(t, args[1]));
  int64_t result;
  if (!interruptible(t, [=] { return flock(fd, operation); }, &result)) return Value::error();
  return posix::noneOr(t, static_cast<int>(result));
}

Value lockfFunction(Thread* t, Value* args, size_t) {
  int fd;
  TRY(descriptorPy(t, args[0], &fd));
  int operation = TRY(intArgumentPy(t, args[1]));
  struct flock lock = {};
  if (operation == LOCK_UN) {
    lock.l_type = F_UNLCK;
  } else if (operation & LOCK_SH) {
    lock.l_type = F_RDLCK;
  } else if (operation & LOCK_EX) {
    lock.l_type = F_WRLCK;
  } else {
    return raise(t, exc::ValueError, "unrecognized lockf argument");
  }
  auto offset = [&](Value v, off_t* out) -> bool {
    Value index = TRY(indexPy(t, v));
    int64_t n;
    if (!fitsInt64(index, &n)) return raise(t, exc::OverflowError, "Python int too large to convert to C long");
    *out = n;
    return true;
  };
  TRY(offset(args[3], &lock.l_start));
  TRY(offset(args[2], &lock.l_len));
  lock.l_whence = static_cast<short>(TRY(intArgumentPy(t, args[4])));
  int64_t result;
  int command = operation & LOCK_NB ? F_SETLK : F_SETLKW;
  if (!interruptible(t, [&] { return fcntl(fd, command, &lock); }, &result)) return Value::error();
  return posix::noneOr(t, static_cast<int>(result));
}

const NativeDef kFunctions[] = {
    {"fcntl", "(fd, cmd, arg=0, /)", fcntlFunction,
     "Does operation cmd on a descriptor.\n"
     "\n"
     "cmd is one of the module's constants, arg an int (by default 0) or up to 1024 bytes. The result is the system's, or the "
     "bytes as the system has changed them."},
    {"ioctl", "(fd, request, arg=0, mutate_flag=True, /)", ioctlFunction,
     "Perform the operation `request` on file descriptor `fd`.\n\nThe values used for `request` are operating system dependent, "
     "and are "
     "available\nas constants in the fcntl or termios library modules, using the same names as\nused in the relevant C header "
     "files."},
    {"flock", "(fd, operation, /)", flockFunction,
     "Perform the lock operation `operation` on file descriptor `fd`.\n\nSee the Unix manual page for flock(2) for details (On "
     "some systems, this "
     "function is\nemulated using fcntl())."},
    {"lockf", "(fd, cmd, len=0, start=0, whence=0, /)", lockfFunction,
     "A wrapper around the fcntl() locking calls.\n\n`fd` is the file descriptor of the file to lock or unlock, and operation is "
     "one\nof the "
     "following values:\n\n    LOCK_UN - unlock\n    LOCK_SH - acquire a shared lock\n    LOCK_EX - acquire an exclusive "
     "lock\n\nWhen operation is "
     "LOCK_SH or LOCK_EX, it can also be bitwise ORed with\nLOCK_NB to avoid blocking on lock acquisition."},
};

const NativeConstant kConstants[] = {
#define CONSTANT(name) {#name, static_cast<int64_t>(name)},
#include "runtime/modules/fcntl_names.def"
#undef CONSTANT
};

bool init(Thread* t, Module* m) { return moduleAddConstants(t, m, kConstants); }

}  // namespace

extern const ModuleSpec fcntlModule = {
    "fcntl", kFunctions, "Control over open files: fcntl(), ioctl() and locks, for descriptors or objects with fileno().", init};

}  // namespace typhon
