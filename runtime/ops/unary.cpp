// Unary operators and truth.
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"

namespace typhon {
namespace {

Value unary(Thread* t, Slots::Unary Slots::* slot, Value v, const char* what) {
  if (auto fn = typeOf(v)->slots.*slot) return fn(t, v);
  return raise(t, exc::TypeError, "bad operand type for {}: '{}'", what, typeName(v));
}

}  // namespace

Value negatePy(Thread* t, Value v) { return unary(t, &Slots::negate, v, "unary -"); }
Value positivePy(Thread* t, Value v) { return unary(t, &Slots::positive, v, "unary +"); }
Value invertPy(Thread* t, Value v) { return unary(t, &Slots::invert, v, "unary ~"); }
Value absolutePy(Thread* t, Value v) {
  if (v.isSmallInt() && v.asSmallInt() > Value::kSmallIntMin) return Value::smallInt(std::abs(v.asSmallInt()));
  return unary(t, &Slots::absolute, v, "abs()");
}

Maybe<bool> truthPy(Thread* t, Value v) {
  if (v.isSpecial()) return v.isTrue();
  if (v.isSmallInt()) return v.asSmallInt() != 0;
  if (v.isImmediateFloat()) return v.asImmediateFloat() != 0;
  const Slots& s = typeOf(v)->slots;
  if (s.truth) {
    int truth = s.truth(t, v);
    if (truth < 0) return Raised{};
    return truth != 0;
  }
  if (s.length) {
    int64_t n = s.length(t, v);
    if (n < 0) return Raised{};
    return n != 0;
  }
  return true;
}

}  // namespace typhon
