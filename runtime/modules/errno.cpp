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
    "errno",
    {},
    "The system's error numbers by name: errno.ENOENT is 2 on most systems.\n"
    "\n"
    "errorcode maps them back to names, os.strerror() to messages. What a system does not have is not here.",
    init};

}  // namespace typhon
