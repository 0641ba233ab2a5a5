// The operations of decimal numbers besides arithmetic: comparison, rounding, neighbours, shifting, digit-wise logic.
#include <algorithm>

#include "runtime/modules/decimal/number.h"

namespace typhon::decimal {

namespace {

void setInteger(Number* out, int64_t value) {
  out->setFinite(value < 0, value < 0 ? Limb{0} - static_cast<Limb>(value) : static_cast<Limb>(value), 0);
}

// The integer that an operand stands for, saturated; false: it is none.
bool integerOf(const View& v, int64_t* out) {
  if (v.isSpecial() || v.exponent != 0) return false;
  constexpr int64_t kTooLarge = INT64_MAX;
  if (v.isZero())
    *out = 0;
  else if (v.coefficient.size > 1 || v.coefficient.data[0] > static_cast<Limb>(kTooLarge))
    *out = kTooLarge;
  else
    *out = static_cast<int64_t>(v.coefficient.data[0]);
  if (v.negative) *out = -*out;
  return true;
}

// Absolute order of all numbers and NaNs (IEEE 754 totalOrder).
int totalOrder(const View& a, const View& b) {
  if (a.negative != b.negative) return a.negative ? -1 : 1;
  int order;
  if (a.isNan() || b.isNan()) {
    auto rank = [](const View& v) { return v.form == Form::SignalingNan ? 1 : v.form == Form::QuietNan ? 2 : 0; };
    order = (rank(a) > rank(b)) - (rank(a) < rank(b));
    if (order == 0) order = compareLimbs(a.coefficient, b.coefficient);
  } else {
    order = compareMagnitudes(a, b);
    if (order == 0 && !a.isInfinite()) order = a.exponent < b.exponent ? -1 : a.exponent > b.exponent;
  }
  return a.negative ? -order : order;
}

View withoutSign(View v) {
  v.negative = false;
  return v;
}

// max() and min() with their treatment of quiet NaNs.
void choose(Number* out, const View& a, const View& b, bool magnitude, bool largest, const Rules& rules, uint32_t* status) {
  if (a.form == Form::QuietNan && !b.isNan()) {
    out->copy(b, status);
  } else if (b.form == Form::QuietNan && !a.isNan()) {
    out->copy(a, status);
  } else if (checkNans(out, a, b, rules, status)) {
    return;
  } else {
    int order = magnitude ? compareMagnitudes(a, b) : compareFinite(a, b);
    if (order == 0) order = totalOrder(a, b);
    out->copy((order < 0) == largest ? b : a, status);
  }
  finish(out, rules, status);
}

void toIntegral(Number* out, const View& a, bool exact, const Rules& rules, uint32_t* status) {
  if (checkNan(out, a, rules, status)) return;
  if (a.isSpecial() || a.exponent >= 0) return out->copy(a, status);
  uint32_t rounded = 0;
  rescale(out, a, 0, rules.rounding, &rounded);
  if (!a.isZero()) *status |= exact ? rounded : rounded & kNoMemory;
}

// The largest finite number.
void largestNumber(Number* out, bool negative, const Rules& rules, uint32_t* status) {
  Rules cut = rules;
  cut.rounding = Rounding::Down;
  cut.clamp = false;
  uint32_t ignored = 0;
  out->setFinite(negative, 1, rules.emax + 1);
  finish(out, cut, &ignored);
  *status |= ignored & kNoMemory;
}

// The neighbour towards positive or negative infinity.
void neighbour(Number* out, const View& a, bool up, const Rules& rules, uint32_t* status) {
  if (checkNan(out, a, rules, status)) return;
  if (a.isInfinite()) {
    if (a.negative == up) return largestNumber(out, a.negative, rules, status);
    return out->copy(a, status);
  }
  Rules work = rules;
  work.rounding = up ? Rounding::Ceiling : Rounding::Floor;
  uint32_t inner = 0;
  out->copy(a, &inner);
  finish(out, work, &inner);
  if (!(inner & (kInexact | kErrors))) {
    Number tiny;
    tiny.setFinite(!up, 1, rules.etiny() - 1);
    add(out, a, tiny.view(), work, &inner);
  }
  *status |= inner & kErrors;
}

// Operands of the logical operations: no sign, no exponent, all digits 0 or 1.
bool isLogical(const View& v) {
  if (v.isSpecial() || v.negative || v.exponent != 0) return false;
  for (size_t i = 0; i < v.coefficient.size; ++i)
    for (Limb limb = v.coefficient.data[i]; limb; limb /= 10)
      if (limb % 10 > 1) return false;
  return true;
}

template <class F>
void logical(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status, F combine) {
  if (!isLogical(a) || !isLogical(b)) return out->invalid(kInvalidOperation, status);
  size_t size = std::max(a.coefficient.size, b.coefficient.size);
  out->setFinite(false, 0, 0);
  if (!out->coefficient.resize(size)) return out->invalid(kNoMemory, status);
  for (size_t i = 0; i < size; ++i) {
    Limb x = i < a.coefficient.size ? a.coefficient.data[i] : 0, y = i < b.coefficient.size ? b.coefficient.data[i] : 0,
         result = 0;
    for (int d = 0; d < kLimbDigits; ++d, x /= 10, y /= 10) result += combine(x % 10, y % 10) * kPowersOfTen[d];
    out->coefficient[i] = result;
  }
  out->coefficient.trim();
  (void)keepLowDigits(&out->coefficient, out->coefficient, rules.precision);
  out->count();
}

}  // namespace

void plus(Number* out, const View& a, const Rules& rules, uint32_t* status) {
  if (checkNan(out, a, rules, status)) return;
  out->copy(a, status);
  if (a.isZero()) out->negative = a.negative && rules.rounding == Rounding::Floor;
  finish(out, rules, status);
}
void minus(Number* out, const View& a, const Rules& rules, uint32_t* status) {
  if (checkNan(out, a, rules, status)) return;
  out->copy(a, status);
  out->negative = a.isZero() ? !a.negative && rules.rounding == Rounding::Floor : !a.negative;
  finish(out, rules, status);
}
void absolute(Number* out, const View& a, const Rules& rules, uint32_t* status) {
  if (checkNan(out, a, rules, status)) return;
  out->copy(a, status);
  out->negative = false;
  finish(out, rules, status);
}

void compare(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status) {
  if (!checkNans(out, a, b, rules, status)) setInteger(out, compareFinite(a, b));
}
void compareSignal(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status) {
  if (checkNans(out, a, b, rules, status))
    *status |= kInvalidOperation;
  else
    setInteger(out, compareFinite(a, b));
}
void compareTotal(Number* out, const View& a, const View& b, const Rules&, uint32_t*) { setInteger(out, totalOrder(a, b)); }
void compareTotalMagnitude(Number* out, const View& a, const View& b, const Rules&, uint32_t*) {
  setInteger(out, totalOrder(withoutSign(a), withoutSign(b)));
}

void maximum(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status) {
  choose(out, a, b, false, true, rules, status);
}
void minimum(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status) {
  choose(out, a, b, false, false, rules, status);
}
void maximumMagnitude(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status) {
  choose(out, a, b, true, true, rules, status);
}
void minimumMagnitude(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status) {
  choose(out, a, b, true, false, rules, status);
}

void quantize(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status) {
  if (a.isSpecial() || b.isSpecial()) {
    if (checkNans(out, a, b, rules, status)) return;
    if (a.isInfinite() && b.isInfinite()) return out->copy(a, status);
    return out->invalid(kInvalidOperation, status);
  }
  if (b.exponent > rules.emax || b.exponent < rules.etiny()) return out->invalid(kInvalidOperation, status);
  if (!a.isZero() && (a.adjusted() > rules.emax || a.adjusted() - b.exponent + 1 > rules.precision))
    return out->invalid(kInvalidOperation, status);
  uint32_t inner = 0;
  rescale(out, a, b.exponent, rules.rounding, &inner);
  if (a.isZero()) inner &= kNoMemory;
  if (!out->isZero() && (out->digits > rules.precision || out->adjusted() > rules.emax))
    return out->invalid(kInvalidOperation, status);
  *status |= inner;
  finish(out, rules, status);
}

void reduce(Number* out, const View& a, const Rules& rules, uint32_t* status) {
  if (checkNan(out, a, rules, status)) return;
  out->copy(a, status);
  finish(out, rules, status);
  if (out->form != Form::Finite) return;
  if (out->isZero()) {
    out->exponent = 0;
    return;
  }
  int64_t most = rules.clamp ? rules.etop() : rules.emax;
  int64_t zeros = std::min(trailingZeros(out->coefficient), most - out->exponent);
  int dropped;
  if (zeros > 0) {
    (void)shiftRight(&out->coefficient, out->coefficient, zeros, &dropped);
    out->exponent += zeros;
    out->count();
  }
}

void toIntegralExact(Number* out, const View& a, const Rules& rules, uint32_t* status) {
  toIntegral(out, a, true, rules, status);
}
void toIntegralValue(Number* out, const View& a, const Rules& rules, uint32_t* status) {
  toIntegral(out, a, false, rules, status);
}

void nextMinus(Number* out, const View& a, const Rules& rules, uint32_t* status) { neighbour(out, a, false, rules, status); }
void nextPlus(Number* out, const View& a, const Rules& rules, uint32_t* status) { neighbour(out, a, true, rules, status); }

void nextToward(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status) {
  if (checkNans(out, a, b, rules, status)) return;
  int order = compareFinite(a, b);
  if (order == 0) {
    out->copy(a, status);
    out->negative = b.negative;
    return;
  }
  neighbour(out, a, order < 0, rules, status);
  if (out->form == Form::Infinite) {
    *status |= kOverflow | kRounded | kInexact;
  } else if (out->adjusted() < rules.emin) {
    *status |= kUnderflow | kSubnormal | kRounded | kInexact;
    if (out->isZero()) *status |= kClamped;
  }
}

void logb(Number* out, const View& a, const Rules& rules, uint32_t* status) {
  if (checkNan(out, a, rules, status)) return;
  if (a.isInfinite()) return out->setSpecial(Form::Infinite, false);
  if (a.isZero()) {
    *status |= kDivisionByZero;
    return out->setSpecial(Form::Infinite, true);
  }
  setInteger(out, a.adjusted());
  finish(out, rules, status);
}

void scaleb(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status) {
  if (checkNans(out, a, b, rules, status)) return;
  int64_t n;
  if (!integerOf(b, &n)) return out->invalid(kInvalidOperation, status);
  int64_t most = 2 * (rules.emax + rules.precision);
  if (n > most || n < -most) return out->invalid(kInvalidOperation, status);
  out->copy(a, status);
  if (a.isInfinite()) return;
  out->exponent += n;
  finish(out, rules, status);
}

void shift(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status) {
  if (checkNans(out, a, b, rules, status)) return;
  int64_t n;
  if (!integerOf(b, &n) || n > rules.precision || n < -rules.precision) return out->invalid(kInvalidOperation, status);
  out->copy(a, status);
  if (a.isInfinite()) return;
  bool ok;
  if (n >= 0) {
    ok = shiftLeft(&out->coefficient, a.coefficient, n) && keepLowDigits(&out->coefficient, out->coefficient, rules.precision);
  } else {
    int dropped;
    ok = keepLowDigits(&out->coefficient, out->coefficient, rules.precision) &&
         shiftRight(&out->coefficient, out->coefficient, -n, &dropped);
  }
  if (!ok) return out->invalid(kNoMemory, status);
  out->count();
}

void rotate(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status) {
  if (checkNans(out, a, b, rules, status)) return;
  int64_t n;
  if (!integerOf(b, &n) || n > rules.precision || n < -rules.precision) return out->invalid(kInvalidOperation, status);
  out->copy(a, status);
  if (a.isInfinite()) return;
  if (n < 0) n += rules.precision;
  // The upper n digits change places with the others.
  Limbs low, high, moved;
  int dropped;
  bool ok = keepLowDigits(&out->coefficient, out->coefficient, rules.precision) &&
            keepLowDigits(&low, out->coefficient, rules.precision - n) &&
            shiftRight(&high, out->coefficient, rules.precision - n, &dropped) && shiftLeft(&moved, low, n) &&
            addLimbs(&out->coefficient, moved, high);
  if (!ok) return out->invalid(kNoMemory, status);
  out->count();
}

void logicalAnd(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status) {
  logical(out, a, b, rules, status, [](Limb x, Limb y) { return x & y; });
}
void logicalOr(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status) {
  logical(out, a, b, rules, status, [](Limb x, Limb y) { return x | y; });
}
void logicalXor(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status) {
  logical(out, a, b, rules, status, [](Limb x, Limb y) { return x ^ y; });
}
void logicalInvert(Number* out, const View& a, const Rules& rules, uint32_t* status) {
  if (!isLogical(a)) return out->invalid(kInvalidOperation, status);
  Limbs ones, low;
  auto size = static_cast<size_t>((rules.precision + kLimbDigits - 1) / kLimbDigits);
  if (!ones.resize(size)) return out->invalid(kNoMemory, status);
  for (size_t i = 0; i < size; ++i) ones[i] = 1'111'111'111'111'111'111u;
  out->setFinite(false, 0, 0);
  if (!keepLowDigits(&ones, ones, rules.precision) || !keepLowDigits(&low, a.coefficient, rules.precision) ||
      !subtractLimbs(&out->coefficient, ones, low))
    return out->invalid(kNoMemory, status);
  out->count();
}

bool isNormal(const View& a, const Rules& rules) { return !a.isSpecial() && !a.isZero() && a.adjusted() >= rules.emin; }
bool isSubnormal(const View& a, const Rules& rules) { return !a.isSpecial() && !a.isZero() && a.adjusted() < rules.emin; }
bool sameQuantum(const View& a, const View& b) {
  if (a.isSpecial() || b.isSpecial()) return (a.isNan() && b.isNan()) || (a.isInfinite() && b.isInfinite());
  return a.exponent == b.exponent;
}

const char* numberClass(const View& a, const Rules& rules) {
  if (a.form == Form::SignalingNan) return "sNaN";
  if (a.form == Form::QuietNan) return "NaN";
  if (a.isInfinite()) return a.negative ? "-Infinity" : "+Infinity";
  if (a.isZero()) return a.negative ? "-Zero" : "+Zero";
  if (isNormal(a, rules)) return a.negative ? "-Normal" : "+Normal";
  return a.negative ? "-Subnormal" : "+Subnormal";
}

}  // namespace typhon::decimal
