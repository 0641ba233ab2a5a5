// The arithmetic operations of decimal numbers.
#include <algorithm>

#include "runtime/modules/decimal/number.h"

namespace typhon::decimal {

namespace {

// a + b, where b's sign is given.
void addSigned(Number* out, const View& a, const View& b, bool negativeB, const Rules& rules, uint32_t* status) {
  if (a.isSpecial() || b.isSpecial()) {
    if (checkNans(out, a, b, rules, status)) return;
    if (a.isInfinite() && b.isInfinite() && a.negative != negativeB) return out->invalid(kInvalidOperation, status);
    return out->setSpecial(Form::Infinite, a.isInfinite() ? a.negative : negativeB);
  }
  int64_t exponent = std::min(a.exponent, b.exponent);
  if (a.isZero() || b.isZero()) {
    if (a.isZero() && b.isZero()) {
      bool negative = a.negative == negativeB ? a.negative : rules.rounding == Rounding::Floor;
      out->setFinite(negative, 0, exponent);
      return finish(out, rules, status);
    }
    const View& other = a.isZero() ? b : a;
    if (exponent < other.exponent) {
      // Zeros are added as far as the precision goes.
      exponent = std::max(exponent, other.exponent - rules.precision - 1);
      exponent = std::max(exponent, other.adjusted() - rules.precision);
      if (exponent > other.exponent) exponent = other.exponent;
    }
    uint32_t ignored = 0;
    rescale(out, other, exponent, Rounding::Down, &ignored);
    *status |= ignored & kNoMemory;
    if (a.isZero()) out->negative = negativeB;
    return finish(out, rules, status);
  }
  LimbView x = a.coefficient, y = b.coefficient;
  Limbs aligned;
  Limb one = 1;
  bool failed = false;
  if (a.exponent != b.exponent) {
    const View &high = a.exponent > b.exponent ? a : b, &low = a.exponent > b.exponent ? b : a;
    LimbView &highLimbs = a.exponent > b.exponent ? x : y, &lowLimbs = a.exponent > b.exponent ? y : x;
    // A number that is below all digits of the result counts as the smallest that still shows in rounding.
    int64_t insignificant = high.exponent - 1 + (high.digits > rules.precision ? 0 : high.digits - rules.precision - 1);
    if (low.adjusted() < insignificant) {
      exponent = insignificant;
      lowLimbs = LimbView(&one, 1);
    }
    failed = !shiftLeft(&aligned, high.coefficient, high.exponent - exponent);
    highLimbs = aligned;
  }
  if (a.negative == negativeB) {
    failed |= !addLimbs(&out->coefficient, x, y);
    out->negative = a.negative;
  } else {
    int order = compareLimbs(x, y);
    failed |= order >= 0 ? !subtractLimbs(&out->coefficient, x, y) : !subtractLimbs(&out->coefficient, y, x);
    out->negative = order == 0 ? rules.rounding == Rounding::Floor : order > 0 ? a.negative : negativeB;
  }
  if (failed) return out->invalid(kNoMemory, status);
  out->form = Form::Finite;
  out->exponent = exponent;
  out->count();
  finish(out, rules, status);
}

// The coefficients of two numbers brought to the smaller exponent. Not ok: memory is short.
struct Aligned {
  Aligned(const View& a, const View& b) : dividend(a.coefficient), divisor(b.coefficient) {
    if (a.exponent > b.exponent) {
      ok = shiftLeft(&shifted, a.coefficient, a.exponent - b.exponent);
      dividend = shifted;
    } else if (a.exponent < b.exponent) {
      ok = shiftLeft(&shifted, b.coefficient, b.exponent - a.exponent);
      divisor = shifted;
    }
  }
  Aligned(const Aligned&) = delete;

  Limbs shifted;
  LimbView dividend, divisor;
  bool ok = true;
};

// Quotient and remainder of finite numbers, b not 0. False: the quotient has more digits than the precision.
bool divideWhole(Number* quotient, Number* rest, const View& a, const View& b, const Rules& rules, uint32_t* status) {
  int64_t ideal = std::min(a.exponent, b.exponent);
  bool negative = a.negative != b.negative;
  uint32_t ignored = 0;
  if (a.isZero() || a.adjusted() < b.adjusted()) {
    quotient->setFinite(negative, 0, 0);
    if (a.isZero() || a.exponent == ideal)
      rest->copy(a, status);
    else
      rescale(rest, a, ideal, Rounding::Down, &ignored);
    rest->exponent = ideal;
    *status |= ignored & kNoMemory;
    return true;
  }
  if (a.adjusted() - b.adjusted() > rules.precision) return false;
  Aligned aligned(a, b);
  if (!aligned.ok || !divideLimbs(&quotient->coefficient, &rest->coefficient, aligned.dividend, aligned.divisor)) {
    *status |= kNoMemory;
    return true;
  }
  quotient->form = rest->form = Form::Finite;
  quotient->negative = negative;
  rest->negative = a.negative;
  quotient->exponent = 0;
  rest->exponent = ideal;
  quotient->count();
  rest->count();
  return quotient->digits <= rules.precision;
}

// The special cases of the division operations. True: *out is the result.
bool divideSpecial(Number* out, const View& a, const View& b, bool wantRest, const Rules& rules, uint32_t* status) {
  if (checkNans(out, a, b, rules, status)) return true;
  bool negative = a.negative != b.negative;
  if (a.isInfinite()) {
    if (b.isInfinite() || wantRest)
      out->invalid(kInvalidOperation, status);
    else
      out->setSpecial(Form::Infinite, negative);
    return true;
  }
  if (b.isZero()) {
    if (a.isZero()) {
      out->invalid(kDivisionUndefined, status);
    } else if (wantRest) {
      out->invalid(kInvalidOperation, status);
    } else {
      out->setSpecial(Form::Infinite, negative);
      *status |= kDivisionByZero;
    }
    return true;
  }
  if (b.isInfinite() && wantRest) {
    out->copy(a, status);
    finish(out, rules, status);
    return true;
  }
  return false;
}

}  // namespace

void add(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status) {
  addSigned(out, a, b, b.negative, rules, status);
}
void subtract(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status) {
  addSigned(out, a, b, !b.negative, rules, status);
}

void multiply(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status) {
  bool negative = a.negative != b.negative;
  if (a.isSpecial() || b.isSpecial()) {
    if (checkNans(out, a, b, rules, status)) return;
    if (a.isZero() || b.isZero()) return out->invalid(kInvalidOperation, status);
    return out->setSpecial(Form::Infinite, negative);
  }
  if (!multiplyLimbs(&out->coefficient, a.coefficient, b.coefficient)) return out->invalid(kNoMemory, status);
  out->form = Form::Finite;
  out->negative = negative;
  out->exponent = a.exponent + b.exponent;
  out->count();
  finish(out, rules, status);
}

static void divideFinite(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status) {
  int64_t ideal = a.exponent - b.exponent;
  bool negative = a.negative != b.negative;
  // Enough digits for the precision and one to round by.
  int64_t shift = b.digits - a.digits + rules.precision + 1;
  Limbs scaled, rest;
  LimbView x = a.coefficient, y = b.coefficient;
  bool ok = true;
  if (shift > 0) {
    ok = shiftLeft(&scaled, a.coefficient, shift);
    x = scaled;
  } else if (shift < 0) {
    ok = shiftLeft(&scaled, b.coefficient, -shift);
    y = scaled;
  }
  if (!ok || !divideLimbs(&out->coefficient, &rest, x, y)) return out->invalid(kNoMemory, status);
  out->form = Form::Finite;
  out->negative = negative;
  out->exponent = ideal - shift;
  if (rest.size()) {
    // The digits that follow are not all 0: one that rounding cannot take for an exact half.
    if (out->coefficient[0] % 5 == 0) ++out->coefficient[0];
  } else if (out->exponent < ideal) {
    int64_t zeros = std::min(ideal - out->exponent, trailingZeros(out->coefficient));
    int dropped;
    if (zeros && !shiftRight(&out->coefficient, out->coefficient, zeros, &dropped)) return out->invalid(kNoMemory, status);
    out->exponent += zeros;
  }
  out->count();
  finish(out, rules, status);
}

void divide(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status) {
  bool negative = a.negative != b.negative;
  if ((a.isSpecial() || b.isSpecial() || b.isZero()) && divideSpecial(out, a, b, false, rules, status)) return;
  if (b.isInfinite()) {
    out->setFinite(negative, 0, rules.etiny());
    *status |= kClamped;
    return;
  }
  int64_t ideal = a.exponent - b.exponent;
  if (a.isZero()) {
    out->setFinite(negative, 0, ideal);
    return finish(out, rules, status);
  }
  uint32_t inner = 0;
  divideFinite(out, a, b, rules, &inner);
  if (inner & kNoMemory) {
    // The quotient of all digits does not fit the memory; an exact one has fewer.
    Rules shorter = rules;
    shorter.precision = a.digits + 4 * b.digits;
    if (shorter.precision < rules.precision) {
      inner = 0;
      divideFinite(out, a, b, shorter, &inner);
      if (inner & (kInexact | kRounded)) out->invalid(kNoMemory, &inner);
    }
  }
  *status |= inner;
}

void divideInteger(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status) {
  if ((a.isSpecial() || b.isSpecial() || b.isZero()) && divideSpecial(out, a, b, false, rules, status)) return;
  if (b.isInfinite()) return out->setFinite(a.negative != b.negative, 0, 0);
  Number rest;
  if (!divideWhole(out, &rest, a, b, rules, status)) return out->invalid(kDivisionImpossible, status);
  if (*status & kNoMemory) return out->invalid(kNoMemory, status);
  finish(out, rules, status);
}

void remainder(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status) {
  if ((a.isSpecial() || b.isSpecial() || b.isZero()) && divideSpecial(out, a, b, true, rules, status)) return;
  Number quotient;
  if (!divideWhole(&quotient, out, a, b, rules, status)) return out->invalid(kDivisionImpossible, status);
  if (*status & kNoMemory) return out->invalid(kNoMemory, status);
  finish(out, rules, status);
}

void divideModulo(Number* quotient, Number* rest, const View& a, const View& b, const Rules& rules, uint32_t* status) {
  if (a.isSpecial() || b.isSpecial() || b.isZero()) {
    bool negative = a.negative != b.negative;
    if (checkNans(quotient, a, b, rules, status)) return rest->copy(quotient->view(), status);
    if (a.isInfinite()) {
      if (b.isInfinite())
        quotient->invalid(kInvalidOperation, status);
      else
        quotient->setSpecial(Form::Infinite, negative);
      return rest->invalid(kInvalidOperation, status);
    }
    if (b.isZero()) {
      if (a.isZero()) {
        quotient->invalid(kDivisionUndefined, status);
        return rest->invalid(kDivisionUndefined, status);
      }
      quotient->setSpecial(Form::Infinite, negative);
      *status |= kDivisionByZero;
      return rest->invalid(kInvalidOperation, status);
    }
    quotient->setFinite(negative, 0, 0);
    rest->copy(a, status);
    return finish(rest, rules, status);
  }
  if (!divideWhole(quotient, rest, a, b, rules, status)) {
    quotient->invalid(kDivisionImpossible, status);
    return rest->invalid(kDivisionImpossible, status);
  }
  if (*status & kNoMemory) return;
  finish(quotient, rules, status);
  finish(rest, rules, status);
}

void remainderNear(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status) {
  if ((a.isSpecial() || b.isSpecial() || b.isZero()) && divideSpecial(out, a, b, true, rules, status)) return;
  int64_t ideal = std::min(a.exponent, b.exponent);
  if (a.isZero()) {
    out->setFinite(a.negative, 0, ideal);
    return finish(out, rules, status);
  }
  int64_t difference = a.adjusted() - b.adjusted();
  if (difference >= rules.precision + 1) return out->invalid(kDivisionImpossible, status);
  if (difference <= -2) {
    uint32_t ignored = 0;
    rescale(out, a, ideal, Rounding::Down, &ignored);
    *status |= ignored & kNoMemory;
    return finish(out, rules, status);
  }
  Aligned aligned(a, b);
  Limbs quotient, rest, twice;
  if (!aligned.ok || !divideLimbs(&quotient, &rest, aligned.dividend, aligned.divisor) || !addLimbs(&twice, rest, rest))
    return out->invalid(kNoMemory, status);
  int order = compareLimbs(twice, aligned.divisor);
  bool odd = quotient.size() && quotient[0] % 2;
  bool negative = a.negative;
  if (order > 0 || (order == 0 && odd)) {
    Limbs difference2;
    if (!subtractLimbs(&difference2, aligned.divisor, rest) || !incrementLimbs(&quotient)) return out->invalid(kNoMemory, status);
    rest.swap(difference2);
    negative = !negative;
  }
  if (digitsOf(LimbView(quotient)) > rules.precision) return out->invalid(kDivisionImpossible, status);
  out->coefficient.swap(rest);
  out->form = Form::Finite;
  out->negative = out->coefficient.size() ? negative : a.negative;
  out->exponent = ideal;
  out->count();
  finish(out, rules, status);
}

void fusedMultiplyAdd(Number* out, const View& a, const View& b, const View& c, const Rules& rules, uint32_t* status) {
  if (a.isNan() || b.isNan()) {
    // A signaling NaN comes first, in the order of the operands; then quiet ones.
    for (const View* v : {&a, &b, &c})
      if (v->form == Form::SignalingNan) return (void)checkNan(out, *v, rules, status);
    return (void)checkNans(out, a, b, rules, status);
  }
  if ((a.isInfinite() && b.isZero()) || (b.isInfinite() && a.isZero())) return out->invalid(kInvalidOperation, status);
  if (checkNan(out, c, rules, status)) return;
  Number product;
  if (a.isSpecial() || b.isSpecial()) {
    product.setSpecial(Form::Infinite, a.negative != b.negative);
  } else {
    if (!multiplyLimbs(&product.coefficient, a.coefficient, b.coefficient)) return out->invalid(kNoMemory, status);
    product.negative = a.negative != b.negative;
    product.exponent = a.exponent + b.exponent;
    product.count();
  }
  add(out, product.view(), c, rules, status);
}

}  // namespace typhon::decimal
