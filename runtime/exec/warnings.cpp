// Warnings issued by C++ code: handed to the library's warnings module, which knows the filters.
#include "runtime/exec/warnings.h"

#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/str.h"

namespace typhon {

namespace {

// A function of the warnings module; Unbound without a library.
Value warningsFunction(Thread* t, const char* name) {
  Str* moduleName = TRY(internStr(t, "warnings"));
  Value module = importNamePy(t, moduleName, nullptr, Value::none(), Value::none(), Value::smallInt(0));
  if (module.isError()) {
    if (!pendingIs(t, exc::ImportError)) return module;
    clearPending(t);
    return Value::unbound();
  }
  return getAttrPy(t, module, name);
}

}  // namespace

bool warnPy(Thread* t, Type* category, std::string_view message, int stackLevel) {
  Value warn = TRY(warningsFunction(t, "warn"));
  if (warn.isUnbound()) return true;
  Str* text = TRY(makeStr(t, message));
  return !callPy(t, warn, {text, category, Value::smallInt(stackLevel)}).isError();
}

bool warnExplicitPy(Thread* t, Type* category, std::string_view message, std::string_view filename, int line) {
  Value warn = TRY(warningsFunction(t, "warn_explicit"));
  if (warn.isUnbound()) return true;
  Str* text = TRY(makeStr(t, message));
  Str* file = TRY(makeStr(t, filename));
  return !callPy(t, warn, {text, category, file, Value::smallInt(line)}).isError();
}

}  // namespace typhon
