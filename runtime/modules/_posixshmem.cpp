// _posixshmem: named shared memory.
#include <sys/mman.h>
#include <unistd.h>

#include "runtime/modules/posix_support.h"

namespace typhon {

namespace {

bool namePy(Thread* t, Value v, const char* function, std::string* out) {
  if (!isa<Str>(v)) return raise(t, exc::TypeError, "{}() argument 'path' must be str, not {}", function, argumentTypeName(v));
  *out = toUtf8(v.as<Str>());
  if (out->find('\0') != std::string::npos) return raise(t, exc::ValueError, "embedded null character");
  return true;
}

Value openFunction(Thread* t, Value* args, size_t) {
  std::string name;
  TRY(namePy(t, args[0], "shm_open", &name));
  int flags = TRY(intArgumentPy(t, args[1])), mode = TRY(intArgumentPy(t, args[2]));
  int64_t fd;
  if (!posix::interruptible(t, [&] { return shm_open(name.c_str(), flags, static_cast<mode_t>(mode)); }, &fd))
    return Value::error();
  if (fd < 0) return raiseOs(t, errno, args[0]);
  return Value::smallInt(fd);
}

Value unlinkFunction(Thread* t, Value* args, size_t) {
  std::string name;
  TRY(namePy(t, args[0], "shm_unlink", &name));
  int64_t result;
  if (!posix::interruptible(t, [&] { return shm_unlink(name.c_str()); }, &result)) return Value::error();
  if (result < 0) return raiseOs(t, errno, args[0]);
  return Value::none();
}

const NativeDef kFunctions[] = {
    {"shm_open", "(path, flags, mode=511)", openFunction, "Open a shared memory object.  Returns a file descriptor (integer)."},
    {"shm_unlink", "(path)", unlinkFunction,
     "Remove a shared memory object (similar to unlink()).\n\nRemove a shared memory object name, and, once all processes  have  "
     "unmapped\nthe object, "
     "de-allocates and destroys the contents of the associated memory\nregion."},
};

}  // namespace

extern const ModuleSpec posixShmemModule = {"_posixshmem", kFunctions, "POSIX shared memory module", nullptr};

}  // namespace typhon
