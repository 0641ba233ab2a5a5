// posix: file descriptors: reading, writing, duplicating, terminals, pipes.
#include <pty.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <termios.h>
#include <unistd.h>
#include <utmp.h>

#include <climits>
#include <vector>

#include "runtime/modules/posix_support.h"
#include "runtime/types/buffer.h"
#include "runtime/types/bytes.h"
#include "runtime/types/list.h"
#include "runtime/types/struct_sequence.h"

namespace typhon::posix {

namespace {

Type* terminalSize = nullptr;

Value closeFunction(Thread* t, Value* args, size_t) {
  int fd = TRY(intArgumentPy(t, args[0]));
  // Not tried again after EINTR: on Linux the descriptor is gone by then.
  if (blocking(t, [&] { return close(fd); }) < 0 && errno != EINTR) return raiseOs(t, errno);
  return Value::none();
}

Value closerangeFunction(Thread* t, Value* args, size_t) {
  int low = TRY(intArgumentPy(t, args[0])), high = TRY(intArgumentPy(t, args[1]));
  if (low < 0) low = 0;
  if (low >= high) return Value::none();
  blocking(t, [&] {
    if (close_range(static_cast<unsigned>(low), static_cast<unsigned>(high - 1), 0) != 0) {
      for (int fd = low; fd < high; ++fd) close(fd);
    }
    return 0;
  });
  return Value::none();
}

Value dupFunction(Thread* t, Value* args, size_t) {
  int fd = TRY(intArgumentPy(t, args[0]));
  int copy = fcntl(fd, F_DUPFD_CLOEXEC, 0);
  if (copy < 0) return raiseOs(t, errno);
  return Value::smallInt(copy);
}

Value dup2Function(Thread* t, Value* args, size_t) {
  int fd = TRY(intArgumentPy(t, args[0])), fd2 = TRY(intArgumentPy(t, args[1]));
  bool inheritable;
  TRY(boolPy(t, args[2], &inheritable));
  if (fd < 0 || fd2 < 0) return raiseOs(t, EBADF);
  int result = blocking(t, [&] {
    // dup3 refuses equal descriptors, dup2 does not.
    if (inheritable || fd == fd2) return dup2(fd, fd2);
    return dup3(fd, fd2, O_CLOEXEC);
  });
  if (result < 0) return raiseOs(t, errno);
  return Value::smallInt(result);
}

Value lseekFunction(Thread* t, Value* args, size_t) {
  int fd = TRY(intArgumentPy(t, args[0]));
  int64_t position;
  TRY(offsetPy(t, args[1], &position));
  int how = TRY(intArgumentPy(t, args[2]));
  int64_t result = blocking(t, [&] { return lseek(fd, position, how); });
  if (result < 0) return raiseOs(t, errno);
  return makeInt(t, result);
}

Maybe<size_t> lengthArgument(Thread* t, Value v) {
  int64_t n = TRY(countArgumentPy(t, v));
  if (n < 0) return raiseOs(t, EINVAL);
  return static_cast<size_t>(n > 0x7ffff000 ? 0x7ffff000 : n);
}

// Reads at most `length` bytes with f(buffer, length) into a bytes object.
template <class F>
Value readWith(Thread* t, size_t length, F f) {
  std::string big;
  char small[8192];
  char* buffer = small;
  if (length > sizeof small) {
    if (length > size_t{1} << 24) {
      // The heap decides whether there is room.
      Bytes* room = TRY(makeBytesUninitialised(t, length));
      int64_t n;
      TRY(interruptible(t, [&] { return f(room->data, length); }, &n));
      if (n < 0) return raiseOs(t, errno);
      return Value(TRY(makeBytes(t, room->view().substr(0, static_cast<size_t>(n)))));
    }
    big.resize(length);
    buffer = big.data();
  }
  int64_t n;
  TRY(interruptible(t, [&] { return f(buffer, length); }, &n));
  if (n < 0) return raiseOs(t, errno);
  return Value(TRY(makeBytes(t, {buffer, static_cast<size_t>(n)})));
}

Value readFunction(Thread* t, Value* args, size_t) {
  int fd = TRY(intArgumentPy(t, args[0]));
  size_t length = TRY(lengthArgument(t, args[1]));
  return readWith(t, length, [fd](void* p, size_t n) { return read(fd, p, n); });
}

Value preadFunction(Thread* t, Value* args, size_t) {
  int fd = TRY(intArgumentPy(t, args[0]));
  size_t length = TRY(lengthArgument(t, args[1]));
  int64_t offset;
  TRY(offsetPy(t, args[2], &offset));
  return readWith(t, length, [fd, offset](void* p, size_t n) { return pread(fd, p, n, offset); });
}

Value writeFunction(Thread* t, Value* args, size_t) {
  int fd = TRY(intArgumentPy(t, args[0]));
  BufferHolder data;
  TRY(data.acquirePy(t, args[1]));
  std::string_view bytes = data.bytes();
  size_t length = bytes.size() > 0x7ffff000 ? 0x7ffff000 : bytes.size();
  int64_t n;
  TRY(interruptible(t, [&] { return write(fd, bytes.data(), length); }, &n));
  if (n < 0) return raiseOs(t, errno);
  return Value::smallInt(n);
}

Value pwriteFunction(Thread* t, Value* args, size_t) {
  int fd = TRY(intArgumentPy(t, args[0]));
  BufferHolder data;
  TRY(data.acquirePy(t, args[1]));
  int64_t offset;
  TRY(offsetPy(t, args[2], &offset));
  std::string_view bytes = data.bytes();
  size_t length = bytes.size() > 0x7ffff000 ? 0x7ffff000 : bytes.size();
  int64_t n;
  TRY(interruptible(t, [&] { return pwrite(fd, bytes.data(), length, offset); }, &n));
  if (n < 0) return raiseOs(t, errno);
  return Value::smallInt(n);
}

// A sequence of buffers as the vector that readv and its kin want.
class Vector {
 public:
  ~Vector() {
    for (BufferHolder* holder : holders_) delete holder;
  }
  bool fillPy(Thread* t, Value sequence, const char* function, bool writable) {
    if (!isa<List>(sequence) && !isa<Tuple>(sequence) && !typeOf(sequence)->slots.getItem)
      return raise(t, exc::TypeError, "{}() arg 2 must be a sequence", function);
    Tuple* all = TRY(toTuplePy(t, sequence));
    for (size_t i = 0; i < all->length; ++i) {
      // The tuple keeps the exporters alive; holders are found by this object's destructor only.
      holders_.push_back(new BufferHolder);
      TRY(holders_.back()->acquirePy(t, all->items[i], writable ? kBufferWritable : kBufferSimple));
      std::string_view bytes = holders_.back()->bytes();
      parts.push_back({const_cast<char*>(bytes.data()), bytes.size()});
    }
    keep_ = Value(all);
    return true;
  }
  std::vector<iovec> parts;
  int count() const { return static_cast<int>(parts.size()); }

 private:
  std::vector<BufferHolder*> holders_;
  Value keep_;
};

Value readvFunction(Thread* t, Value* args, size_t) {
  int fd = TRY(intArgumentPy(t, args[0]));
  Vector v;
  TRY(v.fillPy(t, args[1], "readv", true));
  int64_t n;
  TRY(interruptible(t, [&] { return readv(fd, v.parts.data(), v.count()); }, &n));
  if (n < 0) return raiseOs(t, errno);
  return Value::smallInt(n);
}
Value writevFunction(Thread* t, Value* args, size_t) {
  int fd = TRY(intArgumentPy(t, args[0]));
  Vector v;
  TRY(v.fillPy(t, args[1], "writev", false));
  int64_t n;
  TRY(interruptible(t, [&] { return writev(fd, v.parts.data(), v.count()); }, &n));
  if (n < 0) return raiseOs(t, errno);
  return Value::smallInt(n);
}
Value preadvFunction(Thread* t, Value* args, size_t) {
  int fd = TRY(intArgumentPy(t, args[0]));
  Vector v;
  TRY(v.fillPy(t, args[1], "preadv", true));
  int64_t offset;
  TRY(offsetPy(t, args[2], &offset));
  int flags = TRY(intArgumentPy(t, args[3]));
  int64_t n;
  TRY(interruptible(t, [&] { return preadv2(fd, v.parts.data(), v.count(), offset, flags); }, &n));
  if (n < 0) return raiseOs(t, errno);
  return Value::smallInt(n);
}
Value pwritevFunction(Thread* t, Value* args, size_t) {
  int fd = TRY(intArgumentPy(t, args[0]));
  Vector v;
  TRY(v.fillPy(t, args[1], "pwritev", false));
  int64_t offset;
  TRY(offsetPy(t, args[2], &offset));
  int flags = TRY(intArgumentPy(t, args[3]));
  int64_t n;
  TRY(interruptible(t, [&] { return pwritev2(fd, v.parts.data(), v.count(), offset, flags); }, &n));
  if (n < 0) return raiseOs(t, errno);
  return Value::smallInt(n);
}

Value fsyncFunction(Thread* t, Value* args, size_t) {
  int fd;
  TRY(descriptorPy(t, args[0], &fd));
  int64_t result;
  TRY(interruptible(t, [&] { return fsync(fd); }, &result));
  return noneOr(t, static_cast<int>(result));
}
Value fdatasyncFunction(Thread* t, Value* args, size_t) {
  int fd;
  TRY(descriptorPy(t, args[0], &fd));
  int64_t result;
  TRY(interruptible(t, [&] { return fdatasync(fd); }, &result));
  return noneOr(t, static_cast<int>(result));
}
Value syncFunction(Thread* t, Value*, size_t) {
  blocking(t, [] {
    sync();
    return 0;
  });
  return Value::none();
}

Value ftruncateFunction(Thread* t, Value* args, size_t) {
  int fd = TRY(intArgumentPy(t, args[0]));
  int64_t length;
  TRY(offsetPy(t, args[1], &length));
  int64_t result;
  TRY(interruptible(t, [&] { return ftruncate(fd, length); }, &result));
  return noneOr(t, static_cast<int>(result));
}

Value fallocateFunction(Thread* t, Value* args, size_t) {
  int fd = TRY(intArgumentPy(t, args[0]));
  int64_t offset, length;
  TRY(offsetPy(t, args[1], &offset));
  TRY(offsetPy(t, args[2], &length));
  for (;;) {
    int error = blocking(t, [&] { return posix_fallocate(fd, offset, length); });
    if (error == 0) return Value::none();
    if (error != EINTR) return raiseOs(t, error);
    TRY(checkSignalsPy(t));
  }
}
Value fadviseFunction(Thread* t, Value* args, size_t) {
  int fd = TRY(intArgumentPy(t, args[0]));
  int64_t offset, length;
  TRY(offsetPy(t, args[1], &offset));
  TRY(offsetPy(t, args[2], &length));
  int advice = TRY(intArgumentPy(t, args[3]));
  int error = blocking(t, [&] { return posix_fadvise(fd, offset, length, advice); });
  if (error) return raiseOs(t, error);
  return Value::none();
}

Value lockfFunction(Thread* t, Value* args, size_t) {
  int fd = TRY(intArgumentPy(t, args[0])), command = TRY(intArgumentPy(t, args[1]));
  int64_t length;
  TRY(offsetPy(t, args[2], &length));
  return noneOr(t, blocking(t, [&] { return lockf(fd, command, length); }));
}

Value sendfileFunction(Thread* t, Value* args, size_t) {
  int out = TRY(intArgumentPy(t, args[0])), in = TRY(intArgumentPy(t, args[1]));
  int64_t count = TRY(countArgumentPy(t, args[3]));
  off_t offset = 0, *where = nullptr;
  if (!args[2].isNone()) {
    TRY(offsetPy(t, args[2], &offset));
    where = &offset;
  }
  int64_t n;
  TRY(interruptible(t, [&] { return sendfile(out, in, where, static_cast<size_t>(count)); }, &n));
  if (n < 0) return raiseOs(t, errno);
  return Value::smallInt(n);
}

// src, dst, count, offset_src, offset_dst of copy_file_range and splice.
struct Transfer {
  int source, target;
  size_t count;
  loff_t sourceOffset = 0, targetOffset = 0;
  loff_t *sourceAt = nullptr, *targetAt = nullptr;
};
bool transferPy(Thread* t, Value* args, Transfer* out) {
  out->source = TRY(intArgumentPy(t, args[0]));
  out->target = TRY(intArgumentPy(t, args[1]));
  int64_t count = TRY(countArgumentPy(t, args[2]));
  if (count < 0) return raise(t, exc::ValueError, "negative value for 'count' not allowed");
  out->count = static_cast<size_t>(count);
  if (!args[3].isNone()) {
    TRY(offsetPy(t, args[3], &out->sourceOffset));
    out->sourceAt = &out->sourceOffset;
  }
  if (!args[4].isNone()) {
    TRY(offsetPy(t, args[4], &out->targetOffset));
    out->targetAt = &out->targetOffset;
  }
  return true;
}
Value copyFileRangeFunction(Thread* t, Value* args, size_t) {
  Transfer x;
  TRY(transferPy(t, args, &x));
  int64_t n;
  TRY(interruptible(t, [&] { return copy_file_range(x.source, x.sourceAt, x.target, x.targetAt, x.count, 0); }, &n));
  if (n < 0) return raiseOs(t, errno);
  return Value::smallInt(n);
}
Value spliceFunction(Thread* t, Value* args, size_t) {
  Transfer x;
  TRY(transferPy(t, args, &x));
  int flags = TRY(intArgumentPy(t, args[5]));
  int64_t n;
  TRY(interruptible(
      t, [&] { return splice(x.source, x.sourceAt, x.target, x.targetAt, x.count, static_cast<unsigned>(flags)); }, &n));
  if (n < 0) return raiseOs(t, errno);
  return Value::smallInt(n);
}

Value pair(Thread* t, int a, int b) { return Value(TRY(makeTuple(t, {Value::smallInt(a), Value::smallInt(b)}))); }

Value pipeFunction(Thread* t, Value*, size_t) {
  int fds[2];
  if (pipe2(fds, O_CLOEXEC) < 0) return raiseOs(t, errno);
  return pair(t, fds[0], fds[1]);
}
Value pipe2Function(Thread* t, Value* args, size_t) {
  int flags = TRY(intArgumentPy(t, args[0]));
  int fds[2];
  if (pipe2(fds, flags) < 0) return raiseOs(t, errno);
  return pair(t, fds[0], fds[1]);
}

Value isattyFunction(Thread* t, Value* args, size_t) { return Value::boolean(isatty(TRY(intArgumentPy(t, args[0])))); }
Value ttynameFunction(Thread* t, Value* args, size_t) {
  int fd = TRY(intArgumentPy(t, args[0]));
  char buffer[1024];
  if (int error = ttyname_r(fd, buffer, sizeof buffer)) return raiseOs(t, error);
  return pathResult(t, buffer, false);
}
Value ctermidFunction(Thread* t, Value*, size_t) {
  char buffer[L_ctermid];
  return pathResult(t, ctermid(buffer), false);
}
Value openptyFunction(Thread* t, Value*, size_t) {
  int master, slave;
  if (openpty(&master, &slave, nullptr, nullptr, nullptr) < 0) return raiseOs(t, errno);
  fcntl(master, F_SETFD, FD_CLOEXEC);
  fcntl(slave, F_SETFD, FD_CLOEXEC);
  return pair(t, master, slave);
}
Value loginTtyFunction(Thread* t, Value* args, size_t) {
  int fd;
  TRY(descriptorPy(t, args[0], &fd));
  return noneOr(t, login_tty(fd));
}
Value tcgetpgrpFunction(Thread* t, Value* args, size_t) {
  pid_t group = tcgetpgrp(TRY(intArgumentPy(t, args[0])));
  if (group < 0) return raiseOs(t, errno);
  return Value::smallInt(group);
}
Value tcsetpgrpFunction(Thread* t, Value* args, size_t) {
  int fd = TRY(intArgumentPy(t, args[0]));
  pid_t group;
  TRY(pidPy(t, args[1], &group));
  return noneOr(t, tcsetpgrp(fd, group));
}

Value terminalSizeFunction(Thread* t, Value* args, size_t) {
  int fd = args[0].isUnbound() ? STDOUT_FILENO : TRY(intArgumentPy(t, args[0]));
  winsize size;
  if (ioctl(fd, TIOCGWINSZ, &size) < 0) return raiseOs(t, errno);
  return makeStructSequence(t, terminalSize, {Value::smallInt(size.ws_col), Value::smallInt(size.ws_row)});
}

Value getInheritable(Thread* t, Value* args, size_t) {
  int flags = fcntl(TRY(intArgumentPy(t, args[0])), F_GETFD);
  if (flags < 0) return raiseOs(t, errno);
  return Value::boolean(!(flags & FD_CLOEXEC));
}
Value setInheritable(Thread* t, Value* args, size_t) {
  int fd = TRY(intArgumentPy(t, args[0])), inheritable = TRY(intArgumentPy(t, args[1]));
  int flags = fcntl(fd, F_GETFD);
  if (flags < 0) return raiseOs(t, errno);
  return noneOr(t, fcntl(fd, F_SETFD, inheritable ? flags & ~FD_CLOEXEC : flags | FD_CLOEXEC));
}
Value getBlocking(Thread* t, Value* args, size_t) {
  int flags = fcntl(TRY(intArgumentPy(t, args[0])), F_GETFL);
  if (flags < 0) return raiseOs(t, errno);
  return Value::boolean(!(flags & O_NONBLOCK));
}
Value setBlocking(Thread* t, Value* args, size_t) {
  int fd = TRY(intArgumentPy(t, args[0]));
  bool wanted;
  TRY(boolPy(t, args[1], &wanted));
  int flags = fcntl(fd, F_GETFL);
  if (flags < 0) return raiseOs(t, errno);
  return noneOr(t, fcntl(fd, F_SETFL, wanted ? flags & ~O_NONBLOCK : flags | O_NONBLOCK));
}

Value eventfdFunction(Thread* t, Value* args, size_t) {
  int64_t initial;
  TRY(offsetPy(t, args[0], &initial));
  int flags = TRY(intArgumentPy(t, args[1]));
  int fd = eventfd(static_cast<unsigned>(initial), flags);
  if (fd < 0) return raiseOs(t, errno);
  return Value::smallInt(fd);
}
Value eventfdRead(Thread* t, Value* args, size_t) {
  int fd;
  TRY(descriptorPy(t, args[0], &fd));
  eventfd_t value;
  if (blocking(t, [&] { return eventfd_read(fd, &value); }) < 0) return raiseOs(t, errno);
  return makeUnsigned(t, value);
}
Value eventfdWrite(Thread* t, Value* args, size_t) {
  int fd;
  TRY(descriptorPy(t, args[0], &fd));
  Value v = TRY(indexPy(t, args[1]));
  uint64_t value;
  if (!fitsUint64(v, &value)) return raise(t, exc::OverflowError, "int too big to convert");
  return noneOr(t, blocking(t, [&] { return eventfd_write(fd, value); }));
}
Value memfdCreate(Thread* t, Value* args, size_t) {
  std::string name;
  TRY(fsBytesPy(t, args[0], &name));
  int flags = TRY(intArgumentPy(t, args[1]));
  int fd = memfd_create(name.c_str(), static_cast<unsigned>(flags));
  if (fd < 0) return raiseOs(t, errno);
  return Value::smallInt(fd);
}

Value deviceEncoding(Thread* t, Value* args, size_t) {
  int fd = TRY(intArgumentPy(t, args[0]));
  if (fd < 0 || !isatty(fd)) return Value::none();
  return Value(TRY(makeStr(t, "UTF-8")));
}

const NativeDef kFunctions[] = {
    {"close", "(fd)", closeFunction, "Close a file descriptor."},
    {"closerange", "(fd_low, fd_high, /)", closerangeFunction,
     "Closes the descriptors from fd_low up to fd_high (exclusive); errors do not matter."},
    {"dup", "(fd, /)", dupFunction, "Return a duplicate of a file descriptor."},
    {"dup2", "(fd, fd2, inheritable=True)", dup2Function, "Duplicate file descriptor."},
    {"lseek", "(fd, position, whence, /)", lseekFunction, "Set the position of a file descriptor.  Return the new position."},
    {"read", "(fd, length, /)", readFunction, "At most so many bytes from a descriptor."},
    {"pread", "(fd, length, offset, /)", preadFunction,
     "Read a number of bytes from a file descriptor starting at a particular offset."},
    {"write", "(fd, data, /)", writeFunction, "Write a bytes object to a file descriptor."},
    {"pwrite", "(fd, buffer, offset, /)", pwriteFunction, "Write bytes to a file descriptor starting at a particular offset."},
    {"readv", "(fd, buffers, /)", readvFunction, "Read from a file descriptor fd into an iterable of buffers."},
    {"writev", "(fd, buffers, /)", writevFunction, "Iterate over buffers, and write the contents of each to a file descriptor."},
    {"preadv", "(fd, buffers, offset, flags=0, /)", preadvFunction,
     "Reads from a file descriptor into a number of mutable bytes-like objects."},
    {"pwritev", "(fd, buffers, offset, flags=0, /)", pwritevFunction,
     "Writes the contents of bytes-like objects to a file descriptor at a given offset."},
    {"fsync", "(fd)", fsyncFunction, "Force write of fd to disk."},
    {"fdatasync", "(fd)", fdatasyncFunction, "Has the file's data written to disk, without its times and the like."},
    {"sync", "()", syncFunction, "Force write of everything to disk."},
    {"ftruncate", "(fd, length, /)", ftruncateFunction, "Makes an open file exactly so long."},
    {"posix_fallocate", "(fd, offset, length, /)", fallocateFunction,
     "Ensure a file has allocated at least a particular number of bytes on disk."},
    {"posix_fadvise", "(fd, offset, length, advice, /)", fadviseFunction,
     "Announce an intention to access data in a specific pattern."},
    {"lockf", "(fd, command, length, /)", lockfFunction, "Apply, test or remove a POSIX lock on an open file descriptor."},
    {"sendfile", "(out_fd, in_fd, offset, count)", sendfileFunction, "Copies count bytes from one descriptor to another."},
    {"copy_file_range", "(src, dst, count, offset_src=None, offset_dst=None)", copyFileRangeFunction,
     "Copy count bytes from one file descriptor to another."},
    {"splice", "(src, dst, count, offset_src=None, offset_dst=None, flags=0)", spliceFunction,
     "Transfer count bytes from one pipe to a descriptor or vice versa."},
    {"pipe", "()", pipeFunction, "A pipe: the descriptor to read from and the one to write to."},
    {"pipe2", "(flags, /)", pipe2Function, "Create a pipe with flags set atomically."},
    {"isatty", "(fd, /)", isattyFunction, "Return True if the fd is connected to a terminal."},
    {"ttyname", "(fd, /)", ttynameFunction, "Return the name of the terminal device connected to 'fd'."},
    {"ctermid", "()", ctermidFunction, "The name of the terminal that controls this process."},
    {"openpty", "()", openptyFunction, "Open a pseudo-terminal.\n\nReturn a tuple of (master_fd, slave_fd)."},
    {"login_tty", "(fd, /)", loginTtyFunction, "Prepare the tty of which fd is a file descriptor for a new login session."},
    {"tcgetpgrp", "(fd, /)", tcgetpgrpFunction, "The process group in the foreground of a terminal."},
    {"tcsetpgrp", "(fd, pgid, /)", tcsetpgrpFunction, "Puts a process group into the foreground of a terminal."},
    {"get_terminal_size", "(fd=<absent>, /)", terminalSizeFunction,
     "Return the size of the terminal window as (columns, lines)."},
    {"get_inheritable", "(fd, /)", getInheritable, "Whether child processes get the descriptor."},
    {"set_inheritable", "(fd, inheritable, /)", setInheritable, "Says whether child processes get the descriptor."},
    {"get_blocking", "(fd, /)", getBlocking, "Get the blocking mode of the file descriptor."},
    {"set_blocking", "(fd, blocking, /)", setBlocking, "Set the blocking mode of the specified file descriptor."},
    {"eventfd", "(initval, flags=524288)", eventfdFunction, "A descriptor on which events are counted."},
    {"eventfd_read", "(fd)", eventfdRead, "Read eventfd value"},
    {"eventfd_write", "(fd, value)", eventfdWrite, "Write eventfd value."},
    {"memfd_create", "(name, flags=1)", memfdCreate, "Create an anonymous file that lives in memory."},
    {"device_encoding", "(fd)", deviceEncoding, "Return a string describing the encoding of a terminal's file descriptor."},
};

const StructField kSizeFields[] = {{"columns", "width of the terminal window in characters"},
                                   {"lines", "height of the terminal window in characters"}};

}  // namespace

bool initDescriptors(Thread* t, Module* m) {
  terminalSize = TRY(makeStructSequenceType(t, "os.terminal_size", "columns and lines of a terminal", kSizeFields, 2));
  addRoot(&terminalSize);
  TRY(moduleSet(t, m, "terminal_size", Value(terminalSize)));
  return addFunctions(t, m, kFunctions);
}

}  // namespace typhon::posix
