// Roots, exponentials, logarithms, powers: in binary fixed-point arithmetic of GMP integers, with as many digits as it
// takes to know how the result rounds (Ziv's method), so that results are correctly rounded.
#include <algorithm>
#include <bit>
#include <cmath>

#include "runtime/modules/decimal/number.h"

namespace typhon::decimal {

namespace {

// A GMP integer that ends with its scope.
struct Big {
  mpz_t z;
  Big() { mpz_init(z); }
  explicit Big(unsigned long v) { mpz_init_set_ui(z, v); }
  ~Big() { mpz_clear(z); }
  Big(const Big&) = delete;
  Big& operator=(const Big&) = delete;
  operator mpz_ptr() { return z; }
  operator mpz_srcptr() const { return z; }
  int sign() const { return mpz_sgn(z); }
};

// Precisions beyond this exceed what GMP can hold.
constexpr int64_t kMaxFunctionDigits = 1'000'000'000;

unsigned long bitsFor(int64_t digits) { return static_cast<unsigned long>(static_cast<double>(digits) * 3.3219280948873626) + 4; }

// The sum of 1 / ((2k+1) x^(2k)) for k in [from, to) is sum / (odd * power), by binary splitting.
void splitArctanh(unsigned long x, unsigned long from, unsigned long to, mpz_ptr sum, mpz_ptr odd, mpz_ptr power) {
  if (to - from == 1) {
    mpz_set_ui(odd, 2 * from + 1);
    mpz_set_ui(power, x);
    mpz_mul_ui(power, power, x);
    mpz_set(sum, power);
    return;
  }
  unsigned long middle = from + (to - from) / 2;
  Big rightSum, rightOdd, rightPower;
  splitArctanh(x, from, middle, sum, odd, power);
  splitArctanh(x, middle, to, rightSum, rightOdd, rightPower);
  mpz_mul(sum, sum, rightOdd);
  mpz_mul(sum, sum, rightPower);
  mpz_mul(rightSum, rightSum, odd);
  mpz_add(sum, sum, rightSum);
  mpz_mul(odd, odd, rightOdd);
  mpz_mul(power, power, rightPower);
}

// factor * arctanh(1/x) * 2^bits, added to `total`.
void addArctanh(mpz_ptr total, long factor, unsigned long x, unsigned long bits) {
  auto terms = static_cast<unsigned long>(static_cast<double>(bits) / (2 * std::log2(static_cast<double>(x)))) + 2;
  Big sum, odd, power;
  splitArctanh(x, 0, terms, sum, odd, power);
  mpz_mul_2exp(sum, sum, bits);
  mpz_mul_si(sum, sum, factor);
  mpz_mul(odd, odd, power);
  mpz_mul_ui(odd, odd, x);
  mpz_tdiv_q(sum, sum, odd);
  mpz_add(total, total, sum);
}

// ln(10) * 2^bits; the longest that was asked for is kept.
void lnTen(mpz_ptr out, unsigned long bits) {
  static Big kept;
  static unsigned long keptBits = 0;
  if (bits > keptBits) {
    unsigned long more = bits + 64;
    mpz_set_ui(kept, 0);
    addArctanh(kept, 46, 31, more);
    addArctanh(kept, 34, 49, more);
    addArctanh(kept, 20, 161, more);
    keptBits = more;
  }
  mpz_tdiv_q_2exp(out, kept, keptBits - bits);
}

// exp(x) * 2^bits for x = argument / 2^bits, |x| < 4; a few units of error.
void expFixed(mpz_ptr out, mpz_srcptr argument, unsigned long bits) {
  // exp(x) = exp(x / 2^halvings)^(2^halvings): the squarings cost as many bits as there are halvings.
  auto halvings = static_cast<unsigned long>(std::sqrt(static_cast<double>(bits)) * 0.8) + 1;
  unsigned long work = bits + halvings + 16 + static_cast<unsigned long>(std::log2(static_cast<double>(bits)));
  Big x, term, sum;
  mpz_mul_2exp(x, argument, work - bits);
  mpz_fdiv_q_2exp(x, x, halvings);
  mpz_set_ui(term, 1);
  mpz_mul_2exp(term, term, work);
  mpz_set(sum, term);
  for (unsigned long n = 1;; ++n) {
    mpz_mul(term, term, x);
    mpz_tdiv_q_2exp(term, term, work);
    mpz_tdiv_q_ui(term, term, n);
    if (term.sign() == 0) break;
    mpz_add(sum, sum, term);
  }
  for (unsigned long i = 0; i < halvings; ++i) {
    mpz_mul(sum, sum, sum);
    mpz_fdiv_q_2exp(sum, sum, work);
  }
  mpz_fdiv_q_2exp(out, sum, work - bits);
}

// ln(m) * 2^bits for m = argument / 2^bits between 0.2 and 5; a few units of error.
void lnFixed(mpz_ptr out, mpz_srcptr argument, unsigned long bits) {
  // From an approximation y: ln(m) = y + 2 artanh((m - e^y) / (m + e^y)).
  if (bits > 2000) {
    unsigned long fewer = bits / 5;
    Big shorter;
    mpz_fdiv_q_2exp(shorter, argument, bits - fewer);
    lnFixed(out, shorter, fewer);
    mpz_mul_2exp(out, out, bits - fewer);
  } else {
    Big shorter;
    mpz_fdiv_q_2exp(shorter, argument, bits > 52 ? bits - 52 : 0);
    double m = std::ldexp(mpz_get_d(shorter), bits > 52 ? -52 : -static_cast<int>(bits));
    mpz_set_d(out, std::ldexp(std::log(m), 52));
    if (bits > 52)
      mpz_mul_2exp(out, out, bits - 52);
    else
      mpz_fdiv_q_2exp(out, out, 52 - bits);
  }
  Big power, numerator, z, square;
  expFixed(power, out, bits);
  mpz_sub(numerator, argument, power);
  mpz_mul_2exp(numerator, numerator, bits + 1);
  mpz_add(power, power, argument);
  mpz_tdiv_q(z, numerator, power);  // 2 (m - e^y) / (m + e^y)
  mpz_mul(square, z, z);
  mpz_fdiv_q_2exp(square, square, bits + 2);
  Big part;
  for (unsigned long n = 1; z.sign() != 0; n += 2) {
    mpz_tdiv_q_ui(part, z, n);
    mpz_add(out, out, part);
    mpz_mul(z, z, square);
    mpz_tdiv_q_2exp(z, z, bits);
  }
}

// a * 10^scale * 2^bits, rounded down.
void toFixed(mpz_ptr out, const View& a, int64_t scale, unsigned long bits) {
  mpzFromLimbs(out, a.coefficient);
  int64_t exponent = a.exponent + scale;
  Big power;
  mpz_ui_pow_ui(power, 10, static_cast<unsigned long>(exponent < 0 ? -exponent : exponent));
  if (exponent >= 0) {
    mpz_mul(out, out, power);
    mpz_mul_2exp(out, out, bits);
  } else {
    mpz_mul_2exp(out, out, bits);
    mpz_tdiv_q(out, out, power);
  }
}

// Whether a number whose last digits may be wrong by 2 units rounds alike whatever they are, when `cut` digits go.
bool isRoundable(const Limbs& n, int64_t cut) {
  Limbs low;
  if (cut < 2 || !keepLowDigits(&low, n, cut)) return false;
  Number tail, edge;
  tail.coefficient.swap(low);
  tail.count();
  for (Limb half : {Limb{0}, Limb{5}, Limb{10}}) {
    Limbs bound, one, difference;
    (void)one.assign(&half, half ? 1 : 0);
    if (!shiftLeft(&bound, one, cut - 1)) return false;
    bool above = compareLimbs(tail.coefficient, bound) >= 0;
    if (above ? !subtractLimbs(&difference, tail.coefficient, bound) : !subtractLimbs(&difference, bound, tail.coefficient))
      return false;
    if (difference.size() == 0 || (difference.size() == 1 && difference[0] <= 2)) return false;
  }
  return true;
}

// How many digits the result will keep: fewer than the precision when it is subnormal.
int64_t keptDigits(const Number& n, const Rules& rules) { return std::min(rules.precision, n.adjusted() - rules.etiny() + 1); }

// Takes an irrational result of `digits` digits: true when it is good enough, and then rounded into *out.
bool acceptResult(Number* out, const Rules& rules, uint32_t* status) {
  int64_t kept = keptDigits(*out, rules);
  if (kept >= 0 && !isRoundable(out->coefficient, out->digits - kept)) return false;
  // What follows is not all zeros: rounding must not see an exact number or half.
  if (out->coefficient.size() && out->coefficient[0] % 5 == 0) ++out->coefficient[0];
  *status |= kInexact | kRounded;
  finish(out, rules, status);
  return true;
}

// Rounding of these functions is always to the nearest.
Rules nearest(const Rules& rules) {
  Rules r = rules;
  r.rounding = Rounding::HalfEven;
  return r;
}

void padToPrecision(Number* out, const Rules& rules, uint32_t* status) {
  if (out->form != Form::Finite || out->isZero() || out->digits >= rules.precision) return;
  Limbs padded;
  if (!shiftLeft(&padded, out->coefficient, rules.precision - out->digits)) return out->invalid(kNoMemory, status);
  out->exponent -= rules.precision - out->digits;
  out->coefficient.swap(padded);
  out->count();
}

// 1 with as many zeros as the precision allows.
void inexactOne(Number* out, const Rules& rules, uint32_t* status) {
  out->setFinite(false, 1, 0);
  padToPrecision(out, rules, status);
  *status |= kInexact | kRounded;
  finish(out, rules, status);
}

// A result far beyond the largest or below the smallest number.
void outOfRange(Number* out, bool large, bool negative, const Rules& rules, uint32_t* status) {
  out->setFinite(negative, 1, large ? rules.emax + rules.precision + 1 : rules.etiny() - 1);
  finish(out, rules, status);
}

bool tooLong(Number* out, const View& a, const Rules& rules, uint32_t* status) {
  if (rules.precision < kMaxFunctionDigits && a.digits < kMaxFunctionDigits) return false;
  out->invalid(kNoMemory, status);
  return true;
}

bool isOne(const View& a) { return !a.isSpecial() && !a.negative && a.adjusted() == 0 && isPowerOfTen(a.coefficient); }

// The position of the first digit of a - 1, for an `a` between 0.1 and 10 that is not 1.
int64_t distanceFromOne(const View& a, uint32_t* status) {
  Number one, difference;
  one.setFinite(false, 1, 0);
  subtract(&difference, a, one.view(), kExactRules, status);
  return difference.adjusted();
}
bool isNearOne(const View& a) { return a.adjusted() == 0 || a.adjusted() == -1; }

// |ln(a)| or |log10(a)| as a fixed-point number; the sign is returned.
int lnOf(mpz_ptr out, const View& a, unsigned long bits, bool base10) {
  // a = m * 10^k with m between 0.3 and 3.
  int64_t k = a.adjusted();
  Limb lead = a.coefficient.data[a.coefficient.size - 1];
  while (lead >= 10) lead /= 10;
  if (lead >= 3) ++k;
  Big m, ten;
  toFixed(m, a, -k, bits);
  lnFixed(out, m, bits);
  lnTen(ten, bits);
  if (base10) {
    mpz_mul_2exp(out, out, bits);
    mpz_tdiv_q(out, out, ten);
    mpz_set_si(ten, k);
    mpz_mul_2exp(ten, ten, bits);
  } else {
    mpz_mul_si(ten, ten, k);
  }
  mpz_add(out, out, ten);
  int sign = mpz_sgn(out);
  mpz_abs(out, out);
  return sign;
}

void logarithm(Number* out, const View& a, bool base10, const Rules& given, uint32_t* status) {
  Rules rules = nearest(given);
  int64_t near = isNearOne(a) ? std::min<int64_t>(distanceFromOne(a, status), 0) : 0;
  for (int64_t guard = 6;; guard *= 4) {
    int64_t digits = rules.precision + guard;
    unsigned long bits = bitsFor(digits - near + 20) + 32;  // 20: k times ln(10), with its error
    Big y, power;
    int sign = lnOf(y, a, bits, base10);
    // As many digits as asked for: the point goes `scale` places to the right.
    auto whole =
        static_cast<int64_t>((static_cast<double>(mpz_sizeinbase(y, 2)) - static_cast<double>(bits)) * 0.30102999566398120);
    int64_t scale = digits - whole;
    mpz_ui_pow_ui(power, 10, static_cast<unsigned long>(scale < 0 ? -scale : scale));
    if (scale >= 0)
      mpz_mul(y, y, power);
    else
      mpz_tdiv_q(y, y, power);
    mpz_fdiv_q_2exp(y, y, bits);
    if (!limbsFromMpz(&out->coefficient, y)) return out->invalid(kNoMemory, status);
    out->form = Form::Finite;
    out->negative = sign < 0;
    out->exponent = -scale;
    out->count();
    if (acceptResult(out, rules, status)) return;
  }
}

}  // namespace

void squareRoot(Number* out, const View& a, const Rules& given, uint32_t* status) {
  if (checkNan(out, a, given, status)) return;
  if (a.isInfinite() && !a.negative) return out->copy(a, status);
  Rules rules = nearest(given);
  auto half = [](int64_t e) { return e >> 1; };
  if (a.isZero()) {
    out->setFinite(a.negative, 0, half(a.exponent));
    return finish(out, rules, status);
  }
  if (a.negative) return out->invalid(kInvalidOperation, status);
  bool exactOnly = rules.precision >= kMaxFunctionDigits;  // the root may have few digits nevertheless
  if (exactOnly) rules.precision = a.digits;
  if (tooLong(out, a, rules, status)) return;
  int64_t exponent = half(a.exponent);
  bool odd = a.exponent & 1;
  int64_t rootDigits = odd ? (a.digits >> 1) + 1 : (a.digits + 1) >> 1;
  int64_t shift = rules.precision + 1 - rootDigits;
  Big radicand, power, root, rest;
  mpzFromLimbs(radicand, a.coefficient);
  if (odd) mpz_mul_ui(radicand, radicand, 10);
  bool exact = true;
  mpz_ui_pow_ui(power, 100, static_cast<unsigned long>(shift < 0 ? -shift : shift));
  if (shift >= 0) {
    mpz_mul(radicand, radicand, power);
  } else {
    mpz_tdiv_qr(radicand, rest, radicand, power);
    exact = rest.sign() == 0;
  }
  mpz_sqrtrem(root, rest, radicand);
  exact = exact && rest.sign() == 0;
  if (exactOnly && !exact) return out->invalid(kNoMemory, status);
  if (exact) {
    // With the exponent that an exact result has.
    mpz_ui_pow_ui(power, 10, static_cast<unsigned long>(shift < 0 ? -shift : shift));
    if (shift >= 0)
      mpz_divexact(root, root, power);
    else
      mpz_mul(root, root, power);
  } else {
    exponent -= shift;
    if (mpz_divisible_ui_p(root, 5)) mpz_add_ui(root, root, 1);
  }
  if (!limbsFromMpz(&out->coefficient, root)) return out->invalid(kNoMemory, status);
  out->form = Form::Finite;
  out->negative = false;
  out->exponent = exponent;
  out->count();
  finish(out, rules, status);
}

void exponential(Number* out, const View& a, const Rules& given, uint32_t* status) {
  if (checkNan(out, a, given, status)) return;
  if (a.isInfinite()) return a.negative ? out->setFinite(false, 0, 0) : out->setSpecial(Form::Infinite, false);
  if (a.isZero()) return out->setFinite(false, 1, 0);
  Rules rules = nearest(given);
  int64_t size = a.adjusted();
  if (size > 19) return outOfRange(out, !a.negative, false, rules, status);
  if (size < -rules.precision - 1) return inexactOne(out, rules, status);
  if (tooLong(out, a, rules, status)) return;
  for (int64_t guard = 6;; guard *= 4) {
    int64_t digits = rules.precision + guard;
    unsigned long bits = bitsFor(digits) + 16, wide = bits + 80;  // the argument has up to 67 bits before the point
    Big x, ten, k, power;
    toFixed(x, a, 0, wide);
    if (a.negative) mpz_neg(x, x);
    lnTen(ten, wide);
    mpz_fdiv_qr(k, x, x, ten);
    int64_t exponent = mpz_fits_slong_p(k) ? mpz_get_si(k) : k.sign() * INT64_MAX;
    if (exponent > rules.emax || exponent < rules.etiny() - 1) return outOfRange(out, exponent > 0, false, rules, status);
    mpz_fdiv_q_2exp(x, x, wide - bits);
    expFixed(x, x, bits);
    mpz_ui_pow_ui(power, 10, static_cast<unsigned long>(digits - 1));
    mpz_mul(x, x, power);
    mpz_fdiv_q_2exp(x, x, bits);
    if (!limbsFromMpz(&out->coefficient, x)) return out->invalid(kNoMemory, status);
    out->form = Form::Finite;
    out->negative = false;
    out->exponent = exponent - (digits - 1);
    out->count();
    if (acceptResult(out, rules, status)) return;
  }
}

void naturalLog(Number* out, const View& a, const Rules& rules, uint32_t* status) {
  if (checkNan(out, a, rules, status)) return;
  if (a.isZero()) return out->setSpecial(Form::Infinite, true);
  if (a.negative) return out->invalid(kInvalidOperation, status);
  if (a.isInfinite()) return out->setSpecial(Form::Infinite, false);
  if (isOne(a)) return out->setFinite(false, 0, 0);
  if (tooLong(out, a, rules, status)) return;
  logarithm(out, a, false, rules, status);
}

void log10(Number* out, const View& a, const Rules& rules, uint32_t* status) {
  if (checkNan(out, a, rules, status)) return;
  if (a.isZero()) return out->setSpecial(Form::Infinite, true);
  if (a.negative) return out->invalid(kInvalidOperation, status);
  if (a.isInfinite()) return out->setSpecial(Form::Infinite, false);
  if (isPowerOfTen(a.coefficient)) {
    int64_t exponent = a.adjusted();
    out->setFinite(exponent < 0, static_cast<Limb>(exponent < 0 ? -exponent : exponent), 0);
    return finish(out, nearest(rules), status);
  }
  if (tooLong(out, a, rules, status)) return;
  logarithm(out, a, true, rules, status);
}

namespace {

// base^|exponent| for an integer exponent, by squaring from its highest bit.
void integerPower(Number* out, const View& base, const View& exponent, bool negative, const Rules& rules, uint32_t* status) {
  Rules work = rules;
  work.precision += exponent.digits + exponent.exponent + 2;
  work.rounding = Rounding::HalfEven;
  work.clamp = false;
  uint32_t inner = 0;
  Number factor;
  if (exponent.negative) {
    ++work.precision;
    Number one;
    one.setFinite(false, 1, 0);
    divide(&factor, one.view(), base, work, &inner);
    if (inner & kErrors) {
      *status |= inner;
      return out->copy(factor.view(), status);
    }
  } else {
    factor.copy(base, status);
  }
  Number next;
  out->copy(factor.view(), status);
  const auto multiplyBy = [&](const View& by) {
    if (ShortResult r; isShort(out->view()) && isShort(by) && multiplyShort(out->view(), by, work, &r)) {
      out->set(r);
      inner |= r.status;
      return;
    }
    multiply(&next, out->view(), by, work, &inner);
    out->swap(next);
  };
  const auto raise = [&](size_t bitCount, auto isSet) {
    for (size_t bit = bitCount - 1; bit-- > 0;) {
      multiplyBy(out->view());
      if (isSet(bit)) multiplyBy(factor.view());
      if (out->form != Form::Finite || (out->isZero() && (inner & kClamped))) break;
    }
  };
  if (exponent.coefficient.size == 1 && exponent.exponent == 0) {
    Limb bits = exponent.coefficient.data[0];
    raise(static_cast<size_t>(std::bit_width(bits)), [bits](size_t bit) { return (bits >> bit & 1) != 0; });
  } else {
    Big bits, scale;
    mpzFromLimbs(bits, exponent.coefficient);
    mpz_ui_pow_ui(scale, 10, static_cast<unsigned long>(exponent.exponent < 0 ? -exponent.exponent : exponent.exponent));
    if (exponent.exponent >= 0)
      mpz_mul(bits, bits, scale);
    else
      mpz_divexact(bits, bits, scale);
    raise(mpz_sizeinbase(bits, 2), [&bits](size_t bit) { return mpz_tstbit(bits, bit) != 0; });
  }
  *status |= inner;
  out->negative = negative;
  if (out->form == Form::Infinite) out->setFinite(negative, 1, rules.emax + rules.precision + 1);  // as the rounding mode has it
  if (ShortResult r; isShort(out->view()) && plusShort(out->view(), rules, &r)) {
    out->set(r);
    *status |= r.status;
    return;
  }
  finish(out, rules, status);
}

void realPower(Number* out, const View& base, const View& exponent, const Rules& rules, uint32_t* status) {
  Rules work = kExactRules;
  work.precision = std::max(base.digits, rules.precision) + 4 + 19;
  uint32_t inner = 0;
  Number log, product;
  naturalLog(&log, base, work, &inner);
  multiply(&product, log.view(), exponent, work, &inner);
  exponential(out, product.view(), work, &inner);
  *status |= (inner & kErrors) | kInexact | kRounded;
  if (isOne(out->view())) {
    out->setFinite(false, 1, 0);
    padToPrecision(out, rules, status);
  }
  if (out->form == Form::Infinite) out->setFinite(false, 1, rules.emax + rules.precision + 1);
  finish(out, rules, status);
}

// Decimal digits of an exponent.
int64_t exponentDigits(int64_t e) { return std::max(digitsOf(static_cast<Limb>(e < 0 ? -e : e)), 1); }

// Whether the result is seen to be too large or too small from the magnitudes of the operands: then that is what *out
// becomes.
bool powerOutOfRange(Number* out, View base, const View& exponent, bool negative, const Rules& rules, uint32_t* status) {
  base.negative = false;
  int64_t least, size = base.adjusted();
  bool grows = (size >= 0) != exponent.negative;
  int64_t bound = exponentDigits(grows ? rules.emax : rules.etiny());
  if (isNearOne(base) && exponent.adjusted() <= bound) return false;
  // A lower bound of log10(|log10(base)|), below 0 near one.
  if (!isNearOne(base))
    least = exponentDigits(size > 0 ? size : size + 1) - 1;
  else
    least = distanceFromOne(base, status) - (size == 0 ? 2 : 1);
  if (least + exponent.adjusted() <= bound) return false;
  outOfRange(out, grows, negative, rules, status);
  return true;
}

// The result when |base| is 1. False: it is not.
bool powerOfOne(Number* out, const View& base, const View& exponent, bool negative, const Rules& rules, uint32_t* status) {
  View positive = base;
  positive.negative = false;
  if (!isOne(positive)) return false;
  int64_t zeros = rules.precision - 1;
  if (exponent.isInfinite() || !exponent.isInteger()) {
    *status |= kInexact | kRounded;
  } else if (exponent.negative) {
    zeros = 0;
  } else {
    // 1.00 ** 3 is 1.000000.
    Number scale, places;
    scale.setFinite(false, static_cast<Limb>(-base.exponent), 0);
    uint32_t ignored = 0;
    multiply(&places, scale.view(), exponent, kExactRules, &ignored);
    Number most;
    most.setFinite(false, static_cast<Limb>(zeros), 0);
    if (compareFinite(places.view(), most.view()) > 0) {
      *status |= kRounded;
    } else {
      Number whole;
      rescale(&whole, places.view(), 0, Rounding::Down, &ignored);
      zeros = whole.isZero() ? 0 : static_cast<int64_t>(whole.coefficient[0]);
    }
  }
  Limb one = 1;
  if (!shiftLeft(&out->coefficient, LimbView(&one, 1), zeros)) {
    out->invalid(kNoMemory, status);
    return true;
  }
  out->form = Form::Finite;
  out->negative = negative;
  out->exponent = -zeros;
  out->count();
  return true;
}

}  // namespace

void power(Number* out, const View& base, const View& exponent, const Rules& rules, uint32_t* status) {
  if (checkNans(out, base, exponent, rules, status)) return;
  bool whole = exponent.isInteger();
  bool negative = whole && base.negative && exponent.isOdd();
  if (base.isZero()) {
    if (exponent.isZero()) return out->invalid(kInvalidOperation, status);
    return exponent.negative ? out->setSpecial(Form::Infinite, negative) : out->setFinite(negative, 0, 0);
  }
  if (base.negative && (!whole || exponent.isInfinite())) return out->invalid(kInvalidOperation, status);
  if (exponent.isInfinite()) {
    if (powerOfOne(out, base, exponent, negative, rules, status)) return;
    bool grows = (base.isInfinite() || base.adjusted() >= 0) != exponent.negative;
    return grows ? out->setSpecial(Form::Infinite, negative) : out->setFinite(negative, 0, 0);
  }
  if (base.isInfinite()) {
    if (exponent.isZero()) return out->setFinite(negative, 1, 0);
    return exponent.negative ? out->setFinite(negative, 0, 0) : out->setSpecial(Form::Infinite, negative);
  }
  if (exponent.isZero()) return out->setFinite(negative, 1, 0);
  if (powerOfOne(out, base, exponent, negative, rules, status)) return;
  if (powerOutOfRange(out, base, exponent, negative, rules, status)) return;
  if (whole)
    integerPower(out, base, exponent, negative, rules, status);
  else if (!tooLong(out, base, rules, status))
    realPower(out, base, exponent, rules, status);
}

void powerModulo(Number* out, const View& a, const View& b, const View& modulus, const Rules& rules, uint32_t* status) {
  for (const View* v : {&a, &b, &modulus})
    if (v->form == Form::SignalingNan) return (void)checkNan(out, *v, rules, status);
  for (const View* v : {&a, &b, &modulus})
    if (checkNan(out, *v, rules, status)) return;
  if (!a.isInteger() || !b.isInteger() || !modulus.isInteger() || (b.negative && !b.isZero()) || modulus.isZero() ||
      (a.isZero() && b.isZero()) || modulus.adjusted() >= rules.precision)
    return out->invalid(kInvalidOperation, status);
  bool negative = a.negative && b.isOdd();
  Big base, exponent, m, power;
  auto whole = [](mpz_ptr z, const View& v) {  // v / 10^max(exponent, 0)
    mpzFromLimbs(z, v.coefficient);
    if (v.exponent >= 0 || v.isZero()) return;
    Big scale;
    mpz_ui_pow_ui(scale, 10, static_cast<unsigned long>(-v.exponent));
    mpz_divexact(z, z, scale);
  };
  auto places = [](const View& v) { return v.isZero() || v.exponent < 0 ? 0ul : static_cast<unsigned long>(v.exponent); };
  whole(m, modulus);
  mpz_ui_pow_ui(power, 10, places(modulus));
  mpz_mul(m, m, power);
  whole(base, a);
  Big ten(10);
  mpz_powm_ui(power, ten, places(a), m);
  mpz_mul(base, base, power);
  mpz_mod(base, base, m);
  whole(exponent, b);
  for (unsigned long i = places(b); i > 0 && mpz_cmp_ui(base.z, 1) > 0; --i) mpz_powm_ui(base, base, 10, m);
  mpz_powm(base, base, exponent, m);
  if (!limbsFromMpz(&out->coefficient, base)) return out->invalid(kNoMemory, status);
  out->form = Form::Finite;
  out->negative = negative;
  out->exponent = 0;
  out->count();
}

}  // namespace typhon::decimal
