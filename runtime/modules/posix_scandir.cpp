// posix: scandir and DirEntry.
#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/exec/warnings.h"
#include "runtime/memory/heap.h"
#include "runtime/modules/posix_support.h"
#include "runtime/types/bytes.h"
#include "runtime/types/codecs.h"
#include "runtime/types/generic_alias.h"

namespace typhon {

struct DirEntry : Object {
  Value name, path;
  Value stat, lstat;  // stat_result once asked for; else Unbound
  uint64_t inode;
  int32_t dirFd;  // of a scandir() by descriptor, or -1
  uint8_t type;   // d_type
  uint8_t padding[3];
};

struct ScandirIterator : Object {
  DIR* dir;      // null when exhausted or closed
  Value path;    // as given; Unbound for the current directory
  Value prefix;  // str or bytes that goes in front of names, ends with a slash; or Unbound
  int32_t fd;    // given descriptor, or -1
  bool bytes;
  uint8_t padding[3];
};

size_t sizeOf_DirEntry(const Object*) { return sizeof(DirEntry); }
void trace_DirEntry(Object* o, Tracer& tracer) {
  DirEntry* e = static_cast<DirEntry*>(o);
  tracer.visit(e->name);
  tracer.visit(e->path);
  tracer.visit(e->stat);
  tracer.visit(e->lstat);
}
size_t sizeOf_ScandirIterator(const Object*) { return sizeof(ScandirIterator); }
void trace_ScandirIterator(Object* o, Tracer& tracer) {
  ScandirIterator* s = static_cast<ScandirIterator*>(o);
  tracer.visit(s->path);
  tracer.visit(s->prefix);
}
void dispose_ScandirIterator(Object* o) {
  ScandirIterator* s = static_cast<ScandirIterator*>(o);
  if (s->dir) closedir(s->dir);
}

namespace posix {

namespace {

Type *entryType = nullptr, *iteratorType = nullptr;

// --- DirEntry

Value fetchStat(Thread* t, DirEntry* e, bool follow) {
  std::string path;
  TRY(fsBytesPy(t, e->path, &path));
  struct stat s;
  int dirFd = e->dirFd >= 0 ? e->dirFd : AT_FDCWD;
  int result = blocking(t, [&] { return fstatat(dirFd, path.c_str(), &s, follow ? 0 : AT_SYMLINK_NOFOLLOW); });
  if (result < 0) return raiseOs(t, errno, e->path);
  return statValue(t, s);
}

Value lstatOf(Thread* t, DirEntry* e) {
  if (e->lstat.isUnbound()) {
    Value v = TRY(fetchStat(t, e, false));
    e->lstat = v;
    writeBarrier(e);
  }
  return e->lstat;
}

int isSymlink(Thread* t, DirEntry* e);
int testMode(Thread* t, DirEntry* e, bool follow, unsigned wanted);

Value statOf(Thread* t, DirEntry* e, bool follow) {
  if (!follow) return lstatOf(t, e);
  if (e->stat.isUnbound()) {
    int link = isSymlink(t, e);
    if (link < 0) return Value::error();
    Value v = TRY(link ? fetchStat(t, e, true) : lstatOf(t, e));
    e->stat = v;
    writeBarrier(e);
  }
  return e->stat;
}

int isSymlink(Thread* t, DirEntry* e) {
  if (e->type != DT_UNKNOWN) return e->type == DT_LNK;
  return testMode(t, e, false, S_IFLNK);
}

int testMode(Thread* t, DirEntry* e, bool follow, unsigned wanted) {
  bool needsStat = e->type == DT_UNKNOWN || (follow && e->type == DT_LNK);
  if (!needsStat) return wanted == S_IFDIR ? e->type == DT_DIR : wanted == S_IFREG ? e->type == DT_REG : e->type == DT_LNK;
  Value status = statOf(t, e, follow);
  if (status.isError()) {
    // A dangling link, or gone in the meantime.
    if (!pendingIs(t, exc::FileNotFoundError)) return -1;
    clearPending(t);
    return 0;
  }
  Value mode = status.as<Tuple>()->items[0];
  return (static_cast<unsigned>(mode.asSmallInt()) & S_IFMT) == wanted;
}

template <unsigned wanted>
Value isOfMode(Thread* t, Value* args, size_t) {
  bool follow;
  TRY(boolPy(t, args[1], &follow));
  int answer = testMode(t, args[0].as<DirEntry>(), follow, wanted);
  if (answer < 0) return Value::error();
  return Value::boolean(answer);
}
Value entryIsSymlink(Thread* t, Value* args, size_t) {
  int answer = isSymlink(t, args[0].as<DirEntry>());
  if (answer < 0) return Value::error();
  return Value::boolean(answer);
}
Value entryIsJunction(Thread*, Value*, size_t) { return Value::boolean(false); }
Value entryStat(Thread* t, Value* args, size_t) {
  bool follow;
  TRY(boolPy(t, args[1], &follow));
  return statOf(t, args[0].as<DirEntry>(), follow);
}
Value entryInode(Thread* t, Value* args, size_t) { return makeUnsigned(t, args[0].as<DirEntry>()->inode); }
Value entryFspath(Thread*, Value* args, size_t) { return args[0].as<DirEntry>()->path; }
Value entryRepr(Thread* t, Value self) {
  Str* name = TRY(reprPy(t, self.as<DirEntry>()->name));
  StrBuilder out(t);
  TRY(out.add(std::string_view("<DirEntry ")));
  TRY(out.add(name));
  TRY(out.add(std::string_view(">")));
  return Value(TRY(out.finish()));
}

const NativeDef kEntryMethods[] = {
    {"is_dir", "(self, /, *, follow_symlinks=True)", isOfMode<S_IFDIR>, "Whether the entry is a directory; asked once."},
    {"is_file", "(self, /, *, follow_symlinks=True)", isOfMode<S_IFREG>, "Whether the entry is a regular file; asked once."},
    {"is_symlink", "(self, /)", entryIsSymlink, "Whether the entry is a symbolic link; asked once."},
    {"is_junction", "(self, /)", entryIsJunction, "Whether the entry is a junction: never here."},
    {"stat", "(self, /, *, follow_symlinks=True)", entryStat, "The entry's stat_result; asked once."},
    {"inode", "(self, /)", entryInode, "Return inode of the entry; cached per entry."},
    {"__fspath__", "(self, /)", entryFspath, "Returns the path for the entry."},
    {"__class_getitem__", "(cls, object, /)", classGetItem, "See PEP 585", NativeDef::kClassMethod},
};
const MemberDef kEntryMembers[] = {
    {"name", offsetof(DirEntry, name), MemberDef::kReadOnly, "the entry's name within its folder"},
    {"path", offsetof(DirEntry, path), MemberDef::kReadOnly, "the entry's name behind the path that scandir() was given"},
};
const TypeSpec kEntrySpec = {.name = "posix.DirEntry",
                             .kind = Kind::DirEntry,
                             .flags = kDisallowNew,
                             .slots =
                                 [] {
                                   Slots s;
                                   s.repr = entryRepr;
                                   return s;
                                 }(),
                             .methods = kEntryMethods,
                             .members = kEntryMembers};

// --- the iterator

void closeDirectory(Thread* t, ScandirIterator* s) {
  DIR* dir = s->dir;
  s->dir = nullptr;
  if (!dir) return;
  if (s->fd >= 0) rewinddir(dir);
  blocking(t, [&] { return closedir(dir); });
}

Value iteratorSelf(Thread*, Value self) { return self; }

Value iteratorNext(Thread* t, Value self) {
  ScandirIterator* s = self.as<ScandirIterator>();
  while (s->dir) {
    errno = 0;
    dirent* found = blocking(t, [&] { return readdir(s->dir); });
    if (!found) {
      int error = errno;
      closeDirectory(t, s);
      if (error) return raiseOs(t, error, s->path);
      break;
    }
    std::string_view name = found->d_name;
    if (name == "." || name == "..") continue;
    uint64_t inode = found->d_ino;
    uint8_t type = found->d_type;
    Value nameValue = TRY(pathResult(t, name, s->bytes));
    Value path = nameValue;
    if (!s->prefix.isUnbound()) {
      if (s->bytes) {
        path = Value(TRY(makeBytes(t, std::string(s->prefix.as<Bytes>()->view()) + std::string(nameValue.as<Bytes>()->view()))));
      } else {
        path = Value(TRY(concat(t, s->prefix.as<Str>(), nameValue.as<Str>())));
      }
    }
    DirEntry* e = TRY(allocate<DirEntry>(t, entryType));
    e->name = nameValue;
    e->path = path;
    e->stat = e->lstat = Value::unbound();
    e->inode = inode;
    e->type = type;
    e->dirFd = s->fd;
    return Value(e);
  }
  return Value::unbound();
}

Value iteratorClose(Thread* t, Value* args, size_t) {
  closeDirectory(t, args[0].as<ScandirIterator>());
  return Value::none();
}
Value iteratorEnter(Thread*, Value* args, size_t) { return args[0]; }

void iteratorFinalize(Thread* t, Value self) {
  ScandirIterator* s = self.as<ScandirIterator>();
  if (!s->dir) return;
  PendingSaver saver(t);
  std::string text = fmt::format("unclosed scandir iterator <posix.ScandirIterator object at {:#x}>", self.bits() - 1);
  if (!warnPy(t, exc::ResourceWarning, text)) writeUnraisablePy(t, self);
  closeDirectory(t, s);
}

const NativeDef kIteratorMethods[] = {
    {"__enter__", "(self, /)", iteratorEnter, nullptr},
    {"__exit__", "(self, /, *args)", iteratorClose, nullptr},
    {"close", "(self, /)", iteratorClose, nullptr},
};
const TypeSpec kIteratorSpec = {.name = "posix.ScandirIterator",
                                .kind = Kind::ScandirIterator,
                                .flags = kDisallowNew,
                                .slots =
                                    [] {
                                      Slots s;
                                      s.iter = iteratorSelf;
                                      s.next = iteratorNext;
                                      s.finalize = iteratorFinalize;
                                      return s;
                                    }(),
                                .methods = kIteratorMethods};

Value scandirFunction(Thread* t, Value* args, size_t) {
  Path path;
  TRY(pathPy(t, args[0], "scandir", "path", &path, kAllowFd | kNullable));
  ScandirIterator* s = TRY(allocate<ScandirIterator>(t, iteratorType));
  s->path = path.object;
  s->prefix = Value::unbound();
  s->fd = path.isFd ? path.fd : -1;
  s->bytes = path.isBytes;
  if (!path.isFd) {
    std::string prefix = path.text;
    if (!prefix.empty() && prefix.back() != '/') prefix += '/';
    s->prefix = TRY(pathResult(t, prefix, path.isBytes));
    writeBarrier(s);
  }
  s->dir = blocking(t, [&]() -> DIR* {
    if (!path.isFd) return opendir(path.c());
    int fd = fcntl(path.fd, F_DUPFD_CLOEXEC, 0);
    if (fd < 0) return nullptr;
    DIR* opened = fdopendir(fd);
    if (!opened) close(fd);
    return opened;
  });
  if (!s->dir) return raisePath(t, path);
  return Value(s);
}

const NativeDef kFunctions[] = {
    {"scandir", "(path=None)", scandirFunction, "Return an iterator of DirEntry objects for given path."},
};

}  // namespace

bool initScandir(Thread* t, Module* m) {
  entryType = TRY(moduleAddType(t, m, kEntrySpec));
  addRoot(&entryType);
  iteratorType = TRY(makeNativeType(t, kIteratorSpec));
  addRoot(&iteratorType);
  return addFunctions(t, m, kFunctions);
}

}  // namespace posix
}  // namespace typhon
