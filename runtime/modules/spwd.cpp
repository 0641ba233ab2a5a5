// spwd: the system's shadow passwords.
#include <shadow.h>

#include <string>
#include <vector>

#include "runtime/exec/warnings.h"
#include "runtime/modules/posix_support.h"
#include "runtime/object/type.h"
#include "runtime/types/list.h"
#include "runtime/types/struct_sequence.h"

namespace typhon {
namespace {

Type* shadowType = nullptr;

Value shadowValue(Thread* t, const spwd& s) {
  Value name = TRY(posix::pathResult(t, s.sp_namp ? s.sp_namp : "", false));
  Value password = TRY(posix::pathResult(t, s.sp_pwdp ? s.sp_pwdp : "", false));
  return makeStructSequence(t, shadowType,
                            {name, password, Value::smallInt(s.sp_lstchg), Value::smallInt(s.sp_min), Value::smallInt(s.sp_max),
                             Value::smallInt(s.sp_warn), Value::smallInt(s.sp_inact), Value::smallInt(s.sp_expire),
                             Value::smallInt(static_cast<int64_t>(s.sp_flag)), name, password});
}

Value byName(Thread* t, Value* args, size_t) {
  if (!isa<Str>(args[0])) return raise(t, exc::TypeError, "getspnam() argument must be str, not {}", argumentTypeName(args[0]));
  std::string name;
  TRY(posix::fsBytesPy(t, args[0], &name));
  std::vector<char> buffer(1024);
  spwd record;
  for (;;) {
    spwd* found = nullptr;
    int error = blocking(t, [&] { return getspnam_r(name.c_str(), &record, buffer.data(), buffer.size(), &found); });
    if (found) return shadowValue(t, record);
    if (error != ERANGE) {
      if (error && error != ENOENT) return raiseOs(t, error);
      return raise(t, exc::KeyError, "getspnam(): name not found");
    }
    buffer.resize(buffer.size() * 2);
  }
}

Value all(Thread* t, Value*, size_t) {
  List* out = TRY(makeList(t));
  setspent();
  while (spwd* entry = getspent()) {
    Value v = shadowValue(t, *entry);
    if (v.isError() || !listAppend(t, out, v)) {
      endspent();
      return Value::error();
    }
  }
  endspent();
  return Value(out);
}

const NativeDef kFunctions[] = {
    {"getspnam", "(arg, /)", byName, "Return the shadow password entry of a user."},
    {"getspall", "()", all, "Return the shadow password entries of all users, in no particular order."},
};

const StructField kFields[] = {
    {"sp_namp", "login name"},
    {"sp_pwdp", "encrypted password"},
    {"sp_lstchg", "date of last change"},
    {"sp_min", "min #days between changes"},
    {"sp_max", "max #days between changes"},
    {"sp_warn", "#days before pw expires to warn user about it"},
    {"sp_inact", "#days after pw expires until account is disabled"},
    {"sp_expire", "#days since 1970-01-01 when account expires"},
    {"sp_flag", "reserved"},
    {"sp_nam", "login name; deprecated"},
    {"sp_pwd", "encrypted password; deprecated"},
};

bool init(Thread* t, Module* m) {
  TRY(warnPy(t, exc::DeprecationWarning, "'spwd' is deprecated and slated for removal in Python 3.13", 7));
  if (!shadowType) {
    shadowType = TRY(makeStructSequenceType(t, "spwd.struct_spwd", "An entry of the shadow password database.", kFields, 9));
    addRoot(&shadowType);
  }
  return moduleSet(t, m, "struct_spwd", Value(shadowType));
}

}  // namespace

extern const ModuleSpec spwdModule = {
    "spwd", kFunctions,
    "The Unix shadow password database: entries as 9-tuples of type struct_spwd. One has to be root to read it.", init};

}  // namespace typhon
