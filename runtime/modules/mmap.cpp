// See mmap.h.
#include "runtime/modules/mmap.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>

#include "runtime/exec/audit.h"
#include "runtime/modules/constants.h"
#include "runtime/modules/posix_support.h"
#include "runtime/object/type.h"
#include "runtime/types/buffer.h"
#include "runtime/types/bytes.h"
#include "runtime/types/int.h"
#include "runtime/types/memoryview.h"
#include "runtime/types/slice.h"

namespace typhon {

size_t sizeOf_MemoryMap(const Object*) { return sizeof(MemoryMap); }
void dispose_MemoryMap(Object* o) {
  auto m = static_cast<MemoryMap*>(o);
  if (m->data) munmap(m->data, m->size);
  if (m->data && m->fd >= 0) close(m->fd);
}

namespace {

enum Access : int { kDefault, kRead, kWrite, kCopy };

// The map of a method's first argument; ValueError once it is closed.
bool openPy(Thread* t, Value v, MemoryMap** out) {
  *out = v.as<MemoryMap>();
  if (!(*out)->data) return raise(t, exc::ValueError, "mmap closed or invalid");
  return true;
}
bool writablePy(Thread* t, MemoryMap* m) {
  if (m->access != kRead) return true;
  return raise(t, exc::TypeError, "mmap can't modify a readonly memory map.");
}

Value bytesOf(Thread* t, const MemoryMap* m, size_t from, size_t count) {
  Bytes* b = TRY(makeBytes(t, std::string_view(m->data + from, count)));
  return Value(b);
}

// args: cls, fileno, length, flags, prot, access, offset
Value mmapNew(Thread* t, Value* args, size_t) {
  int fd = TRY(intArgumentPy(t, args[1]));
  int64_t size = TRY(countArgumentPy(t, args[2]));
  int flags = TRY(intArgumentPy(t, args[3])), protection = TRY(intArgumentPy(t, args[4])),
      access = TRY(intArgumentPy(t, args[5]));
  int64_t offset;
  TRY(posix::offsetPy(t, args[6], &offset));
  if (size < 0) return raise(t, exc::OverflowError, "memory mapped length must be positive");
  if (offset < 0) return raise(t, exc::OverflowError, "memory mapped offset must be positive");
  if (auditHooksExist) {
    Value length = TRY(makeInt(t, size)), from = TRY(makeInt(t, offset));
    TRY(callAuditHooksPy(t, "mmap.__new__", {Value::smallInt(fd), length, Value::smallInt(access), from}));
  }
  if (access != kDefault && (flags != MAP_SHARED || protection != (PROT_WRITE | PROT_READ)))
    return raise(t, exc::ValueError, "mmap can't specify both access and flags, prot.");
  switch (access) {
    case kRead:
      flags = MAP_SHARED, protection = PROT_READ;
      break;
    case kWrite:
      flags = MAP_SHARED, protection = PROT_READ | PROT_WRITE;
      break;
    case kCopy:
      flags = MAP_PRIVATE, protection = PROT_READ | PROT_WRITE;
      break;
    case kDefault:
      if (!(protection & PROT_WRITE)) access = protection & PROT_READ ? kRead : kDefault;
      break;
    default:
      return raise(t, exc::ValueError, "mmap invalid access parameter.");
  }
  struct stat status;
  if (fd != -1 && blocking(t, [&] { return fstat(fd, &status); }) == 0 && S_ISREG(status.st_mode)) {
    if (size == 0) {
      if (status.st_size == 0) return raise(t, exc::ValueError, "cannot mmap an empty file");
      if (offset >= status.st_size) return raise(t, exc::ValueError, "mmap offset is greater than file size");
      size = status.st_size - offset;
    } else if (offset > status.st_size || status.st_size - offset < size) {
      return raise(t, exc::ValueError, "mmap length is greater than file size");
    }
  }
  MemoryMap* m = TRY(allocate<MemoryMap>(t, args[0].as<Type>()));
  m->fd = -1;
  m->access = access;
  m->offset = offset;
  m->size = static_cast<size_t>(size);
  int own = -1;
  if (fd == -1) {
    flags |= MAP_ANONYMOUS;
  } else {
    own = fcntl(fd, F_DUPFD_CLOEXEC, 0);
    if (own < 0) return raiseOs(t, errno);
  }
  void* data = blocking(t, [=] { return mmap(nullptr, static_cast<size_t>(size), protection, flags, own, offset); });
  if (data == MAP_FAILED) {
    int error = errno;
    if (own >= 0) close(own);
    return raiseOs(t, error);
  }
  m->data = static_cast<char*>(data);
  m->fd = own;
  return Value(m);
}

Value closeMethod(Thread* t, Value* args, size_t) {
  MemoryMap* m = args[0].as<MemoryMap>();
  if (m->exports) releaseDeadViews(t, m);
  if (m->exports) return raise(t, exc::BufferError, "cannot close exported pointers exist");
  char* data = m->data;
  int fd = m->fd;
  size_t size = m->size;
  m->data = nullptr;
  m->fd = -1;
  if (data) {
    blocking(t, [=] {
      if (fd >= 0) close(fd);
      munmap(data, size);
    });
  }
  return Value::none();
}

Value readByte(Thread* t, Value* args, size_t) {
  MemoryMap* m;
  TRY(openPy(t, args[0], &m));
  if (m->position >= m->size) return raise(t, exc::ValueError, "read byte out of range");
  return Value::smallInt(static_cast<uint8_t>(m->data[m->position++]));
}

Value readMethod(Thread* t, Value* args, size_t) {
  MemoryMap* m;
  TRY(openPy(t, args[0], &m));
  int64_t wanted = -1;
  if (!args[1].isNone()) {
    Value index = typeOf(args[1])->slots.index ? TRY(indexPy(t, args[1])) : Value::unbound();
    if (index.isUnbound()) return raise(t, exc::TypeError, "argument should be integer or None, not '{}'", typeName(args[1]));
    if (!fitsInt64(index, &wanted)) return raise(t, exc::OverflowError, "cannot fit 'int' into an index-sized integer");
  }
  TRY(openPy(t, args[0], &m));
  size_t left = m->position < m->size ? m->size - m->position : 0;
  size_t count = wanted < 0 || static_cast<size_t>(wanted) > left ? left : static_cast<size_t>(wanted);
  Value b = TRY(bytesOf(t, m, m->position, count));
  m->position += count;
  return b;
}

Value readLine(Thread* t, Value* args, size_t) {
  MemoryMap* m;
  TRY(openPy(t, args[0], &m));
  size_t left = m->position < m->size ? m->size - m->position : 0;
  auto end = static_cast<const char*>(std::memchr(m->data + m->position, '\n', left));
  size_t count = end ? static_cast<size_t>(end - (m->data + m->position)) + 1 : left;
  Value b = TRY(bytesOf(t, m, m->position, count));
  m->position += count;
  return b;
}

Value findIn(Thread* t, Value* args, bool last) {
  MemoryMap* m;
  BufferHolder needle;
  TRY(openPy(t, args[0], &m));
  TRY(needle.acquirePy(t, args[1]));
  int64_t start = static_cast<int64_t>(m->position), end = static_cast<int64_t>(m->size), size = end;
  if (!args[2].isUnbound()) start = TRY(countArgumentPy(t, args[2]));
  if (!args[3].isUnbound()) end = TRY(countArgumentPy(t, args[3]));
  TRY(openPy(t, args[0], &m));
  size = static_cast<int64_t>(m->size);
  auto clamp = [size](int64_t i) { return i < 0 ? (i + size < 0 ? 0 : i + size) : i > size ? size : i; };
  start = clamp(start);
  end = clamp(end);
  if (start > end) return Value::smallInt(-1);
  TextView text(std::string_view(m->data + start, static_cast<size_t>(end - start)));
  size_t found = last ? findTextLast(text, TextView(needle.bytes())) : findText(text, TextView(needle.bytes()));
  return Value::smallInt(found == base::kNotFound ? -1 : start + static_cast<int64_t>(found));
}
Value findMethod(Thread* t, Value* args, size_t) { return findIn(t, args, false); }
Value rfindMethod(Thread* t, Value* args, size_t) { return findIn(t, args, true); }

Value writeMethod(Thread* t, Value* args, size_t) {
  MemoryMap* m;
  BufferHolder data;
  TRY(openPy(t, args[0], &m));
  TRY(data.acquirePy(t, args[1]));
  TRY(writablePy(t, m));
  TRY(openPy(t, args[0], &m));
  size_t count = data.bytes().size();
  if (m->position > m->size || m->size - m->position < count) return raise(t, exc::ValueError, "data out of range");
  std::memmove(m->data + m->position, data.bytes().data(), count);
  m->position += count;
  return Value::smallInt(static_cast<int64_t>(count));
}

Value writeByte(Thread* t, Value* args, size_t) {
  MemoryMap* m;
  TRY(openPy(t, args[0], &m));
  Value index = TRY(indexPy(t, args[1]));
  int64_t byte = 0;
  if (intSign(index) < 0) return raise(t, exc::OverflowError, "unsigned byte integer is less than minimum");
  if (!fitsInt64(index, &byte) || byte > 255)
    return raise(t, exc::OverflowError, "unsigned byte integer is greater than maximum");
  TRY(openPy(t, args[0], &m));
  TRY(writablePy(t, m));
  if (m->position >= m->size) return raise(t, exc::ValueError, "write byte out of range");
  m->data[m->position++] = static_cast<char>(byte);
  return Value::none();
}

Value sizeMethod(Thread* t, Value* args, size_t) {
  MemoryMap* m;
  TRY(openPy(t, args[0], &m));
  if (m->fd < 0) return raiseOs(t, EBADF);
  struct stat status;
  int fd = m->fd;
  if (blocking(t, [&] { return fstat(fd, &status); }) < 0) return raiseOs(t, errno);
  return Value::smallInt(status.st_size);
}

Value resizeMethod(Thread* t, Value* args, size_t) {
  MemoryMap* m;
  TRY(openPy(t, args[0], &m));
  int64_t size = TRY(countArgumentPy(t, args[1]));
  TRY(openPy(t, args[0], &m));
  if (m->exports) releaseDeadViews(t, m);
  if (m->exports) return raise(t, exc::BufferError, "mmap can't resize with extant buffers exported.");
  if (m->access != kWrite && m->access != kDefault)
    return raise(t, exc::TypeError, "mmap can't resize a readonly or copy-on-write memory map.");
  if (size < 0 || INT64_MAX - size < m->offset) return raise(t, exc::ValueError, "new size out of range");
  if (m->fd >= 0 && ftruncate(m->fd, m->offset + size) < 0) return raiseOs(t, errno);
  void* moved = mremap(m->data, m->size, static_cast<size_t>(size), MREMAP_MAYMOVE);
  if (moved == MAP_FAILED) return raiseOs(t, errno);
  m->data = static_cast<char*>(moved);
  m->size = static_cast<size_t>(size);
  return Value::none();
}

Value tellMethod(Thread* t, Value* args, size_t) {
  MemoryMap* m;
  TRY(openPy(t, args[0], &m));
  return Value::smallInt(static_cast<int64_t>(m->position));
}

Value flushMethod(Thread* t, Value* args, size_t) {
  MemoryMap* m;
  TRY(openPy(t, args[0], &m));
  int64_t offset = TRY(countArgumentPy(t, args[1])), size = static_cast<int64_t>(m->size);
  if (!args[2].isUnbound()) size = TRY(countArgumentPy(t, args[2]));
  TRY(openPy(t, args[0], &m));
  int64_t whole = static_cast<int64_t>(m->size);
  if (size < 0 || offset < 0 || whole - offset < size) return raise(t, exc::ValueError, "flush values out of range");
  if (m->access == kRead || m->access == kCopy) return Value::none();
  char* data = m->data;
  if (blocking(t, [=] { return msync(data + offset, static_cast<size_t>(size), MS_SYNC); }) < 0) return raiseOs(t, errno);
  return Value::none();
}

Value seekMethod(Thread* t, Value* args, size_t) {
  MemoryMap* m;
  TRY(openPy(t, args[0], &m));
  int64_t distance = TRY(countArgumentPy(t, args[1]));
  int how = TRY(intArgumentPy(t, args[2]));
  TRY(openPy(t, args[0], &m));
  int64_t base = 0, where;
  switch (how) {
    case 0:
      break;
    case 1:
      base = static_cast<int64_t>(m->position);
      break;
    case 2:
      base = static_cast<int64_t>(m->size);
      break;
    default:
      return raise(t, exc::ValueError, "unknown seek type");
  }
  if (__builtin_add_overflow(base, distance, &where) || where < 0 || where > static_cast<int64_t>(m->size))
    return raise(t, exc::ValueError, "seek out of range");
  m->position = static_cast<size_t>(where);
  return Value::none();
}

Value moveMethod(Thread* t, Value* args, size_t) {
  MemoryMap* m;
  TRY(openPy(t, args[0], &m));
  int64_t n[3];
  for (int i = 0; i < 3; ++i) n[i] = TRY(countArgumentPy(t, args[i + 1]));
  TRY(openPy(t, args[0], &m));
  TRY(writablePy(t, m));
  int64_t size = static_cast<int64_t>(m->size), to = n[0], from = n[1], count = n[2];
  if (to < 0 || from < 0 || count < 0 || size - to < count || size - from < count)
    return raise(t, exc::ValueError, "source, destination, or count out of range");
  std::memmove(m->data + to, m->data + from, static_cast<size_t>(count));
  return Value::none();
}

Value adviseMethod(Thread* t, Value* args, size_t) {
  MemoryMap* m;
  TRY(openPy(t, args[0], &m));
  int option = TRY(intArgumentPy(t, args[1]));
  int64_t start = TRY(countArgumentPy(t, args[2])), length = static_cast<int64_t>(m->size);
  if (!args[3].isUnbound()) length = TRY(countArgumentPy(t, args[3]));
  TRY(openPy(t, args[0], &m));
  int64_t size = static_cast<int64_t>(m->size);
  if (start < 0 || start >= size) return raise(t, exc::ValueError, "madvise start out of bounds");
  if (length < 0) return raise(t, exc::ValueError, "madvise length invalid");
  if (INT64_MAX - start < length) return raise(t, exc::OverflowError, "madvise length too large");
  if (start + length > size) length = size - start;
  char* data = m->data;
  if (madvise(data + start, static_cast<size_t>(length), option) < 0) return raiseOs(t, errno);
  return Value::none();
}

Value enterMethod(Thread* t, Value* args, size_t) {
  MemoryMap* m;
  TRY(openPy(t, args[0], &m));
  return args[0];
}

Value closedGetter(Thread*, Value v) { return Value::boolean(!v.as<MemoryMap>()->data); }

// --- as a sequence

int64_t mapLength(Thread* t, Value self) {
  MemoryMap* m;
  if (!openPy(t, self, &m)) return -1;
  return static_cast<int64_t>(m->size);
}

bool indexOfPy(Thread* t, Value key, MemoryMap* m, int64_t* out) {
  int64_t i = TRY(indexInt64Py(t, key));
  if (i < 0) i += static_cast<int64_t>(m->size);
  if (!m->data) return raise(t, exc::ValueError, "mmap closed or invalid");
  if (i < 0 || i >= static_cast<int64_t>(m->size)) return raise(t, exc::IndexError, "mmap index out of range");
  *out = i;
  return true;
}

Value mapGetItem(Thread* t, Value self, Value key) {
  MemoryMap* m;
  TRY(openPy(t, self, &m));
  if (isa<Slice>(key)) {
    SliceBounds bounds;
    TRY(sliceUnpackPy(t, key.as<Slice>(), &bounds));
    TRY(openPy(t, self, &m));
    sliceAdjust(&bounds, static_cast<int64_t>(m->size));
    if (bounds.step == 1) return bytesOf(t, m, static_cast<size_t>(bounds.start), static_cast<size_t>(bounds.count));
    Bytes* b = TRY(makeBytesUninitialised(t, static_cast<size_t>(bounds.count)));
    for (int64_t i = 0; i < bounds.count; ++i) b->data[i] = static_cast<uint8_t>(m->data[bounds.start + i * bounds.step]);
    return Value(b);
  }
  if (!typeOf(key)->slots.index) return raise(t, exc::TypeError, "mmap indices must be integers");
  int64_t i;
  TRY(indexOfPy(t, key, m, &i));
  return Value::smallInt(static_cast<uint8_t>(m->data[i]));
}

bool mapSetItem(Thread* t, Value self, Value key, Value v) {
  MemoryMap* m;
  TRY(openPy(t, self, &m));
  TRY(writablePy(t, m));
  if (isa<Slice>(key)) {
    if (v.isUnbound()) return raise(t, exc::TypeError, "mmap object doesn't support slice deletion");
    BufferHolder data;
    SliceBounds bounds;
    TRY(sliceUnpackPy(t, key.as<Slice>(), &bounds));
    TRY(data.acquirePy(t, v));
    TRY(openPy(t, self, &m));
    sliceAdjust(&bounds, static_cast<int64_t>(m->size));
    if (static_cast<int64_t>(data.bytes().size()) != bounds.count)
      return raise(t, exc::IndexError, "mmap slice assignment is wrong size");
    std::string copy(data.bytes());
    for (int64_t i = 0; i < bounds.count; ++i) m->data[bounds.start + i * bounds.step] = copy[static_cast<size_t>(i)];
    return true;
  }
  if (!typeOf(key)->slots.index) return raise(t, exc::TypeError, "mmap indices must be integers");
  int64_t i, byte = 0;
  TRY(indexOfPy(t, key, m, &i));
  if (v.isUnbound()) return raise(t, exc::TypeError, "mmap doesn't support item deletion");
  if (!typeOf(v)->slots.index) return raise(t, exc::TypeError, "mmap item value must be an int");
  Value number = TRY(indexPy(t, v));
  if (!fitsInt64(number, &byte) || byte < 0 || byte > 255)
    return raise(t, exc::ValueError, "mmap item value must be in range(0, 256)");
  TRY(openPy(t, self, &m));
  if (i >= static_cast<int64_t>(m->size)) return raise(t, exc::IndexError, "mmap index out of range");
  m->data[i] = static_cast<char>(byte);
  return true;
}

bool mapBuffer(Thread* t, Value self, BufferView* view, int flags) {
  MemoryMap* m;
  TRY(openPy(t, self, &m));
  if (flags & kBufferWritable && m->access == kRead) return raise(t, exc::BufferError, "Object is not writable.");
  *view = BufferView();
  view->owner = self;
  view->data = reinterpret_cast<uint8_t*>(m->data);
  view->length = static_cast<int64_t>(m->size);
  view->readOnly = m->access == kRead;
  ++m->exports;
  return true;
}
void mapReleaseBuffer(Value self, BufferView*) { --self.as<MemoryMap>()->exports; }

Value mapRepr(Thread* t, Value self) {
  static const char* const names[] = {"ACCESS_DEFAULT", "ACCESS_READ", "ACCESS_WRITE", "ACCESS_COPY"};
  MemoryMap* m = self.as<MemoryMap>();
  std::string text = m->data ? fmt::format("<{} closed=False, access={}, length={}, pos={}, offset={}>", typeName(self),
                                           names[m->access], m->size, m->position, m->offset)
                             : fmt::format("<{} closed=True>", typeName(self));
  Str* s = TRY(makeStr(t, text));
  return Value(s);
}

const NativeDef kMethods[] = {
    {"close", "(self, /)", closeMethod, nullptr},
    {"find", "(self, sub, start=<absent>, end=<absent>, /)", findMethod, nullptr},
    {"rfind", "(self, sub, start=<absent>, end=<absent>, /)", rfindMethod, nullptr},
    {"flush", "(self, offset=0, size=<absent>, /)", flushMethod, nullptr},
    {"madvise", "(self, option, start=0, length=<absent>, /)", adviseMethod, nullptr},
    {"move", "(self, dest, src, count, /)", moveMethod, nullptr},
    {"read", "(self, n=None, /)", readMethod, nullptr},
    {"read_byte", "(self, /)", readByte, nullptr},
    {"readline", "(self, /)", readLine, nullptr},
    {"resize", "(self, newsize, /)", resizeMethod, nullptr},
    {"seek", "(self, pos, whence=0, /)", seekMethod, nullptr},
    {"size", "(self, /)", sizeMethod, nullptr},
    {"tell", "(self, /)", tellMethod, nullptr},
    {"write", "(self, bytes, /)", writeMethod, nullptr},
    {"write_byte", "(self, byte, /)", writeByte, nullptr},
    {"__enter__", "(self, /)", enterMethod, nullptr},
    {"__exit__", "(self, /, *exc_info)", closeMethod, nullptr},
};
const GetSetDef kGetSets[] = {{"closed", closedGetter, nullptr, nullptr}};
const NativeDef kNew = {"__new__", "(cls, /, fileno, length, flags=1, prot=3, access=0, offset=0)", mmapNew, nullptr};

const TypeSpec mmapSpec = {
    .name = "mmap.mmap",
    .kind = Kind::MemoryMap,
    .flags = kBaseType | kWeakReferable,
    .slots = {.repr = mapRepr,
              .length = mapLength,
              .getItem = mapGetItem,
              .setItem = mapSetItem,
              .buffer = mapBuffer,
              .releaseBuffer = mapReleaseBuffer},
    .methods = kMethods,
    .getsets = kGetSets,
    .create = &kNew,
    .doc =
        "mmap(fileno, length[, flags[, prot[, access[, offset]]]])\n\nMaps length bytes from the file specified by the file "
        "descriptor "
        "fileno,\nand returns a mmap object.  If length is larger than the current size\nof the file, the file is extended to "
        "contain length "
        "bytes.\n\nTo map anonymous memory, pass -1 as the fileno (both on Windows and Unix).",
};

#define CONSTANT(name) {#name, name}
const NativeConstant kConstants[] = {
    CONSTANT(PROT_EXEC),          CONSTANT(PROT_READ),      CONSTANT(PROT_WRITE),       CONSTANT(MAP_SHARED),
    CONSTANT(MAP_PRIVATE),        CONSTANT(MAP_DENYWRITE),  CONSTANT(MAP_EXECUTABLE),   CONSTANT(MAP_ANON),
    CONSTANT(MAP_ANONYMOUS),      CONSTANT(MAP_POPULATE),   CONSTANT(MAP_STACK),        CONSTANT(MAP_NORESERVE),
    CONSTANT(MADV_NORMAL),        CONSTANT(MADV_RANDOM),    CONSTANT(MADV_SEQUENTIAL),  CONSTANT(MADV_WILLNEED),
    CONSTANT(MADV_DONTNEED),      CONSTANT(MADV_REMOVE),    CONSTANT(MADV_DONTFORK),    CONSTANT(MADV_DOFORK),
    CONSTANT(MADV_HWPOISON),      CONSTANT(MADV_MERGEABLE), CONSTANT(MADV_UNMERGEABLE), CONSTANT(MADV_HUGEPAGE),
    CONSTANT(MADV_NOHUGEPAGE),    CONSTANT(MADV_DONTDUMP),  CONSTANT(MADV_DODUMP),      CONSTANT(MADV_FREE),
    {"ACCESS_DEFAULT", kDefault}, {"ACCESS_READ", kRead},   {"ACCESS_WRITE", kWrite},   {"ACCESS_COPY", kCopy},
};
#undef CONSTANT

bool init(Thread* t, Module* m) {
  TRY(moduleSet(t, m, "error", Value(exc::OSError)));
  TRY(moduleAddConstants(t, m, kConstants));
  Value page = Value::smallInt(sysconf(_SC_PAGESIZE));
  TRY(moduleSet(t, m, "PAGESIZE", page));
  TRY(moduleSet(t, m, "ALLOCATIONGRANULARITY", page));
  return moduleAddType(t, m, mmapSpec) != nullptr;
}

}  // namespace

extern const ModuleSpec mmapModule = {"mmap", {}, nullptr, init};

}  // namespace typhon
