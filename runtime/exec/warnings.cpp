// Warnings issued by C++ code: handed to the library's warnings module, which knows the filters.
#include "runtime/exec/warnings.h"

#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/str.h"

namespace typhon {

bool warnPy(Thread* t, Type* category, std::string_view message, int stackLevel) {
  Str* moduleName = TRY(internStr(t, "warnings"));
  Value module = importNamePy(t, moduleName, nullptr, Value::none(), Value::none(), Value::smallInt(0));
  if (module.isError()) {
    if (!pendingIs(t, exc::ImportError)) return false;
    clearPending(t);
    return true;
  }
  Value warn = TRY(getAttrPy(t, module, "warn"));
  Str* text = TRY(makeStr(t, message));
  return !callPy(t, warn, {text, category, Value::smallInt(stackLevel)}).isError();
}

}  // namespace typhon
