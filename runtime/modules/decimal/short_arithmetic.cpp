// Arithmetic of decimal numbers of up to 38 digits, two limbs, which 128 bits hold: no storage, no loops over limbs. What is
// out of the ordinary is left to the general operations (arithmetic.cpp), which give the same results.
#include <algorithm>

#include "runtime/modules/decimal/number.h"

namespace typhon::decimal {

namespace {

constexpr int kShortDigits = 2 * kLimbDigits;

struct WidePowers {
  DoubleLimb of[kShortDigits + 1];
  constexpr WidePowers() : of{} {
    of[0] = 1;
    for (int i = 1; i <= kShortDigits; ++i) of[i] = of[i - 1] * 10;
  }
};
constexpr WidePowers kWidePowers;

// Powers of ten as divisors of limbs: shifted until the top bit is set, and their reciprocals.
struct TenDivisors {
  Limb shifted[kLimbDigits + 1], reciprocal[kLimbDigits + 1];
  int shift[kLimbDigits + 1];
  constexpr TenDivisors() : shifted{}, reciprocal{}, shift{} {
    Limb power = 1;
    for (int i = 0; i <= kLimbDigits; ++i, power *= 10) {
      shift[i] = __builtin_clzll(power);
      shifted[i] = power << shift[i];
      reciprocal[i] = reciprocalOf(shifted[i]);
    }
  }
};
constexpr TenDivisors kTens;

// limb / 10^digits
Limb divideByTen(Limb limb, int digits, Limb* rest) {
  Limb quotient = divideByReciprocal(static_cast<DoubleLimb>(limb) << kTens.shift[digits], kTens.shifted[digits],
                                     kTens.reciprocal[digits], rest);
  *rest >>= kTens.shift[digits];
  return quotient;
}

DoubleLimb wideOf(const View& v) {
  DoubleLimb wide = v.coefficient.size > 0 ? v.coefficient.data[0] : 0;
  if (v.coefficient.size > 1) wide += static_cast<DoubleLimb>(v.coefficient.data[1]) * kRadix;
  return wide;
}

int64_t countDigits(const Limb* limbs, size_t size) {
  return size ? static_cast<int64_t>(size - 1) * kLimbDigits + digitsOf(limbs[size - 1]) : 0;
}

// Takes the coefficient in `limbs`, at most four of them and leading zeros among them, as the result, rounded to the precision.
// Exponent and sign are set.
bool settle(Limb* limbs, size_t size, const Rules& rules, ShortResult* out) {
  while (size && !limbs[size - 1]) --size;
  out->status = 0;
  if (size == 0) {
    out->size = 0;
    out->digits = 1;
    return out->exponent >= rules.etiny() && out->exponent <= (rules.clamp ? rules.etop() : rules.emax);
  }
  int64_t digits = countDigits(limbs, size);
  if (out->exponent + digits - 1 < rules.emin) return false;
  if (digits <= rules.precision) {
    if (size > 2) return false;
    out->limbs[0] = limbs[0];
    out->limbs[1] = limbs[1];
    out->size = size;
    out->digits = digits;
    return out->exponent <= rules.etop();
  }
  if (rules.precision > kShortDigits) return false;
  int64_t cut = digits - rules.precision;
  auto whole = static_cast<size_t>(cut - 1) / kLimbDigits;
  int part = static_cast<int>(static_cast<size_t>(cut - 1) % kLimbDigits) + 1;  // 1 to 19 digits of limb `whole` go
  bool more = false;
  for (size_t i = 0; i < whole; ++i) more |= limbs[i] != 0;
  Limb result[2], rest, next;
  Limb factor = kPowersOfTen[kLimbDigits - part];
  result[0] = divideByTen(limbs[whole], part, &rest);
  result[1] = 0;
  if (whole + 1 < size) {
    result[1] = divideByTen(limbs[whole + 1], part, &next);
    result[0] += next * factor;
    if (whole + 2 < size) {
      (void)divideByTen(limbs[whole + 2], part, &next);
      result[1] += next * factor;
    }
  }
  Limb half = kPowersOfTen[part] / 2;
  int dropped = rest > half || (rest == half && more) ? 6 : rest == half ? 5 : rest || more;
  if (dropped) {
    bool up = rules.rounding == Rounding::HalfEven
                  ? dropped > 5 || (dropped == 5 && result[0] & 1)
                  : roundsUp(rules.rounding, out->negative, dropped, static_cast<int>(result[0] % 10));
    if (up && ++result[0] == kRadix) {
      result[0] = 0;
      ++result[1];
    }
    out->status = kInexact;
  }
  out->status |= kRounded;
  out->exponent += cut;
  out->size = 2 - (result[1] == 0);
  out->digits = countDigits(result, out->size);
  if (out->digits > rules.precision) {  // 9.99 became 10.0
    DoubleLimb power = kWidePowers.of[rules.precision - 1];
    result[0] = static_cast<Limb>(power % kRadix);
    result[1] = static_cast<Limb>(power / kRadix);
    out->size = 2 - (result[1] == 0);
    out->digits = rules.precision;
    ++out->exponent;
  }
  out->limbs[0] = result[0];
  out->limbs[1] = result[1];
  return out->exponent <= rules.etop();
}

// The same for a coefficient below 10^38.
bool settle(DoubleLimb coefficient, const Rules& rules, ShortResult* out) {
  Limb limbs[2];
  limbs[1] = divideByRadix(static_cast<Limb>(coefficient >> 64), static_cast<Limb>(coefficient), &limbs[0]);
  return settle(limbs, 2, rules, out);
}

// The coefficients brought to the smaller exponent, which is the result's; false when one gets too long.
bool align(const View& a, const View& b, DoubleLimb* x, DoubleLimb* y, ShortResult* out) {
  int64_t difference;
  if (__builtin_sub_overflow(a.exponent, b.exponent, &difference)) return false;
  *x = wideOf(a);
  *y = wideOf(b);
  if (difference > 0) {
    if (difference > kShortDigits - a.digits) return false;
    *x *= kWidePowers.of[difference];
    out->exponent = b.exponent;
  } else {
    if (-difference > kShortDigits - b.digits) return false;
    *y *= kWidePowers.of[-difference];
    out->exponent = a.exponent;
  }
  return true;
}

bool addShortSigned(const View& a, const View& b, bool negativeB, const Rules& rules, ShortResult* out) {
  DoubleLimb x, y, sum;
  if (a.coefficient.size == 0 || b.coefficient.size == 0) return false;
  if (a.exponent == b.exponent && a.negative == negativeB) {
    Limb limbs[3];
    out->exponent = a.exponent;
    out->negative = a.negative;
    Limb room = kRadix - b.coefficient.data[0], low = a.coefficient.data[0];
    bool carry = low >= room;
    limbs[0] = carry ? low - room : low + (kRadix - room);
    Limb high = a.coefficient.size > 1 ? a.coefficient.data[1] : 0;
    room = kRadix - (b.coefficient.size > 1 ? b.coefficient.data[1] : 0) - carry;
    limbs[2] = high >= room;
    limbs[1] = limbs[2] ? high - room : high + (kRadix - room);
    return settle(limbs, 3, rules, out);
  }
  if (!align(a, b, &x, &y, out)) return false;
  if (a.negative == negativeB) {
    sum = x + y;
    if (sum >= kWidePowers.of[kShortDigits]) return false;
    out->negative = a.negative;
  } else {
    if (x == y) return false;
    sum = x > y ? x - y : y - x;
    out->negative = x > y ? a.negative : negativeB;
  }
  return settle(sum, rules, out);
}

// Quotient and remainder of whole division; false where the quotient would have more digits than the precision.
bool divideWholeShort(const View& a, const View& b, const Rules& rules, DoubleLimb* quotient, DoubleLimb* rest,
                      ShortResult* out) {
  DoubleLimb x, y;
  if (b.coefficient.size == 0 || !align(a, b, &x, &y, out)) return false;
  if (x < y) {
    *quotient = 0;
    *rest = x;
  } else if (y >> 64) {
    *quotient = x / y;
    *rest = x - *quotient * y;
  } else {
    Limb remainder, divisor = static_cast<Limb>(y), high = static_cast<Limb>(x >> 64);
    Limb top = high / divisor;
    Limb low = divideWide(high % divisor, static_cast<Limb>(x), divisor, &remainder);
    *quotient = static_cast<DoubleLimb>(top) << 64 | low;
    *rest = remainder;
  }
  return rules.precision >= kShortDigits || *quotient < kWidePowers.of[rules.precision];
}

}  // namespace

bool addShort(const View& a, const View& b, const Rules& rules, ShortResult* out) {
  return addShortSigned(a, b, b.negative, rules, out);
}
bool plusShort(const View& a, const Rules& rules, ShortResult* out) {
  if (a.coefficient.size == 0) return false;
  out->exponent = a.exponent;
  out->negative = a.negative;
  Limb limbs[2] = {a.coefficient.data[0], a.coefficient.size > 1 ? a.coefficient.data[1] : 0};
  return settle(limbs, 2, rules, out);
}
bool subtractShort(const View& a, const View& b, const Rules& rules, ShortResult* out) {
  return addShortSigned(a, b, !b.negative, rules, out);
}

bool multiplyShort(const View& a, const View& b, const Rules& rules, ShortResult* out) {
  if (a.coefficient.size == 0 || b.coefficient.size == 0) return false;
  if (__builtin_add_overflow(a.exponent, b.exponent, &out->exponent)) return false;
  out->negative = a.negative != b.negative;
  const Limb *x = a.coefficient.data, *y = b.coefficient.data;
  Limb product[4];
  DoubleLimb low = static_cast<DoubleLimb>(x[0]) * y[0];
  if (a.coefficient.size == 1 && b.coefficient.size == 1) {
    if (low >> 64 == 0 && static_cast<Limb>(low) < kRadix) {
      product[0] = static_cast<Limb>(low);
      product[1] = 0;
      return settle(product, 1, rules, out);
    }
    return settle(low, rules, out);
  }
  Limb x1 = a.coefficient.size > 1 ? x[1] : 0, y1 = b.coefficient.size > 1 ? y[1] : 0;
  // The carry is below the radix, the middle column below twice the radix' square, which 128 bits hold.
  Limb carry = divideByRadix(static_cast<Limb>(low >> 64), static_cast<Limb>(low), &product[0]);
  DoubleLimb middle = static_cast<DoubleLimb>(x[0]) * y1 + static_cast<DoubleLimb>(x1) * y[0] + carry;
  auto middleHigh = static_cast<Limb>(middle >> 64);
  bool twice = middleHigh >= kRadix;
  DoubleLimb carries = divideByRadix(twice ? middleHigh - kRadix : middleHigh, static_cast<Limb>(middle), &product[1]);
  if (twice) carries += DoubleLimb{1} << 64;
  DoubleLimb high = static_cast<DoubleLimb>(x1) * y1 + carries;
  product[3] = divideByRadix(static_cast<Limb>(high >> 64), static_cast<Limb>(high), &product[2]);
  return settle(product, 4, rules, out);
}

bool divideShort(const View& a, const View& b, const Rules& rules, ShortResult* out) {
  if (a.coefficient.size == 0 || b.coefficient.size != 1 || rules.precision > kShortDigits) return false;
  // With so many zeros behind the dividend the quotient has as many digits as the precision, so that the rest alone tells how to
  // round.
  int64_t more = b.digits - a.digits, ideal;
  DoubleLimb x = wideOf(a);
  Limb divisor = b.coefficient.data[0], rest;
  bool greater = more >= 0 ? x * kWidePowers.of[more] >= divisor : x >= divisor * kWidePowers.of[-more];
  int64_t shift = more + rules.precision - greater;
  if (shift < 0 || a.digits + shift > kShortDigits || __builtin_sub_overflow(a.exponent, b.exponent, &ideal) ||
      __builtin_sub_overflow(ideal, shift, &out->exponent))
    return false;
  out->negative = a.negative != b.negative;
  DoubleLimb n = x * kWidePowers.of[shift];
  auto high = static_cast<Limb>(n >> 64);
  Limb top = high < divisor ? 0 : high / divisor;
  Limb low = divideWide(high - top * divisor, static_cast<Limb>(n), divisor, &rest);
  DoubleLimb quotient = static_cast<DoubleLimb>(top) << 64 | low;
  if (rest) {
    if (out->exponent + rules.precision - 1 < rules.emin) return false;  // subnormal before rounding
    Limb above = divisor - rest;
    int dropped = rest < above ? 1 : rest == above ? 5 : 6;
    // Half to even asks for the parity alone.
    bool up = rules.rounding == Rounding::HalfEven
                  ? dropped > 5 || (dropped == 5 && low & 1)
                  : roundsUp(rules.rounding, out->negative, dropped, static_cast<int>(quotient % 10));
    quotient += up;
    if (quotient == kWidePowers.of[rules.precision]) {  // 9.99 became 10.0
      quotient = kWidePowers.of[rules.precision - 1];
      ++out->exponent;
    }
    if (!settle(quotient, rules, out)) return false;
    out->status = kInexact | kRounded;
    return true;
  }
  Limb limbs[2];
  limbs[1] = divideByRadix(static_cast<Limb>(quotient >> 64), static_cast<Limb>(quotient), &limbs[0]);
  int64_t zeros = std::min(shift, trailingZeros(LimbView(limbs, 2)));
  out->exponent += zeros;
  if (zeros >= kLimbDigits) {
    limbs[0] = limbs[1];
    limbs[1] = 0;
    zeros -= kLimbDigits;
  }
  if (zeros > 0) {
    Limb next, none;
    limbs[0] = divideByTen(limbs[0], static_cast<int>(zeros), &none);
    limbs[1] = divideByTen(limbs[1], static_cast<int>(zeros), &next);
    limbs[0] += next * kPowersOfTen[kLimbDigits - zeros];
  }
  return settle(limbs, 2, rules, out);
}

bool divideIntegerShort(const View& a, const View& b, const Rules& rules, ShortResult* out) {
  DoubleLimb quotient, rest;
  if (!divideWholeShort(a, b, rules, &quotient, &rest, out)) return false;
  out->exponent = 0;
  out->negative = a.negative != b.negative;
  return settle(quotient, rules, out);
}

bool remainderShort(const View& a, const View& b, const Rules& rules, ShortResult* out) {
  DoubleLimb quotient, rest;
  if (!divideWholeShort(a, b, rules, &quotient, &rest, out)) return false;
  out->negative = a.negative;
  return settle(rest, rules, out);
}

}  // namespace typhon::decimal
