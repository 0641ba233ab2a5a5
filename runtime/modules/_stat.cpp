// The _stat module: constants and tests of file modes.
#include <sys/stat.h>

#include "runtime/modules/module_support.h"
#include "runtime/ops/ops.h"
#include "runtime/types/int.h"
#include "runtime/types/str.h"

namespace typhon {
namespace {

Maybe<mode_t> modePy(Thread* t, Value v) {
  Value i = TRY(indexPy(t, v));
  uint64_t mode;
  if (intSign(i) < 0) return raise(t, exc::OverflowError, "can't convert negative value to unsigned int");
  if (!fitsUint64(i, &mode)) return raise(t, exc::OverflowError, "Python int too large to convert to C unsigned long");
  if (mode > UINT32_MAX) return raise(t, exc::OverflowError, "mode out of range");
  return static_cast<mode_t>(mode);
}

template <mode_t type>
Value isType(Thread* t, Value* args, size_t) {
  mode_t mode = TRY(modePy(t, args[0]));
  return Value::boolean(type && (mode & S_IFMT) == type);
}
Value permissionBits(Thread* t, Value* args, size_t) {
  mode_t mode = TRY(modePy(t, args[0]));
  return Value::smallInt(mode & 07777);
}
Value typeBits(Thread* t, Value* args, size_t) {
  mode_t mode = TRY(modePy(t, args[0]));
  return Value::smallInt(mode & S_IFMT);
}

char typeLetter(mode_t mode) {
  switch (mode & S_IFMT) {
    case S_IFREG:
      return '-';
    case S_IFDIR:
      return 'd';
    case S_IFLNK:
      return 'l';
    case S_IFBLK:
      return 'b';
    case S_IFCHR:
      return 'c';
    case S_IFIFO:
      return 'p';
    case S_IFSOCK:
      return 's';
    default:
      return '?';
  }
}

Value fileMode(Thread* t, Value* args, size_t) {
  mode_t mode = TRY(modePy(t, args[0]));
  char text[] = "?rwxrwxrwx";
  text[0] = typeLetter(mode);
  for (int i = 0; i < 9; ++i)
    if (!(mode >> (8 - i) & 1)) text[i + 1] = '-';
  if (mode & S_ISUID) text[3] = mode & S_IXUSR ? 's' : 'S';
  if (mode & S_ISGID) text[6] = mode & S_IXGRP ? 's' : 'S';
  if (mode & S_ISVTX) text[9] = mode & S_IXOTH ? 't' : 'T';
  return TRY(makeStr(t, text));
}

const NativeDef kFunctions[] = {
    {"S_ISDIR", "(mode, /)", isType<S_IFDIR>, "S_ISDIR(mode) -> bool\n\nReturn True if mode is from a directory."},
    {"S_ISCHR", "(mode, /)", isType<S_IFCHR>,
     "S_ISCHR(mode) -> bool\n\nReturn True if mode is from a character special device file."},
    {"S_ISBLK", "(mode, /)", isType<S_IFBLK>,
     "S_ISBLK(mode) -> bool\n\nReturn True if mode is from a block special device file."},
    {"S_ISREG", "(mode, /)", isType<S_IFREG>, "S_ISREG(mode) -> bool\n\nReturn True if mode is from a regular file."},
    {"S_ISFIFO", "(mode, /)", isType<S_IFIFO>, "S_ISFIFO(mode) -> bool\n\nReturn True if mode is from a FIFO (named pipe)."},
    {"S_ISLNK", "(mode, /)", isType<S_IFLNK>, "S_ISLNK(mode) -> bool\n\nReturn True if mode is from a symbolic link."},
    {"S_ISSOCK", "(mode, /)", isType<S_IFSOCK>, "S_ISSOCK(mode) -> bool\n\nReturn True if mode is from a socket."},
    {"S_ISDOOR", "(mode, /)", isType<0>, "S_ISDOOR(mode) -> bool\n\nReturn True if mode is from a door."},
    {"S_ISPORT", "(mode, /)", isType<0>, "S_ISPORT(mode) -> bool\n\nReturn True if mode is from an event port."},
    {"S_ISWHT", "(mode, /)", isType<0>, "S_ISWHT(mode) -> bool\n\nReturn True if mode is from a whiteout."},
    {"S_IMODE", "(mode, /)", permissionBits, "Return the portion of the file's mode that can be set by os.chmod()."},
    {"S_IFMT", "(mode, /)", typeBits, "Return the portion of the file's mode that describes the file type."},
    {"filemode", "(mode, /)", fileMode, "Convert a file's mode to a string of the form '-rwxrwxrwx'"},
};

const IntConstant kConstants[] = {
    {"S_IFDIR", S_IFDIR},
    {"S_IFCHR", S_IFCHR},
    {"S_IFBLK", S_IFBLK},
    {"S_IFREG", S_IFREG},
    {"S_IFIFO", S_IFIFO},
    {"S_IFLNK", S_IFLNK},
    {"S_IFSOCK", S_IFSOCK},
    {"S_IFDOOR", 0},
    {"S_IFPORT", 0},
    {"S_IFWHT", 0},
    {"S_ISUID", S_ISUID},
    {"S_ISGID", S_ISGID},
    {"S_ISVTX", S_ISVTX},
    {"S_ENFMT", S_ISGID},
    {"S_IREAD", S_IRUSR},
    {"S_IWRITE", S_IWUSR},
    {"S_IEXEC", S_IXUSR},
    {"S_IRWXU", S_IRWXU},
    {"S_IRUSR", S_IRUSR},
    {"S_IWUSR", S_IWUSR},
    {"S_IXUSR", S_IXUSR},
    {"S_IRWXG", S_IRWXG},
    {"S_IRGRP", S_IRGRP},
    {"S_IWGRP", S_IWGRP},
    {"S_IXGRP", S_IXGRP},
    {"S_IRWXO", S_IRWXO},
    {"S_IROTH", S_IROTH},
    {"S_IWOTH", S_IWOTH},
    {"S_IXOTH", S_IXOTH},
    // Flags of BSD's chflags().
    {"UF_NODUMP", 0x1},
    {"UF_IMMUTABLE", 0x2},
    {"UF_APPEND", 0x4},
    {"UF_OPAQUE", 0x8},
    {"UF_NOUNLINK", 0x10},
    {"UF_COMPRESSED", 0x20},
    {"UF_HIDDEN", 0x8000},
    {"SF_ARCHIVED", 0x10000},
    {"SF_IMMUTABLE", 0x20000},
    {"SF_APPEND", 0x40000},
    {"SF_NOUNLINK", 0x100000},
    {"SF_SNAPSHOT", 0x200000},
    // Places in os.stat's result.
    {"ST_MODE", 0},
    {"ST_INO", 1},
    {"ST_DEV", 2},
    {"ST_NLINK", 3},
    {"ST_UID", 4},
    {"ST_GID", 5},
    {"ST_SIZE", 6},
    {"ST_ATIME", 7},
    {"ST_MTIME", 8},
    {"ST_CTIME", 9},
};

bool init(Thread* t, Module* m) { return moduleSetInts(t, m, kConstants); }

}  // namespace

extern const ModuleSpec statModule = {"_stat", kFunctions, "S_IFMT_: file type bits\nS_IFDIR: directory ...", init};

}  // namespace typhon
