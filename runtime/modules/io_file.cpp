// FileIO: raw access to a file descriptor.
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/exec/audit.h"
#include "runtime/exec/blocking.h"
#include "runtime/exec/warnings.h"
#include "runtime/modules/io_internal.h"
#include "runtime/modules/io_writers.h"

namespace typhon {

size_t sizeOf_FileIO(const Object*) { return sizeof(FileIO); }

namespace {

constexpr int64_t kMaxTransfer = INT32_MAX & ~int64_t{4095};

FileIO* file(Value v) { return v.as<FileIO>(); }

// After an interrupted call: runs signal handlers. False with an exception pending.
bool interruptedPy(Thread* t) { return handlePollPy(t); }

Raised raiseClosed(Thread* t) { return raise(t, exc::ValueError, "I/O operation on closed file"); }
Raised raiseMode(Thread* t, const char* action) { return raise(t, io::unsupportedOperation, "File not open for {}", action); }

const char* modeText(const FileIO* f) {
  if (f->created) return f->readable ? "xb+" : "xb";
  if (f->appending) return f->readable ? "ab+" : "ab";
  if (f->readable) return f->writable ? "rb+" : "rb";
  return "wb";
}

Raised badMode(Thread* t) {
  return raise(t, exc::ValueError, "Must have exactly one of create/read/write/append mode and at most one plus");
}

// Sets the fields and open(2) flags that a mode stands for.
bool parseMode(Thread* t, FileIO* f, const std::string& mode, int* flags) {
  bool base = false, plus = false;
  *flags = 0;
  for (char c : mode) {
    switch (c) {
      case 'x':
      case 'r':
      case 'w':
      case 'a':
        if (base) return badMode(t);
        base = true;
        if (c == 'x') f->created = f->writable = true, *flags |= O_EXCL | O_CREAT;
        if (c == 'r') f->readable = true;
        if (c == 'w') f->writable = true, *flags |= O_CREAT | O_TRUNC;
        if (c == 'a') f->writable = f->appending = true, *flags |= O_APPEND | O_CREAT;
        break;
      case 'b':
        break;
      case '+':
        if (plus) return badMode(t);
        plus = f->readable = f->writable = true;
        break;
      default:
        return raise(t, exc::ValueError, "invalid mode: {}", mode);
    }
  }
  if (!base) return badMode(t);
  *flags |= f->readable && f->writable ? O_RDWR : f->readable ? O_RDONLY : O_WRONLY;
  *flags |= O_CLOEXEC;
  return true;
}

bool closeDescriptor(Thread* t, FileIO* f) {
  int fd = f->fd;
  f->fd = -1;
  if (f->writable) forgetWriter(fd);
  if (fd >= 0 && f->closeFd && blocking(t, [&] { return close(fd); }) < 0 && errno != EINTR) return raiseOs(t, errno);
  return true;
}

// A file name as bytes for the system: str, bytes or path-like. *name becomes what __fspath__ gave.
Maybe<std::string> pathArgumentPy(Thread* t, Value* name) {
  Value v = *name;
  if (!isa<Str>(v) && !isa<Bytes>(v)) {
    Value method = TRY(lookupSpecialPy(t, v, names::__fspath__));
    if (method.isUnbound()) return raise(t, exc::TypeError, "expected str, bytes or os.PathLike object, not {}", typeName(v));
    v = TRY(callPy(t, method));
    if (!isa<Str>(v) && !isa<Bytes>(v)) {
      return raise(t, exc::TypeError, "expected {}.__fspath__() to return str or bytes, not {}", typeName(*name), typeName(v));
    }
  }
  std::string path = isa<Str>(v) ? TRY(encodeFsName(t, v.as<Str>())) : std::string(v.as<Bytes>()->view());
  if (path.find('\0') != std::string::npos) return raise(t, exc::ValueError, "embedded null byte");
  return path;
}

Value fileInit(Thread* t, Value* args, size_t) {
  auto f = file(args[0]);
  Value name = args[1], opener = args[4];
  if (!isa<Str>(args[2]))
    return raise(t, exc::TypeError, "FileIO() argument 'mode' must be str, not {}", argumentTypeName(args[2]));
  std::string mode = strText(args[2]);
  bool closeFd = TRY(truthPy(t, args[3]));
  if (f->fd >= 0) TRY(closeDescriptor(t, f));
  f->created = f->readable = f->writable = f->appending = false;
  f->seekable = -1;
  f->closeFd = true;

  int fd = -1;
  std::string path;
  if (isInt(name) || (!isa<Str>(name) && !isa<Bytes>(name) && typeOf(name)->slots.index)) {
    fd = TRY(intArgumentPy(t, name));
    if (fd < 0) return raise(t, exc::ValueError, "negative file descriptor");
  } else {
    path = TRY(pathArgumentPy(t, &name));
  }
  int flags;
  TRY(parseMode(t, f, mode, &flags));
  TRY(auditPy(t, "open", {name, args[2], Value::smallInt(flags)}));
  bool opened = false;
  if (fd >= 0) {
    f->fd = fd;
    f->closeFd = closeFd;
  } else {
    if (!closeFd) return raise(t, exc::ValueError, "Cannot use closefd=False with file name");
    if (opener.isNone()) {
      for (;;) {
        f->fd = blocking(t, [&] { return open(path.c_str(), flags, 0666); });
        if (f->fd >= 0 || errno != EINTR) break;
        TRY(interruptedPy(t));
      }
      if (f->fd < 0 && (errno == EMFILE || errno == ENFILE)) {  // files that are garbage may still be open
        collectGarbage(t);
        TRY(handlePollPy(t));
        f->fd = open(path.c_str(), flags, 0666);
      }
      if (f->fd < 0) return raiseOs(t, errno, name);
    } else {
      Value result = TRY(callPy(t, opener, {name, Value::smallInt(flags)}));
      if (!isInt(result)) return raise(t, exc::TypeError, "expected integer from opener");
      f->fd = TRY(intArgumentPy(t, result));
      if (f->fd < 0) {
        int given = f->fd;
        f->fd = -1;
        return raise(t, exc::ValueError, "opener returned {}", given);
      }
      fcntl(f->fd, F_SETFD, fcntl(f->fd, F_GETFD) | FD_CLOEXEC);
    }
    opened = true;
  }
  auto abandon = [&] {
    if (opened) close(f->fd);
    f->fd = -1;
  };
  f->blockSize = kDefaultBufferSize;
  struct stat status;
  if (fstat(f->fd, &status) < 0) {
    // A descriptor that is not open is found out now; other failures are not ours to judge.
    if (errno == EBADF) {
      abandon();
      return raiseOs(t, EBADF);
    }
  } else {
    if (S_ISDIR(status.st_mode)) {
      abandon();
      return raiseOs(t, EISDIR, name);
    }
    if (status.st_blksize > 1) f->blockSize = static_cast<uint32_t>(status.st_blksize);
    if (f->writable) noteWriter(f->fd, status);
  }
  if (!setAttrPy(t, args[0], names::name, name)) {
    abandon();
    return Value::error();
  }
  if (f->appending && lseek(f->fd, 0, SEEK_END) < 0 && errno != ESPIPE) {
    int error = errno;
    abandon();
    return raiseOs(t, error);
  }
  return Value::none();
}

Value fileNew(Thread* t, Value* args, size_t) {
  auto f = TRY(allocate<FileIO>(t, args[0].as<Type>()));
  f->fd = -1;
  f->seekable = -1;
  f->closeFd = true;
  return f;
}

Value fileDeallocWarn(Thread* t, Value* args, size_t) {
  auto f = file(args[0]);
  if (f->fd < 0 || !f->closeFd) return Value::none();
  PendingSaver saver(t);
  Maybe<std::string> what = reprTextPy(t, args[1]);
  if (!what.ok()) return clearPending(t), Value::none();
  if (!warnPy(t, exc::ResourceWarning, "unclosed file " + *what, 1)) {
    if (pendingIs(t, exc::Warning))
      writeUnraisablePy(t, args[0]);
    else
      clearPending(t);
  }
  return Value::none();
}

Value fileClose(Thread* t, Value* args, size_t) {
  auto f = file(args[0]);
  if (!f->closeFd) {
    Value closed = callMethodPy(t, Value(io::rawIOBase), names::close, {args[0]});
    f->fd = -1;
    return closed;
  }
  if (f->finalizing) {
    Value warnArgs[] = {args[0], args[0]};
    TRY(fileDeallocWarn(t, warnArgs, 2));
  }
  // The base's close() flushes (a subclass may have something to flush) and marks the object.
  Value closed = callMethodPy(t, Value(io::rawIOBase), names::close, {args[0]});
  Value error = closed.isError() ? takePending(t) : Value::unbound();
  bool ok = closeDescriptor(t, f);
  if (!error.isUnbound()) {
    if (!ok) clearPending(t);
    restorePending(t, error);
    return Value::error();
  }
  return ok ? closed : Value::error();
}

Value fileFileno(Thread* t, Value* args, size_t) {
  if (file(args[0])->fd < 0) return raiseClosed(t);
  return Value::smallInt(file(args[0])->fd);
}

Value fileReadable(Thread* t, Value* args, size_t) {
  if (file(args[0])->fd < 0) return raiseClosed(t);
  return Value::boolean(file(args[0])->readable);
}

Value fileWritable(Thread* t, Value* args, size_t) {
  if (file(args[0])->fd < 0) return raiseClosed(t);
  return Value::boolean(file(args[0])->writable);
}

Value fileSeekable(Thread* t, Value* args, size_t) {
  auto f = file(args[0]);
  if (f->fd < 0) return raiseClosed(t);
  if (f->seekable < 0) f->seekable = lseek(f->fd, 0, SEEK_CUR) >= 0;
  return Value::boolean(f->seekable > 0);
}

Value fileReadInto(Thread* t, Value* args, size_t) {
  auto f = file(args[0]);
  if (f->fd < 0) return raiseClosed(t);
  if (!f->readable) return raiseMode(t, "reading");
  BufferHolder buffer;
  TRY(acquireWritablePy(t, args[1], "readinto() argument 1", &buffer));
  int64_t n = fileRead(t, f, buffer.view.data, buffer.view.length);
  if (n == -1) return Value::error();
  return n == -2 ? Value::none() : Value::smallInt(n);
}

Value fileReadAll(Thread* t, Value* args, size_t) {
  auto f = file(args[0]);
  if (f->fd < 0) return raiseClosed(t);
  int64_t guess = kDefaultBufferSize;
  struct stat status;
  off_t position = lseek(f->fd, 0, SEEK_CUR);
  if (fstat(f->fd, &status) == 0 && position >= 0 && status.st_size > position) guess = status.st_size - position + 1;
  std::string all;
  int64_t used = 0;
  for (;;) {
    if (used >= static_cast<int64_t>(all.size())) {
      int64_t grow = used == 0 ? guess : used < 65536 ? kDefaultBufferSize : used / 4;
      all.resize(static_cast<size_t>(used + grow));
    }
    int64_t n = fileRead(t, f, all.data() + used, static_cast<int64_t>(all.size()) - used);
    if (n == -1) return Value::error();
    if (n == -2) {
      if (used == 0) return Value::none();
      break;
    }
    if (n == 0) break;
    used += n;
  }
  return bytesValue(t, std::string_view(all).substr(0, static_cast<size_t>(used)));
}

Value fileReadMethod(Thread* t, Value* args, size_t argc) {
  auto f = file(args[0]);
  if (f->fd < 0) return raiseClosed(t);
  if (!f->readable) return raiseMode(t, "reading");
  int64_t size = TRY(sizeArgumentPy(t, args[1]));
  if (size < 0) return fileReadAll(t, args, argc);
  if (size > kMaxTransfer) size = kMaxTransfer;
  std::string out(static_cast<size_t>(size), '\0');
  int64_t n = fileRead(t, f, out.data(), size);
  if (n == -1) return Value::error();
  if (n == -2) return Value::none();
  return bytesValue(t, std::string_view(out).substr(0, static_cast<size_t>(n)));
}

Value fileWriteMethod(Thread* t, Value* args, size_t) {
  auto f = file(args[0]);
  BufferHolder buffer;
  TRY(buffer.acquirePy(t, args[1]));
  if (f->fd < 0) return raiseClosed(t);
  if (!f->writable) return raiseMode(t, "writing");
  int64_t n = fileWrite(t, f, buffer.view.data, buffer.view.length);
  if (n == -1) return Value::error();
  return n == -2 ? Value::none() : Value::smallInt(n);
}

Value fileSeekMethod(Thread* t, Value* args, size_t) {
  auto f = file(args[0]);
  if (f->fd < 0) return raiseClosed(t);
  int64_t offset = TRY(offsetArgumentPy(t, args[1]));
  int whence = TRY(intArgumentPy(t, args[2]));
  int64_t position = fileSeek(t, f, offset, whence);
  return position < 0 ? Value::error() : Value::smallInt(position);
}

Value fileTell(Thread* t, Value* args, size_t) {
  auto f = file(args[0]);
  if (f->fd < 0) return raiseClosed(t);
  int64_t position = fileSeek(t, f, 0, SEEK_CUR);
  return position < 0 ? Value::error() : Value::smallInt(position);
}

Value fileTruncate(Thread* t, Value* args, size_t) {
  auto f = file(args[0]);
  if (f->fd < 0) return raiseClosed(t);
  if (!f->writable) return raiseMode(t, "writing");
  int64_t size;
  if (args[1].isNone()) {
    size = fileSeek(t, f, 0, SEEK_CUR);
    if (size < 0) return Value::error();
  } else {
    size = TRY(offsetArgumentPy(t, args[1]));
  }
  while (blocking(t, [&] { return ftruncate(f->fd, size); }) < 0) {
    if (errno != EINTR) return raiseOs(t, errno);
    TRY(interruptedPy(t));
  }
  return makeInt(t, size);
}

Value fileIsatty(Thread* t, Value* args, size_t) {
  if (file(args[0])->fd < 0) return raiseClosed(t);
  return Value::boolean(isatty(file(args[0])->fd) != 0);
}

Value reprSlot(Thread* t, Value self) {
  auto f = file(self);
  std::string type = typeName(self);
  if (f->fd < 0) return Value(TRY(makeStr(t, "<" + type + " [closed]>")));
  Value name = findAttrPy(t, self, names::name);
  if (name.isError()) {
    if (!pendingIs(t, exc::ValueError)) return name;
    clearPending(t);
    name = Value::unbound();
  }
  const char* closeFd = f->closeFd ? "True" : "False";
  if (name.isUnbound()) {
    return Value(TRY(makeStr(t, fmt::format("<{} fd={} mode='{}' closefd={}>", type, f->fd, modeText(f), closeFd))));
  }
  std::string shown = TRY(reprTextPy(t, name));
  return Value(TRY(makeStr(t, fmt::format("<{} name={} mode='{}' closefd={}>", type, shown, modeText(f), closeFd))));
}

Value getClosed(Thread*, Value self) { return Value::boolean(file(self)->fd < 0); }
Value getCloseFd(Thread*, Value self) { return Value::boolean(file(self)->closeFd); }
Value getMode(Thread* t, Value self) { return Value(TRY(makeStr(t, modeText(file(self))))); }
Value getBlockSize(Thread*, Value self) { return Value::smallInt(file(self)->blockSize); }
bool setBlockSize(Thread* t, Value self, Value v) {
  if (v.isUnbound()) return raise(t, exc::TypeError, "can't delete numeric/char attribute");
  file(self)->blockSize = static_cast<uint32_t>(TRY(intArgumentPy(t, v)));
  return true;
}
Value getFinalizing(Thread*, Value self) { return Value::boolean(file(self)->finalizing); }
bool setFinalizing(Thread* t, Value self, Value v) {
  file(self)->finalizing = TRY(truthPy(t, v));
  return true;
}

const NativeDef kCreate = {"__new__", "(cls, /, *args, **kwargs)", fileNew, nullptr};
const NativeDef kInit = {"__init__", "(self, file, mode='r', closefd=True, opener=None)", fileInit, nullptr};
const NativeDef kMethods[] = {
    {"read", "(self, size=-1, /)", fileReadMethod,
     "At most size bytes with one system call: it may be fewer. None if nothing is there and the file does not block, b'' at the "
     "end."},
    {"readall", "(self, /)", fileReadAll,
     "All that remains as bytes; what is there if the file does not block, or None. b'' at the end."},
    {"readinto", "(self, buffer, /)", fileReadInto, "Same as RawIOBase.readinto()."},
    {"write", "(self, b, /)", fileWriteMethod,
     "Writes with one system call and returns how many bytes were taken: it may be fewer. None if the file would block."},
    {"seek", "(self, offset, whence=0, /)", fileSeekMethod,
     "Move to new file position and return the file position.\n\nArgument offset is a byte count.  Optional argument "
     "whence "
     "defaults to\nSEEK_SET or 0 (offset from start of file, offset should be >= 0); other values\nare SEEK_CUR or 1 "
     "(move "
     "relative to current position, positive or negative),\nand SEEK_END or 2 (move relative to end of file, usually "
     "negative).\n\nNote that not all file objects are seekable."},
    {"tell", "(self, /)", fileTell, "The present position; OSError where there is none."},
    {"truncate", "(self, size=None, /)", fileTruncate,
     "Cuts the file off after size bytes, by default at the present position, and returns the size."},
    {"close", "(self, /)", fileClose, "Closes the file; once closed it can be closed again, and nothing else."},
    {"seekable", "(self, /)", fileSeekable, "True if file supports random-access."},
    {"readable", "(self, /)", fileReadable, "True if file was opened in a read mode."},
    {"writable", "(self, /)", fileWritable, "True if file was opened in a write mode."},
    {"fileno", "(self, /)", fileFileno, "The file descriptor."},
    {"isatty", "(self, /)", fileIsatty, "Whether the file is a terminal."},
    {"_dealloc_warn", "(self, source, /)", fileDeallocWarn, nullptr},
    {"__reduce__", "(self, /)", cannotPickle, nullptr},
    {"__reduce_ex__", "(self, protocol, /)", cannotPickle, nullptr},
};
const GetSetDef kGetSets[] = {
    {"closed", getClosed, nullptr, "True if the file is closed"},
    {"closefd", getCloseFd, nullptr, "whether close() closes the descriptor"},
    {"mode", getMode, nullptr, "String giving the file mode"},
    {"_blksize", getBlockSize, setBlockSize, nullptr},
    {"_finalizing", getFinalizing, setFinalizing, nullptr},
};

constexpr Slots fileSlots() {
  Slots s;
  s.repr = reprSlot;
  return s;
}

}  // namespace

int64_t fileRead(Thread* t, FileIO* f, void* out, int64_t size) {
  if (size > kMaxTransfer) size = kMaxTransfer;
  for (;;) {
    int fd = f->fd;
    ssize_t n = blocking(t, [&] { return read(fd, out, static_cast<size_t>(size)); });
    if (n >= 0) return n;
    if (errno == EAGAIN) return -2;
    if (errno != EINTR) return raiseOs(t, errno), -1;
    if (!interruptedPy(t)) return -1;
  }
}

int64_t fileWrite(Thread* t, FileIO* f, const void* data, int64_t size) {
  if (size > kMaxTransfer) size = kMaxTransfer;
  for (;;) {
    int fd = f->fd;
    ssize_t n = blocking(t, [&] { return write(fd, data, static_cast<size_t>(size)); });
    if (n >= 0) return n;
    if (errno == EAGAIN) return -2;
    if (errno != EINTR) return raiseOs(t, errno), -1;
    if (!interruptedPy(t)) return -1;
  }
}

int64_t fileSeek(Thread* t, FileIO* f, int64_t offset, int whence) {
  off_t position = lseek(f->fd, offset, whence);
  if (f->seekable < 0) f->seekable = position >= 0;
  if (position < 0) return raiseOs(t, errno), -1;
  return position;
}

Value makeFileIOPy(Thread* t, Value file, const char* mode, bool closeFd, Value opener) {
  Value text = TRY(makeStr(t, mode));
  return callPy(t, Value(io::fileIO), {file, text, Value::boolean(closeFd), opener});
}

namespace io {
extern const TypeSpec fileIOSpec = {
    .name = "_io.FileIO",
    .base = &rawIOBase,
    .kind = Kind::FileIO,
    .flags = kBaseType | kHasInstanceDict | kWeakReferable,
    .slots = fileSlots(),
    .methods = kMethods,
    .getsets = kGetSets,
    .create = &kCreate,
    .init = &kInit,
    .doc =
        "Open a file.\n\nThe mode can be 'r' (default), 'w', 'x' or 'a' for reading,\nwriting, exclusive creation or "
        "appending.  The file will be created if it\ndoesn't exist when opened for writing or appending; it will be\n"
        "truncated when opened for writing.  A FileExistsError will be raised if\nit already exists when opened for "
        "creating. Opening a file for\ncreating implies writing so this mode behaves in a similar way to 'w'.\nAdd a "
        "'+' to "
        "the mode to allow simultaneous reading and writing.\nA custom opener can be used by passing a callable as "
        "*opener*. "
        "The underlying\nfile descriptor for the file object is then obtained by calling opener with\n(*name*, "
        "*flags*). "
        "*opener* must return an open file descriptor (passing\nos.open as *opener* results in functionality similar "
        "to "
        "passing None)."};
}  // namespace io

}  // namespace typhon
