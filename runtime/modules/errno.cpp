// errno: the system's error numbers.
#include <cerrno>

#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/module.h"
#include "runtime/types/str.h"

namespace typhon {

namespace {

struct Row {
  const char* name;
  int number;
};
const Row kRows[] = {
#define ERRNO(name) {#name, name},
#include "runtime/modules/errno_names.def"
#undef ERRNO
};

bool init(Thread* t, Module* m) {
  Dict* codes = TRY(makeDict(t));
  for (const Row& row : kRows) {
    Str* name = TRY(internStr(t, row.name));
    TRY(moduleSet(t, m, row.name, Value::smallInt(row.number)));
    TRY(dictSetPy(t, codes, Value::smallInt(row.number), Value(name)));
  }
  return moduleSet(t, m, "errorcode", Value(codes));
}

}  // namespace

extern const ModuleSpec errnoModule = {
    "errno", {},
    "This module makes available standard errno system symbols.\n\nThe value of each symbol is the corresponding integer value,\ne.g., on "
    "most systems, errno.ENOENT equals the integer 2.\n\nThe dictionary errno.errorcode maps numeric codes to symbol names,\ne.g., "
    "errno.errorcode[2] could be the string 'ENOENT'.\n\nSymbols that are not relevant to the underlying system are not defined.\n\nTo "
    "map error codes to error messages, use the function os.strerror(),\ne.g. os.strerror(2) could return 'No such file or directory'.",
    init};

}  // namespace typhon
