// The numeric conversions of the % operator.
#include "runtime/types/percent_format.h"

#include <climits>
#include <cmath>

#include "runtime/base/float_text.h"
#include "runtime/exec/errors.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/number_text.h"
#include "runtime/types/str.h"

namespace typhon {
namespace {

// The operand of an integer conversion as an int.
Value integerOperandPy(Thread* t, char code, Value v) {
  if (isInt(v)) return v;
  bool exact = code == 'o' || code == 'x' || code == 'X';
  const Slots& slots = typeOf(v)->slots;
  Value i = Value::unbound();
  if (exact ? slots.index != nullptr : slots.toInt || slots.index || isa<Complex>(v)) {
    i = exact ? indexPy(t, v) : toIntPy(t, v);
    if (!i.isError()) return i;
    if (!pendingIs(t, exc::TypeError)) return i;
    clearPending(t);
  }
  return raise(t, exc::TypeError, "%{} format: {} is required, not {:.200}", code, exact ? "an integer" : "a real number",
               typeName(v));
}

}  // namespace

bool formatPercentNumberPy(Thread* t, char code, Value v, const PercentSpec& spec, std::string* out) {
  std::string sign, prefix, body;
  size_t trailingZeros = 0;
  std::string exponent;
  switch (code) {
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X': {
      Value i = TRY(integerOperandPy(t, code, v));
      int base = code == 'o' ? 8 : code == 'x' || code == 'X' ? 16 : 10;
      if (spec.precision > INT_MAX - 3) return raise(t, exc::ValueError, "precision too large");
      if (base == 10 && !i.isSmallInt()) {
        Str* decimal = TRY(intRepr(t, i));
        body = decimal->ascii();
      } else {
        body = intToText(i, base);
        if (body.empty()) return raiseMemory(t);
      }
      if (body[0] == '-') {
        sign = "-";
        body.erase(0, 1);
      }
      if (code == 'X')
        for (char& c : body)
          if (c >= 'a') c = static_cast<char>(c - 32);
      if (spec.precision > static_cast<int64_t>(body.size()))
        body.insert(0, static_cast<size_t>(spec.precision) - body.size(), '0');
      if (spec.alternate && base != 10) prefix = std::string("0") + code;
      break;
    }
    default: {
      double d = TRY(toDoublePy(t, v));
      if (spec.precision > INT_MAX) return raise(t, exc::ValueError, "precision too big");
      constexpr int64_t kExactPrecision = 1100;  // further digits are zeros
      int64_t precision = spec.precision < 0 ? 6 : spec.precision;
      bool general = code == 'g' || code == 'G';
      if (precision > kExactPrecision) {
        if (std::isfinite(d) && (!general || spec.alternate)) trailingZeros = static_cast<size_t>(precision - kExactPrecision);
        precision = kExactPrecision;
      }
      body = base::formatDouble(d, code, static_cast<int>(precision), spec.alternate ? base::kFloatAlternate : 0);
      if (body[0] == '-') {
        sign = "-";
        body.erase(0, 1);
      }
      if (trailingZeros) {
        size_t end = body.find_first_of("eE");
        if (end != std::string::npos) {
          exponent = body.substr(end);
          body.resize(end);
        }
        body.append(trailingZeros, '0');
        body += exponent;
      }
      break;
    }
  }
  if (sign.empty()) sign = spec.plus ? "+" : spec.blank ? " " : "";
  size_t length = sign.size() + prefix.size() + body.size();
  auto width = spec.width < 0 ? size_t{0} : static_cast<size_t>(spec.width);
  if (width > size_t{1} << 36) return raiseMemory(t);
  size_t padding = width > length ? width - length : 0;
  if (!spec.left && !spec.zero) out->append(padding, ' ');
  *out += sign;
  *out += prefix;
  if (!spec.left && spec.zero) out->append(padding, '0');
  *out += body;
  if (spec.left) out->append(padding, ' ');
  return true;
}

Maybe<char32_t> percentCharPy(Thread* t, Value v) {
  if (isa<Str>(v)) {
    if (v.as<Str>()->length != 1) return raise(t, exc::TypeError, "%c requires int or char");
    return v.as<Str>()->at(0);
  }
  if (!isInt(v)) {
    if (!typeOf(v)->slots.index) return raise(t, exc::TypeError, "%c requires int or char");
    v = TRY(indexPy(t, v));
  }
  int64_t c;
  if (!fitsInt64(v, &c) || c < 0 || c > 0x10FFFF) return raise(t, exc::OverflowError, "%c arg not in range(0x110000)");
  return static_cast<char32_t>(c);
}

}  // namespace typhon
