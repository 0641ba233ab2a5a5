// bool: the two values are immediate (Value::boolean); everything but what is here comes from int.
#include "runtime/exec/warnings.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/int.h"
#include "runtime/types/str.h"

namespace typhon {
namespace {

Value boolNew(Thread* t, Value* args, size_t) {
  bool truth = TRY(truthPy(t, args[1]));
  return Value::boolean(truth);
}

Value reprSlot(Thread* t, Value self) {
  static Str* texts[2];  // interned, so they live for ever
  Str*& text = texts[self.isTrue()];
  if (!text) text = TRY(internStr(t, self.isTrue() ? "True" : "False"));
  return text;
}

Value andSlot(Thread* t, Value a, Value b) {
  if (a.isBool() && b.isBool()) return Value::boolean(a.isTrue() && b.isTrue());
  return isInt(a) && isInt(b) ? intAnd(t, a, b) : notImplemented;
}
Value orSlot(Thread* t, Value a, Value b) {
  if (a.isBool() && b.isBool()) return Value::boolean(a.isTrue() || b.isTrue());
  return isInt(a) && isInt(b) ? intOr(t, a, b) : notImplemented;
}
Value xorSlot(Thread* t, Value a, Value b) {
  if (a.isBool() && b.isBool()) return Value::boolean(a.isTrue() != b.isTrue());
  return isInt(a) && isInt(b) ? intXor(t, a, b) : notImplemented;
}

Value invertSlot(Thread* t, Value self) {
  if (!warnPy(t, exc::DeprecationWarning,
              "Bitwise inversion '~' on bool is deprecated. This returns the bitwise inversion of the underlying int "
              "object and is usually not what you expect from negating a bool. Use the 'not' operator for boolean "
              "negation or ~int(x) if you really want the bitwise inversion of the underlying int."))
    return Value::error();
  return intInvert(t, self);
}

constexpr NativeDef kNew = {"__new__", "(cls, x=False, /)", boolNew, ""};

}  // namespace

extern const TypeSpec boolSpec = {
    .name = "bool",
    .base = &types::int_,
    .kind = Kind::Int,
    .flags = kMatchSelf,
    .slots = {.repr = reprSlot, .and_ = andSlot, .xor_ = xorSlot, .or_ = orSlot, .invert = invertSlot},
    .create = &kNew,
    .doc =
        "bool(x) -> bool\n\nTrue if the argument is true, False if it is not. There are no other instances, and the "
        "class\ncannot be subclassed.",
};

}  // namespace typhon
