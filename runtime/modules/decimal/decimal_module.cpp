// _decimal: decimal floating-point arithmetic (General Decimal Arithmetic, IEEE 754).
#include "runtime/memory/roots.h"
#include "runtime/modules/decimal/decimal.h"
#include "runtime/types/str.h"

namespace typhon {

namespace decimal {
namespace {

const NativeDef kFunctions[] = {
    {"getcontext", "()", getContextFunction, "Returns the current context of the thread or coroutine."},
    {"setcontext", "(context, /)", setContextFunction, "Makes a context the current one."},
    {"localcontext", "(ctx=None, **kwargs)", localContextFunction,
     "Returns a context manager in which a copy of `ctx`, or of the current context, is the current context."},
};

bool init(Thread* t, Module* m) {
  addRoot(&decimalType);
  TRY(initSignals(t, m));
  TRY(initContexts(t, m));
  decimalType = TRY(moduleAddType(t, m, decimalSpec));
  TRY(initConversions(t, m));
  // Decimal is a Number, but no Real: it does not mix with floats.
  Value number = TRY(importAttributePy(t, "numbers", "Number"));
  Str* name = TRY(internStr(t, "register"));
  TRY(callMethodPy(t, number, name, {Value(decimalType)}));
  const IntConstant constants[] = {
      {"MAX_PREC", kMaxPrecision}, {"MAX_EMAX", kMaxExponent}, {"MIN_EMIN", kMinExponent}, {"MIN_ETINY", kMinTiny}};
  return moduleSetInts(t, m, constants) && moduleSet(t, m, "HAVE_THREADS", Value::boolean(true)) &&
         moduleSet(t, m, "HAVE_CONTEXTVAR", Value::boolean(true)) && moduleSetText(t, m, "__version__", "1.70") &&
         moduleSetText(t, m, "__libmpdec_version__", "2.5.1") && moduleSetText(t, m, "__name__", "decimal");
}

}  // namespace
}  // namespace decimal

extern const ModuleSpec decimalModule = {"_decimal", decimal::kFunctions, "C decimal arithmetic module", decimal::init};

}  // namespace typhon
