// posix: names in the file system: opening, linking, renaming, removing, directories, extended attributes.
#include <dirent.h>
#include <linux/limits.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <cstdio>

#include "runtime/exec/audit.h"
#include "runtime/modules/posix_support.h"
#include "runtime/types/buffer.h"
#include "runtime/types/bytes.h"
#include "runtime/types/codecs.h"
#include "runtime/types/list.h"

namespace typhon::posix {

namespace {

Value openFunction(Thread* t, Value* args, size_t) {
  Path path;
  int dirFd;
  TRY(pathPy(t, args[0], "open", "path", &path));
  int flags = TRY(intArgumentPy(t, args[1]));
  int mode = TRY(intArgumentPy(t, args[2]));
  TRY(dirFdPy(t, args[3], &dirFd));
  TRY(auditPy(t, "open", {path.object, Value::none(), Value::smallInt(flags | O_CLOEXEC)}));
  int64_t fd;
  TRY(interruptible(t, [&] { return openat(dirFd, path.c(), flags | O_CLOEXEC, mode); }, &fd));
  if (fd < 0) return raisePath(t, path);
  return Value::smallInt(fd);
}

Value fspathFunction(Thread* t, Value* args, size_t) { return fspathPy(t, args[0]); }

// A directory's descriptor as audit events show it: -1 for none.
Value shownDirFd(int fd) { return Value::smallInt(fd == AT_FDCWD ? -1 : fd); }

// Both names of rename, replace and link.
struct TwoPaths {
  Path from, to;
  int fromFd = AT_FDCWD, toFd = AT_FDCWD;
};
bool twoPathsPy(Thread* t, const char* function, Value* args, TwoPaths* out) {
  return pathPy(t, args[0], function, "src", &out->from) && pathPy(t, args[1], function, "dst", &out->to) &&
         dirFdPy(t, args[2], &out->fromFd) && dirFdPy(t, args[3], &out->toFd);
}

Value renameAs(Thread* t, const char* function, Value* args) {
  TwoPaths p;
  TRY(twoPathsPy(t, function, args, &p));
  TRY(auditPy(t, "os.rename", {p.from.object, p.to.object, shownDirFd(p.fromFd), shownDirFd(p.toFd)}));
  if (blocking(t, [&] { return renameat(p.fromFd, p.from.c(), p.toFd, p.to.c()); }) < 0)
    return raiseOs(t, errno, p.from.object, p.to.object);
  return Value::none();
}
Value renameFunction(Thread* t, Value* args, size_t) { return renameAs(t, "rename", args); }
Value replaceFunction(Thread* t, Value* args, size_t) { return renameAs(t, "replace", args); }

Value linkFunction(Thread* t, Value* args, size_t) {
  TwoPaths p;
  bool follow;
  TRY(twoPathsPy(t, "link", args, &p));
  TRY(boolPy(t, args[4], &follow));
  if (blocking(t, [&] { return linkat(p.fromFd, p.from.c(), p.toFd, p.to.c(), follow ? AT_SYMLINK_FOLLOW : 0); }) < 0)
    return raiseOs(t, errno, p.from.object, p.to.object);
  return Value::none();
}

Value symlinkFunction(Thread* t, Value* args, size_t) {
  Path from, to;
  int dirFd;
  TRY(pathPy(t, args[0], "symlink", "src", &from));
  TRY(pathPy(t, args[1], "symlink", "dst", &to));
  TRY(dirFdPy(t, args[3], &dirFd));
  if (blocking(t, [&] { return symlinkat(from.c(), dirFd, to.c()); }) < 0) return raiseOs(t, errno, from.object, to.object);
  return Value::none();
}

Value readlinkFunction(Thread* t, Value* args, size_t) {
  Path path;
  int dirFd;
  TRY(pathPy(t, args[0], "readlink", "path", &path));
  TRY(dirFdPy(t, args[1], &dirFd));
  char buffer[PATH_MAX + 1];
  ssize_t n = blocking(t, [&] { return readlinkat(dirFd, path.c(), buffer, sizeof buffer); });
  if (n < 0) return raisePath(t, path);
  return pathResult(t, {buffer, static_cast<size_t>(n)}, path.isBytes);
}

template <bool folder>
Value removeAs(Thread* t, const char* function, Value* args) {
  Path path;
  int dirFd;
  TRY(pathPy(t, args[0], function, "path", &path));
  TRY(dirFdPy(t, args[1], &dirFd));
  TRY(auditPy(t, folder ? "os.rmdir" : "os.remove", {path.object, shownDirFd(dirFd)}));
  return noneOr(t, blocking(t, [&] { return unlinkat(dirFd, path.c(), folder ? AT_REMOVEDIR : 0); }), path);
}
Value unlinkFunction(Thread* t, Value* args, size_t) { return removeAs<false>(t, "unlink", args); }
Value removeFunction(Thread* t, Value* args, size_t) { return removeAs<false>(t, "remove", args); }
Value rmdirFunction(Thread* t, Value* args, size_t) { return removeAs<true>(t, "rmdir", args); }

Value mkdirFunction(Thread* t, Value* args, size_t) {
  Path path;
  int dirFd;
  TRY(pathPy(t, args[0], "mkdir", "path", &path));
  int mode = TRY(intArgumentPy(t, args[1]));
  TRY(dirFdPy(t, args[2], &dirFd));
  TRY(auditPy(t, "os.mkdir", {path.object, Value::smallInt(mode), shownDirFd(dirFd)}));
  return noneOr(t, blocking(t, [&] { return mkdirat(dirFd, path.c(), static_cast<mode_t>(mode)); }), path);
}

Value mkfifoFunction(Thread* t, Value* args, size_t) {
  Path path;
  int dirFd;
  TRY(pathPy(t, args[0], "mkfifo", "path", &path));
  int mode = TRY(intArgumentPy(t, args[1]));
  TRY(dirFdPy(t, args[2], &dirFd));
  int64_t result;
  TRY(interruptible(t, [&] { return mkfifoat(dirFd, path.c(), static_cast<mode_t>(mode)); }, &result));
  return noneOr(t, static_cast<int>(result));
}

Value mknodFunction(Thread* t, Value* args, size_t) {
  Path path;
  int dirFd;
  int64_t device;
  TRY(pathPy(t, args[0], "mknod", "path", &path));
  int mode = TRY(intArgumentPy(t, args[1]));
  TRY(offsetPy(t, args[2], &device));
  TRY(dirFdPy(t, args[3], &dirFd));
  int64_t result;
  TRY(interruptible(t, [&] { return mknodat(dirFd, path.c(), static_cast<mode_t>(mode), static_cast<dev_t>(device)); }, &result));
  return noneOr(t, static_cast<int>(result));
}

Value chdirFunction(Thread* t, Value* args, size_t) {
  Path path;
  TRY(pathPy(t, args[0], "chdir", "path", &path, kAllowFd));
  TRY(auditPy(t, "os.chdir", {path.object}));
  return noneOr(t, blocking(t, [&] { return path.isFd ? fchdir(path.fd) : chdir(path.c()); }), path);
}

Value fchdirFunction(Thread* t, Value* args, size_t) {
  int fd;
  TRY(descriptorPy(t, args[0], &fd));
  int64_t result;
  TRY(interruptible(t, [&] { return fchdir(fd); }, &result));
  return noneOr(t, static_cast<int>(result));
}

Value chrootFunction(Thread* t, Value* args, size_t) {
  Path path;
  TRY(pathPy(t, args[0], "chroot", "path", &path));
  return noneOr(t, blocking(t, [&] { return chroot(path.c()); }), path);
}

template <bool bytes>
Value getcwdFunction(Thread* t, Value*, size_t) {
  std::string buffer(1024, '\0');
  for (;;) {
    if (getcwd(buffer.data(), buffer.size())) return pathResult(t, buffer.c_str(), bytes);
    if (errno != ERANGE) return raiseOs(t, errno);
    buffer.resize(buffer.size() * 2);
  }
}

Value listdirFunction(Thread* t, Value* args, size_t) {
  Path path;
  TRY(pathPy(t, args[0], "listdir", "path", &path, kAllowFd | kNullable));
  TRY(auditPy(t, "os.listdir", {path.given || path.isFd ? args[0] : Value::none()}));
  DIR* dir = blocking(t, [&]() -> DIR* {
    if (!path.isFd) return opendir(path.c());
    // closedir() will close what it is given.
    int fd = fcntl(path.fd, F_DUPFD_CLOEXEC, 0);
    if (fd < 0) return nullptr;
    DIR* opened = fdopendir(fd);
    if (!opened) close(fd);
    return opened;
  });
  if (!dir) return raisePath(t, path);
  if (path.isFd) rewinddir(dir);
  List* list = makeList(t);
  bool ok = list != nullptr;
  while (ok) {
    errno = 0;
    dirent* entry = blocking(t, [&] { return readdir(dir); });
    if (!entry) {
      if (errno != 0) {
        (void)raisePath(t, path);
        ok = false;
      }
      break;
    }
    std::string_view name = entry->d_name;
    if (name == "." || name == "..") continue;
    Value v = pathResult(t, name, path.isBytes);
    ok = !v.isError() && listAppend(t, list, v);
  }
  closedir(dir);
  return ok ? Value(list) : Value::error();
}

Value truncateFunction(Thread* t, Value* args, size_t) {
  Path path;
  int64_t length;
  TRY(pathPy(t, args[0], "truncate", "path", &path, kAllowFd));
  TRY(offsetPy(t, args[1], &length));
  return noneOr(t, blocking(t, [&] { return path.isFd ? ftruncate(path.fd, length) : truncate(path.c(), length); }), path);
}

// For os.path.normpath(): "//x" keeps its two slashes, three or more become one. What comes to nothing is empty (the caller
// puts "." there), but for "." itself.
std::string normalised(std::string_view path) {
  if (path == ".") return ".";
  size_t slashes = 0;
  while (slashes < path.size() && path[slashes] == '/') ++slashes;
  size_t initial = slashes == 2 ? 2 : slashes ? 1 : 0;
  std::string out(initial, '/');
  size_t depth = 0;  // components in `out` that ".." can take away
  for (size_t i = slashes; i < path.size();) {
    size_t end = path.find('/', i);
    if (end == std::string_view::npos) end = path.size();
    std::string_view part = path.substr(i, end - i);
    i = end + 1;
    if (part.empty() || part == ".") continue;
    if (part == "..") {
      if (depth > 0) {
        size_t cut = out.rfind('/');
        out.resize(cut == std::string::npos ? 0 : cut < initial ? initial : cut);
        --depth;
        continue;
      }
      if (initial) continue;
    } else {
      ++depth;
    }
    if (out.size() > initial) out += '/';
    out += part;
  }
  return out;
}

Value normpathFunction(Thread* t, Value* args, size_t) {
  if (!isa<Str>(args[0])) return raise(t, exc::TypeError, "expected 'str', not '{}'", typeName(args[0]));
  std::string path = toUtf8(args[0].as<Str>());
  // What follows a zero is kept as it is: there is no such path.
  size_t zero = path.find('\0');
  if (zero != std::string::npos) return Value(TRY(makeStr(t, normalised(path.substr(0, zero)) + path.substr(zero))));
  return Value(TRY(makeStr(t, normalised(path))));
}

// --- extended attributes

Value getxattrFunction(Thread* t, Value* args, size_t) {
  Path path, attribute;
  bool follow;
  TRY(pathPy(t, args[0], "getxattr", "path", &path, kAllowFd));
  TRY(pathPy(t, args[1], "getxattr", "attribute", &attribute));
  TRY(boolPy(t, args[2], &follow));
  if (path.isFd && !follow) return raise(t, exc::ValueError, "getxattr: cannot use fd and follow_symlinks together");
  std::string buffer(256, '\0');
  for (;;) {
    ssize_t n = blocking(t, [&] {
      if (path.isFd) return fgetxattr(path.fd, attribute.c(), buffer.data(), buffer.size());
      if (follow) return getxattr(path.c(), attribute.c(), buffer.data(), buffer.size());
      return lgetxattr(path.c(), attribute.c(), buffer.data(), buffer.size());
    });
    if (n >= 0) return Value(TRY(makeBytes(t, {buffer.data(), static_cast<size_t>(n)})));
    if (errno != ERANGE || buffer.size() >= XATTR_SIZE_MAX) return raisePath(t, path);
    buffer.resize(XATTR_SIZE_MAX);
  }
}

Value setxattrFunction(Thread* t, Value* args, size_t) {
  Path path, attribute;
  bool follow;
  TRY(pathPy(t, args[0], "setxattr", "path", &path, kAllowFd));
  TRY(pathPy(t, args[1], "setxattr", "attribute", &attribute));
  BufferHolder value;
  TRY(value.acquirePy(t, args[2]));
  int flags = TRY(intArgumentPy(t, args[3]));
  TRY(boolPy(t, args[4], &follow));
  if (path.isFd && !follow) return raise(t, exc::ValueError, "setxattr: cannot use fd and follow_symlinks together");
  std::string_view bytes = value.bytes();
  int result = blocking(t, [&] {
    if (path.isFd) return fsetxattr(path.fd, attribute.c(), bytes.data(), bytes.size(), flags);
    if (follow) return setxattr(path.c(), attribute.c(), bytes.data(), bytes.size(), flags);
    return lsetxattr(path.c(), attribute.c(), bytes.data(), bytes.size(), flags);
  });
  return noneOr(t, result, path);
}

Value removexattrFunction(Thread* t, Value* args, size_t) {
  Path path, attribute;
  bool follow;
  TRY(pathPy(t, args[0], "removexattr", "path", &path, kAllowFd));
  TRY(pathPy(t, args[1], "removexattr", "attribute", &attribute));
  TRY(boolPy(t, args[2], &follow));
  if (path.isFd && !follow) return raise(t, exc::ValueError, "removexattr: cannot use fd and follow_symlinks together");
  int result = blocking(t, [&] {
    if (path.isFd) return fremovexattr(path.fd, attribute.c());
    return follow ? removexattr(path.c(), attribute.c()) : lremovexattr(path.c(), attribute.c());
  });
  return noneOr(t, result, path);
}

Value listxattrFunction(Thread* t, Value* args, size_t) {
  Path path;
  bool follow;
  TRY(pathPy(t, args[0], "listxattr", "path", &path, kAllowFd | kNullable));
  TRY(boolPy(t, args[1], &follow));
  if (path.isFd && !follow) return raise(t, exc::ValueError, "listxattr: cannot use fd and follow_symlinks together");
  std::string buffer(XATTR_LIST_MAX, '\0');
  ssize_t n = blocking(t, [&] {
    if (path.isFd) return flistxattr(path.fd, buffer.data(), buffer.size());
    return follow ? listxattr(path.c(), buffer.data(), buffer.size()) : llistxattr(path.c(), buffer.data(), buffer.size());
  });
  if (n < 0) return raisePath(t, path);
  List* list = TRY(makeList(t));
  for (size_t i = 0; i < static_cast<size_t>(n);) {
    std::string_view name = buffer.c_str() + i;
    Value v = TRY(pathResult(t, name, false));
    TRY(listAppend(t, list, v));
    i += name.size() + 1;
  }
  return Value(list);
}

const NativeDef kFunctions[] = {
    {"open", "(path, flags, mode=511, *, dir_fd=None)", openFunction,
     "Open a file for low level IO.  Returns a file descriptor (integer)."},
    {"fspath", "(path)", fspathFunction,
     "The path that an object stands for: str and bytes themselves, else what __fspath__() returns. TypeError for anything "
     "else."},
    {"rename", "(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", renameFunction, "Rename a file or directory."},
    {"replace", "(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", replaceFunction,
     "Rename a file or directory, overwriting the destination."},
    {"link", "(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)", linkFunction,
     "Create a hard link to a file."},
    {"symlink", "(src, dst, target_is_directory=False, *, dir_fd=None)", symlinkFunction,
     "Create a symbolic link pointing to src named dst."},
    {"readlink", "(path, *, dir_fd=None)", readlinkFunction,
     "Return a string representing the path to which the symbolic link points."},
    {"unlink", "(path, *, dir_fd=None)", unlinkFunction, "Remove a file (same as remove())."},
    {"remove", "(path, *, dir_fd=None)", removeFunction, "Remove a file (same as unlink())."},
    {"rmdir", "(path, *, dir_fd=None)", rmdirFunction, "Remove a directory."},
    {"mkdir", "(path, mode=511, *, dir_fd=None)", mkdirFunction, "Create a directory."},
    {"mkfifo", "(path, mode=438, *, dir_fd=None)", mkfifoFunction, "Create a \"fifo\" (a POSIX named pipe)."},
    {"mknod", "(path, mode=384, device=0, *, dir_fd=None)", mknodFunction, "Create a node in the file system."},
    {"chdir", "(path)", chdirFunction, "Change the current working directory to the specified path."},
    {"fchdir", "(fd)", fchdirFunction, "Change to the directory of the given file descriptor."},
    {"chroot", "(path)", chrootFunction, "Change root directory to path."},
    {"getcwd", "()", getcwdFunction<false>, "The current folder, as str."},
    {"getcwdb", "()", getcwdFunction<true>, "The current folder, as bytes."},
    {"listdir", "(path=None)", listdirFunction, "Return a list containing the names of the files in the directory."},
    {"truncate", "(path, length)", truncateFunction, "Truncate a file, specified by path, to a specific length."},
    {"_path_normpath", "(path)", normpathFunction, "Basic path normalization."},
    {"getxattr", "(path, attribute, *, follow_symlinks=True)", getxattrFunction,
     "Return the value of extended attribute attribute on path."},
    {"setxattr", "(path, attribute, value, flags=0, *, follow_symlinks=True)", setxattrFunction,
     "Set extended attribute attribute on path to value."},
    {"removexattr", "(path, attribute, *, follow_symlinks=True)", removexattrFunction,
     "Remove extended attribute attribute on path."},
    {"listxattr", "(path=None, *, follow_symlinks=True)", listxattrFunction, "Return a list of extended attributes on path."},
};

}  // namespace

bool initFiles(Thread* t, Module* m) { return addFunctions(t, m, kFunctions); }

}  // namespace typhon::posix
