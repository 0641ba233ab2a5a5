// What the files of the posix module share: arguments that are paths, descriptors and ids; calls that signals interrupt.
#pragma once

#include <fcntl.h>
#include <sys/types.h>

#include <cerrno>
#include <span>
#include <string>
#include <string_view>

#include "runtime/exec/blocking.h"
#include "runtime/memory/roots.h"
#include "runtime/modules/signals.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/int.h"
#include "runtime/types/module.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon::posix {

// A path argument: text to hand to the system, or a descriptor.
struct Path {
  std::string text;
  Value object;  // as given, for OSError
  int fd = -1;
  bool isFd = false;
  bool isBytes = false;  // results are to be bytes
  bool given = false;    // not None
  const char* c() const { return text.c_str(); }
};
enum PathFlags { kPathOnly = 0, kAllowFd = 1, kNullable = 2 };
// str, bytes, os.PathLike, and what the flags allow. TypeError "stat: path should be string, bytes, ..., not x".
bool pathPy(Thread* t, Value v, const char* function, const char* argument, Path* out, int flags = kPathOnly);
// os.fspath(): str or bytes.
Value fspathPy(Thread* t, Value v);
// A str or bytes (through __fspath__) as the system's bytes: what PyUnicode_FSConverter accepts. ValueError for embedded zeros.
bool fsBytesPy(Thread* t, Value v, std::string* out);
// A name from the system as str or bytes.
Value pathResult(Thread* t, std::string_view name, bool asBytes);

// None: AT_FDCWD.
bool dirFdPy(Thread* t, Value v, int* fd);
// An int, or an object with fileno().
bool descriptorPy(Thread* t, Value v, int* fd);
bool pidPy(Thread* t, Value v, pid_t* pid);
bool offsetPy(Thread* t, Value v, int64_t* offset);
// -1 is allowed ("leave it as it is"); `what` is "uid" or "gid".
bool idPy(Thread* t, Value v, const char* what, uint32_t* id);
inline Value idValue(uint32_t id) { return id == ~uint32_t{0} ? Value::smallInt(-1) : Value::smallInt(id); }
// Truth of an argument declared as bool.
bool boolPy(Thread* t, Value v, bool* out);

// OSError for errno with the path as its filename.
inline Raised raisePath(Thread* t, const Path& path) { return raiseOs(t, errno, path.object); }

// Calls f() without the interpreter lock until it is not interrupted; signal handlers run in between. False: one of them raised.
// *result is what f returned; errno is f's.
template <class F>
bool interruptible(Thread* t, F f, int64_t* result) {
  for (;;) {
    *result = static_cast<int64_t>(blocking(t, f));
    if (*result >= 0 || errno != EINTR) return true;
    if (!checkSignalsPy(t)) return false;
  }
}

// `None`, or OSError if the call failed.
inline Value noneOr(Thread* t, int result) {
  if (result < 0) return raiseOs(t, errno);
  return Value::none();
}
inline Value noneOr(Thread* t, int result, const Path& path) {
  if (result < 0) return raisePath(t, path);
  return Value::none();
}

// The functions of one file of the module, and what it adds besides.
bool addFunctions(Thread* t, Module* m, std::span<const NativeDef> functions);
bool initFiles(Thread* t, Module* m);
bool initStat(Thread* t, Module* m);
bool initScandir(Thread* t, Module* m);
bool initDescriptors(Thread* t, Module* m);
bool initProcess(Thread* t, Module* m);
bool initSpawn(Thread* t, Module* m);
bool initIds(Thread* t, Module* m);
bool initSystem(Thread* t, Module* m);

// os.stat_result of a file; the error mark with OSError pending. *_from a path relative to dirFd.
Value statValue(Thread* t, const struct stat& status);

}  // namespace typhon::posix
