// float: making them, conversions, arithmetic, rounding.
#include "runtime/types/float.h"

#include <cerrno>
#include <cmath>
#include <string>

#include "runtime/base/float_text.h"
#include "runtime/exec/warnings.h"
#include "runtime/object/fixed_shapes.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/buffer.h"
#include "runtime/types/bytes.h"
#include "runtime/types/complex_arithmetic.h"
#include "runtime/types/exception.h"
#include "runtime/types/float_arithmetic.h"
#include "runtime/types/int.h"
#include "runtime/types/number_text.h"
#include "runtime/types/str.h"

namespace typhon {

size_t sizeOf_Float(const Object*) { return sizeof(Float); }

Value boxFloat(Thread* t, double d) {
  Object* o = TRY(allocateObject(t, sizeof(Float), Kind::Float, kShapeOf_float_));
  static_cast<Float*>(o)->value = d;
  return o;
}

int doubleOperandOfInt(Thread* t, Value v, double* out) {
  if (!isInt(v)) return 0;
  Maybe<double> d = intToDoubleChecked(t, v);
  if (!d.ok()) return -1;
  *out = *d;
  return 1;
}

namespace {

// Calls the __float__ or __index__ of an object that is no float; Unbound if it has neither.
Value numberToFloatPy(Thread* t, Value v) {
  Type* type = typeOf(v);
  if (type->slots.toFloat) {
    Value f = TRY(type->slots.toFloat(t, v));
    if (!isFloat(f))
      return raise(t, exc::TypeError, "{:.50}.__float__ returned non-float (type {:.50})", typeName(v), typeName(f));
    if (typeOf(f) != types::float_) {
      std::string message = fmt::format(
          "{:.50}.__float__ returned non-float (type {:.50}).  The ability to return an instance of a strict subclass of "
          "float is deprecated, and may be removed in a future version of Python.",
          typeName(v), typeName(f));
      if (!warnPy(t, exc::DeprecationWarning, message)) return Value::error();
      return makeFloat(t, asDouble(f));
    }
    return f;
  }
  if (type->slots.index) {
    Value i = TRY(indexPy(t, v));
    double d = TRY(intToDoubleChecked(t, i));
    return makeFloat(t, d);
  }
  return Value::unbound();
}

}  // namespace

Maybe<double> toDoublePy(Thread* t, Value v) {
  if (isFloat(v)) return asDouble(v);
  if (v.isSmallInt()) return static_cast<double>(v.asSmallInt());
  if (isExactInt(v) || v.isBool()) return intToDoubleChecked(t, v);
  Value f = TRY(numberToFloatPy(t, v));
  if (f.isUnbound()) return raise(t, exc::TypeError, "must be real number, not {:.50}", typeName(v));
  return asDouble(f);
}

bool parseFloatText(std::string_view text, double* out) {
  std::string buffer;
  text = stripNumberSpace(text);
  return stripUnderscores(&text, &buffer) && base::parseDouble(text, out);
}

Value toFloatPy(Thread* t, Value v) {
  if (v.isImmediateFloat() || (isa<Float>(v) && typeOf(v) == types::float_)) return v;
  Value f = TRY(numberToFloatPy(t, v));
  if (!f.isUnbound()) return f;
  if (isFloat(v)) return makeFloat(t, asDouble(v));
  double d;
  bool ok;
  if (isa<Str>(v)) {
    std::string buffer;
    ok = parseFloatText(asciiNumberText(v.as<Str>(), &buffer), &d);
  } else if (isa<Bytes>(v)) {
    ok = parseFloatText(v.as<Bytes>()->view(), &d);
  } else if (hasBuffer(v)) {
    BufferHolder holder;
    if (!holder.acquirePy(t, v)) return Value::error();
    ok = parseFloatText(holder.bytes(), &d);
  } else {
    return raise(t, exc::TypeError, "float() argument must be a string or a real number, not '{:.200}'", typeName(v));
  }
  if (ok) return makeFloat(t, d);
  std::string text = TRY(reprTextPy(t, v));
  return raise(t, exc::ValueError, "could not convert string to float: {}", text);
}

Raised raiseFloatOverflow(Thread* t) {
  Str* text = makeStrLatin1(t, "Numerical result out of range");
  if (!text) return {};
  Value args[] = {Value::smallInt(ERANGE), text};
  Value e = makeExceptionPy(t, exc::OverflowError, args, 2);
  if (e.isError()) return {};
  return raiseValue(t, e);
}

Value floatPower(Thread* t, double a, double b) {
  if (b == 2.0) {
    // glibc's pow is wrong by less than 0.04 of a unit in the last place before it rounds: where the square is further than that
    // from the middle between two doubles, both round it to the same one.
    double square = a * a;
    if (square > 1e-200 && square < 1e200) {
      double unit = std::bit_cast<double>(std::bit_cast<uint64_t>(square) & (uint64_t{0x7ff} << 52)) * 0x1p-52;
      if (std::fabs(std::fma(a, a, -square)) < 0.45 * unit) return makeFloat(t, square);
    }
  }
  // Special cases first, so that the result does not depend on the C library.
  auto isOdd = [&] { return std::fmod(std::fabs(b), 2.0) == 1.0; };
  if (b == 0) return makeFloat(t, 1.0);
  if (std::isnan(a)) return makeFloat(t, a);
  if (std::isnan(b)) return makeFloat(t, a == 1.0 ? 1.0 : b);
  if (std::isinf(b)) {
    double magnitude = std::fabs(a);
    if (magnitude == 1.0) return makeFloat(t, 1.0);
    return makeFloat(t, (b > 0) == (magnitude > 1.0) ? std::fabs(b) : 0.0);
  }
  if (std::isinf(a)) {
    if (b > 0) return makeFloat(t, isOdd() ? a : std::fabs(a));
    return makeFloat(t, isOdd() ? std::copysign(0.0, a) : 0.0);
  }
  if (a == 0) {
    if (b < 0) return raise(t, exc::ZeroDivisionError, "0.0 cannot be raised to a negative power");
    return makeFloat(t, isOdd() ? a : 0.0);
  }
  bool negate = false;
  if (a < 0) {
    if (b != std::floor(b)) return complexPower(t, {a, 0.0}, {b, 0.0});
    a = -a;
    negate = isOdd();
  }
  if (a == 1.0) return makeFloat(t, negate ? -1.0 : 1.0);
  double power = std::pow(a, b);
  if (std::isinf(power)) return raiseFloatOverflow(t);
  return makeFloat(t, negate ? -power : power);
}

Value floatRound(Thread* t, double d, int64_t digits) {
  // Beyond these bounds a double has no digits to round away, or none that stay.
  constexpr int64_t kMost = 323, kLeast = -308;
  if (!std::isfinite(d) || digits > kMost) return makeFloat(t, d);
  if (digits < kLeast) return makeFloat(t, 0.0 * d);
  double rounded;
  if (digits >= 0) {
    std::string text = base::formatDouble(d, 'f', static_cast<int>(digits));
    base::parseDouble(text, &rounded);
  } else {
    // The integral part in decimal, and whether there is more behind it, decide exactly.
    double whole = std::trunc(d);
    std::string text = base::formatDouble(std::fabs(whole), 'f', 0);
    auto drop = static_cast<size_t>(-digits);
    if (text.size() <= drop) text.insert(0, drop - text.size() + 1, '0');
    size_t keep = text.size() - drop;
    bool above = whole != d || text.find_first_not_of('0', keep + 1) != std::string::npos;
    bool up = text[keep] > '5' || (text[keep] == '5' && (above || ((text[keep - 1] - '0') & 1)));
    std::string kept = "0" + text.substr(0, keep);
    if (up) {
      size_t i = kept.size() - 1;
      while (kept[i] == '9') kept[i--] = '0';
      ++kept[i];
    }
    kept.append(drop, '0');
    base::parseDouble(kept, &rounded);
    if (d < 0) rounded = -rounded;
    if (rounded == 0) rounded = std::copysign(0.0, d);
  }
  if (std::isinf(rounded)) return raise(t, exc::OverflowError, "rounded value too large to represent");
  return makeFloat(t, rounded);
}

}  // namespace typhon
