// Rounding, exponent limits, comparison: what all operations of decimal numbers share.
#include "runtime/modules/decimal/number.h"

#include <algorithm>
#include <utility>

namespace typhon::decimal {

bool View::isInteger() const {
  if (isSpecial()) return false;
  return isZero() || exponent >= 0 || trailingZeros(coefficient) >= -exponent;
}
bool View::isOdd() const { return !isZero() && exponent <= 0 && digitAt(coefficient, -exponent) % 2; }

void Number::copy(const View& v, uint32_t* status) {
  if (!coefficient.assign(v.coefficient.data, v.coefficient.size)) return invalid(kNoMemory, status);
  digits = v.digits;
  exponent = v.exponent;
  negative = v.negative;
  form = v.form;
}

void Number::set(const ShortResult& r) {
  (void)coefficient.assign(r.limbs, r.size);  // there is room for two limbs
  digits = r.digits;
  exponent = r.exponent;
  negative = r.negative;
  form = Form::Finite;
}

void Number::swap(Number& other) {
  coefficient.swap(other.coefficient);
  std::swap(digits, other.digits);
  std::swap(exponent, other.exponent);
  std::swap(negative, other.negative);
  std::swap(form, other.form);
}

bool roundsUp(Rounding mode, bool negative, int dropped, int lastDigit) {
  if (dropped == 0) return false;
  switch (mode) {
    case Rounding::Up:
      return true;
    case Rounding::Down:
      return false;
    case Rounding::Ceiling:
      return !negative;
    case Rounding::Floor:
      return negative;
    case Rounding::HalfUp:
      return dropped >= 5;
    case Rounding::HalfDown:
      return dropped > 5;
    case Rounding::HalfEven:
      return dropped > 5 || (dropped == 5 && lastDigit % 2);
    case Rounding::Up05:
      return lastDigit == 0 || lastDigit == 5;
  }
  return false;
}

namespace {

// Cuts `cut` digits off the coefficient and rounds; the exponent grows by them. Returns the digit that was cut; -1
// without memory.
int cutDigits(Number* n, int64_t cut, Rounding mode) {
  int dropped;
  if (!shiftRight(&n->coefficient, n->coefficient, cut, &dropped)) return -1;
  n->exponent += cut;
  if (dropped && roundsUp(mode, n->negative, dropped, n->coefficient.size() ? static_cast<int>(n->coefficient[0] % 10) : 0))
    if (!incrementLimbs(&n->coefficient)) return -1;
  n->count();
  return dropped;
}

// Infinity or the largest number, as the rounding mode has it.
void overflow(Number* n, const Rules& rules, uint32_t* status) {
  *status |= kOverflow | kInexact | kRounded;
  bool largest = false;
  switch (rules.rounding) {
    case Rounding::Down:
    case Rounding::Up05:
      largest = true;
      break;
    case Rounding::Ceiling:
      largest = n->negative;
      break;
    case Rounding::Floor:
      largest = !n->negative;
      break;
    default:
      break;
  }
  if (!largest) return n->setSpecial(Form::Infinite, n->negative);
  Limbs one;
  (void)one.resize(1);
  one[0] = 1;
  Limbs power;
  if (!shiftLeft(&power, one, rules.precision) || !subtractLimbs(&n->coefficient, power, one))
    return n->invalid(kNoMemory, status);
  n->exponent = rules.etop();
  n->count();
}

void cutPayload(Number* n, const Rules& rules) {
  int64_t room = rules.precision - rules.clamp;
  if (n->digits <= room) return;
  (void)keepLowDigits(&n->coefficient, n->coefficient, room);
  n->count();
}

}  // namespace

void finish(Number* n, const Rules& rules, uint32_t* status) {
  if (n->form != Form::Finite) {
    if (n->form >= Form::QuietNan) cutPayload(n, rules);
    return;
  }
  int64_t etiny = rules.etiny(), etop = rules.etop();
  if (n->isZero()) {
    int64_t fitted = std::min(std::max(n->exponent, etiny), rules.clamp ? etop : rules.emax);
    if (fitted != n->exponent) *status |= kClamped;
    n->exponent = fitted;
    return;
  }
  int64_t least = n->exponent + n->digits - rules.precision;  // exponent that the precision asks for
  if (least > etop) return overflow(n, rules, status);
  bool subnormal = least < etiny;
  if (subnormal) least = etiny;
  if (n->exponent < least) {
    int dropped = cutDigits(n, least - n->exponent, rules.rounding);
    if (dropped < 0) return n->invalid(kNoMemory, status);
    if (n->digits > rules.precision) {  // 9.99 became 10.0
      int ignored;
      (void)shiftRight(&n->coefficient, n->coefficient, 1, &ignored);
      ++n->exponent;
      n->count();
    }
    *status |= kRounded;
    if (dropped) *status |= kInexact;
    if (n->exponent > etop) return overflow(n, rules, status);
    if (subnormal) *status |= dropped ? kUnderflow | kSubnormal : kSubnormal;
    if (n->isZero()) *status |= kClamped;
    return;
  }
  if (subnormal) *status |= kSubnormal;
  if (rules.clamp && n->exponent > etop) {
    *status |= kClamped;
    Limbs padded;
    if (!shiftLeft(&padded, n->coefficient, n->exponent - etop)) return n->invalid(kNoMemory, status);
    n->coefficient.swap(padded);
    n->exponent = etop;
    n->count();
  }
}

bool checkNan(Number* out, const View& a, const Rules& rules, uint32_t* status) {
  if (!a.isNan()) return false;
  if (a.form == Form::SignalingNan) *status |= kInvalidOperation;
  out->copy(a, status);
  out->form = Form::QuietNan;
  cutPayload(out, rules);
  return true;
}

bool checkNans(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status) {
  if (!a.isNan() && !b.isNan()) return false;
  bool second = !a.isNan() || (b.form == Form::SignalingNan && a.form != Form::SignalingNan);
  return checkNan(out, second ? b : a, rules, status);
}

void rescale(Number* out, const View& a, int64_t exponent, Rounding mode, uint32_t* status) {
  if (a.isZero()) return out->setFinite(a.negative, 0, exponent);
  if (a.exponent >= exponent) {
    if (!shiftLeft(&out->coefficient, a.coefficient, a.exponent - exponent)) return out->invalid(kNoMemory, status);
    out->negative = a.negative;
    out->form = Form::Finite;
    out->exponent = exponent;
    return out->count();
  }
  out->copy(a, status);
  int dropped = cutDigits(out, exponent - a.exponent, mode);
  if (dropped < 0) return out->invalid(kNoMemory, status);
  *status |= kRounded;
  if (dropped) *status |= kInexact;
}

int compareMagnitudes(const View& a, const View& b) {
  if (a.isInfinite() || b.isInfinite()) return a.isInfinite() - b.isInfinite();
  if (a.isZero() || b.isZero()) return b.isZero() - a.isZero();
  if (a.adjusted() != b.adjusted()) return a.adjusted() < b.adjusted() ? -1 : 1;
  if (a.exponent == b.exponent) return compareLimbs(a.coefficient, b.coefficient);
  if (a.coefficient.size == 1 && b.coefficient.size == 1) {
    // They end at the same place on the left, so the exponents differ by less than a limb's digits.
    DoubleLimb x = a.coefficient.data[0], y = b.coefficient.data[0];
    (a.exponent > b.exponent ? x : y) *=
        kPowersOfTen[a.exponent > b.exponent ? a.exponent - b.exponent : b.exponent - a.exponent];
    return x < y ? -1 : x > y;
  }
  // The one with fewer digits is the shorter by the difference of the exponents.
  bool shorterIsA = a.exponent > b.exponent;
  const View &shorter = shorterIsA ? a : b, &longer = shorterIsA ? b : a;
  // Cutting the longer one needs no more memory than it has already.
  Limbs cut;
  int dropped;
  if (!shiftRight(&cut, longer.coefficient, shorter.exponent - longer.exponent, &dropped)) return 0;
  int order = compareLimbs(shorter.coefficient, cut);
  if (order == 0 && dropped) order = -1;
  return shorterIsA ? order : -order;
}

int compareFinite(const View& a, const View& b) {
  int sa = a.sign(), sb = b.sign();
  if (sa != sb) return sa < sb ? -1 : 1;
  return sa == 0 ? 0 : sa * compareMagnitudes(a, b);
}

}  // namespace typhon::decimal
