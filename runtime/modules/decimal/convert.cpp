// Decimals from other objects and as other objects.
#include <cmath>

#include "runtime/base/float_text.h"
#include "runtime/base/hash.h"
#include "runtime/memory/roots.h"
#include "runtime/modules/decimal/decimal.h"
#include "runtime/types/container_support.h"
#include "runtime/types/float.h"
#include "runtime/types/int_limbs.h"
#include "runtime/types/number_text.h"

namespace typhon::decimal {

namespace {

Value tupleType;  // DecimalTuple

// Numbers of more digits than that do not fit an int.
constexpr int64_t kMaxIntDigits = static_cast<int64_t>(kMaxIntLimbs) * 19;

// Exact results have lost nothing, and InvalidOperation otherwise; others are rounded by the context.
void settle(Number* n, Context* c, bool exact, uint32_t* status) {
  if (!exact) return finish(n, c->rules, status);
  uint32_t inner = 0;
  finish(n, kExactRules, &inner);
  if (inner & (kInexact | kRounded | kClamped)) n->invalid(kInvalidOperation, &inner);
  *status |= inner & kErrors;
}

Value settled(Thread* t, Type* cls, Number* n, Context* c, bool exact, uint32_t status) {
  settle(n, c, exact, &status);
  TRY(report(t, c, status));
  return TRY(makeDecimal(t, *n, cls));
}

// `loose`: white space around and underscores are allowed.
bool numberFromText(Number* out, std::string_view text, bool loose, const Rules& rules, uint32_t* status) {
  std::string plain;
  if (loose) {
    text = stripNumberSpace(text);
    if (text.find('_') != text.npos) {
      for (char c : text)
        if (c != '_') plain += c;
      text = plain;
    }
  }
  if (!parseNumber(out, text, status)) {
    out->invalid(kConversionSyntax, status);
    return false;
  }
  if (out->form >= Form::QuietNan && out->digits > rules.precision - rules.clamp) {
    out->invalid(kConversionSyntax, status);
    return false;
  }
  return true;
}

Value decimalFromStr(Thread* t, Type* cls, Str* s, Context* c, bool exact) {
  Number n;
  uint32_t status = 0;
  std::string buffer;
  std::string_view text = s->isAscii() ? s->ascii() : asciiNumberText(s, &buffer);
  numberFromText(&n, text, exact, exact ? kExactRules : c->rules, &status);
  return settled(t, cls, &n, c, exact, status);
}

// (sign, digits, exponent) as text.
bool textOfTuplePy(Thread* t, Value v, std::string* out) {
  Tuple* tuple = isa<Tuple>(v) ? v.as<Tuple>() : TRY(toTuplePy(t, v));
  if (tuple->length != 3) return raise(t, exc::ValueError, "argument must be a sequence of length 3");
  Value sign = tuple->items[0], digits = tuple->items[1], exponent = tuple->items[2];
  int64_t number;
  if (!isInt(sign)) return raise(t, exc::ValueError, "sign must be an integer with the value 0 or 1");
  number = TRY(toInt64(t, sign));
  if (number != 0 && number != 1) return raise(t, exc::ValueError, "sign must be an integer with the value 0 or 1");
  if (number) *out += '-';
  bool infinite = false, special = false;
  int64_t power = 0;
  if (auto* s = dynCast<Str>(exponent)) {
    special = true;
    infinite = equals(s, "F");
    if (infinite)
      *out += "Inf";
    else if (equals(s, "n"))
      *out += "NaN";
    else if (equals(s, "N"))
      *out += "sNaN";
    else
      return raise(t, exc::ValueError, "string argument in the third position must be 'F', 'n' or 'N'");
  } else {
    if (!isInt(exponent)) return raise(t, exc::ValueError, "exponent must be an integer");
    power = TRY(toInt64(t, exponent, "ssize_t"));
  }
  if (!isa<Tuple>(digits) && !isa<List>(digits)) return raise(t, exc::ValueError, "coefficient must be a tuple of digits");
  size_t count;
  const Value* items = sequenceItems(digits, &count);
  for (size_t i = 0; i < count; ++i) {
    int64_t digit;
    if (!isInt(items[i]) || !fitsInt64(items[i], &digit) || digit < 0 || digit > 9)
      return raise(t, exc::ValueError, "coefficient must be a tuple of digits");
    if (!infinite) *out += static_cast<char>('0' + digit);
  }
  if (special) return true;
  if (count == 0) *out += '0';
  *out += 'E' + std::to_string(power);
  return true;
}

}  // namespace

Decimal* makeDecimal(Thread* t, const View& v, Type* cls) {
  if (v.coefficient.size > UINT32_MAX / sizeof(Limb) - 16) return raiseMemory(t);
  size_t extra = v.coefficient.size * sizeof(Limb);
  Decimal* d;
  if (cls == decimalType) [[likely]] {  // whose instances have no attributes
    d = static_cast<Decimal*>(TRY(allocateObject(t, sizeof(Decimal) + extra, kRecordKind, cls->rootShape->id)));
    d->byteCount = static_cast<uint32_t>(sizeof(Decimal) - sizeof(Record) + extra);
  } else {
    d = TRY(makeRecord<Decimal>(t, cls, extra));
  }
  d->digits = v.digits;
  d->exponent = v.exponent;
  d->hash = -1;
  d->size = static_cast<uint32_t>(v.coefficient.size);
  d->negative = v.negative;
  d->form = v.form;
  for (size_t i = 0; i < v.coefficient.size; ++i) d->limbs[i] = v.coefficient.data[i];
  return d;
}

bool numberFromInt(Number* out, Value v, uint32_t* status) {
  IntView i(v);
  out->form = Form::Finite;
  out->negative = i.negative;
  out->exponent = 0;
  MpzView z(i);
  if (!limbsFromMpz(&out->coefficient, z.z)) {
    out->invalid(kNoMemory, status);
    return false;
  }
  out->count();
  return true;
}

int Operand::readOther(Thread* t, Value v) {
  if (v.isSmallInt()) {
    int64_t i = v.asSmallInt();
    limb_ = i < 0 ? Limb{0} - static_cast<Limb>(i) : static_cast<Limb>(i);
    view.coefficient = LimbView(&limb_, limb_ != 0);
    view.digits = limb_ ? digitsOf(limb_) : 1;
    view.exponent = 0;
    view.negative = i < 0;
    view.form = Form::Finite;
    return 1;
  }
  if (isDecimal(v)) {
    view = v.as<Decimal>()->view();
    return 1;
  }
  if (!isInt(v)) return 0;
  uint32_t status = 0;
  if (!numberFromInt(&number_, v, &status)) return raiseMemory(t);
  view = number_.view();
  return 1;
}

bool Operand::require(Thread* t, Value v) {
  int answer = read(t, v);
  if (answer == 0) return raise(t, exc::TypeError, "conversion from {} to Decimal is not supported", typeName(v));
  return answer > 0;
}

bool numberFromDouble(Number* out, double d, uint32_t* status) {
  if (!std::isfinite(d)) {
    out->setSpecial(std::isnan(d) ? Form::QuietNan : Form::Infinite, std::signbit(d));
    return true;
  }
  int power;
  double fraction = std::frexp(std::fabs(d), &power);
  auto mantissa = static_cast<uint64_t>(std::ldexp(fraction, 53));
  power -= 53;
  if (mantissa) {
    int zeros = __builtin_ctzll(mantissa);
    mantissa >>= zeros;
    power += zeros;
  } else {
    power = 0;
  }
  // m * 2^-n is m * 5^n * 10^-n.
  Mpz z;
  if (power >= 0) {
    mpz_set_ui(z.z, mantissa);
    mpz_mul_2exp(z.z, z.z, static_cast<mp_bitcnt_t>(power));
    out->exponent = 0;
  } else {
    mpz_ui_pow_ui(z.z, 5, static_cast<unsigned long>(-power));
    mpz_mul_ui(z.z, z.z, mantissa);
    out->exponent = power;
  }
  out->form = Form::Finite;
  out->negative = std::signbit(d);
  if (!limbsFromMpz(&out->coefficient, z.z)) {
    out->invalid(kNoMemory, status);
    return false;
  }
  out->count();
  return true;
}

Value decimalFromFloat(Thread* t, Type* cls, double d, Context* c, bool exact) {
  Number n;
  uint32_t status = 0;
  numberFromDouble(&n, d, &status);
  return settled(t, cls, &n, c, exact, status);
}

Value decimalFromPy(Thread* t, Type* cls, Value v, Context* c, bool exact) {
  if (isDecimal(v)) {
    if (exact) {
      if (cls == decimalType && typeOf(v) == decimalType) return v;
      return TRY(makeDecimal(t, v.as<Decimal>()->view(), cls));
    }
    View view = v.as<Decimal>()->view();
    uint32_t status = 0;
    Number n;
    if (view.isNan() && view.digits > c->rules.precision - c->rules.clamp)
      n.invalid(kConversionSyntax, &status);
    else
      n.copy(view, &status);
    return settled(t, cls, &n, c, false, status);
  }
  if (auto* s = dynCast<Str>(v)) return decimalFromStr(t, cls, s, c, exact);
  if (isInt(v)) {
    Number n;
    uint32_t status = 0;
    numberFromInt(&n, v, &status);
    return settled(t, cls, &n, c, exact, status);
  }
  if (isa<List>(v) || isa<Tuple>(v)) {
    std::string text;
    TRY(textOfTuplePy(t, v, &text));
    Number n;
    uint32_t status = 0;
    numberFromText(&n, text, false, exact ? kExactRules : c->rules, &status);
    return settled(t, cls, &n, c, exact, status);
  }
  if (isFloat(v)) {
    TRY(report(t, c, kFloatOperation));
    return decimalFromFloat(t, cls, asDouble(v), c, exact);
  }
  return raise(t, exc::TypeError, "conversion from {} to Decimal is not supported", typeName(v));
}

namespace {

bool refuseSpecial(Thread* t, const View& v, const char* target) {
  if (v.isNan()) return raise(t, exc::ValueError, "cannot convert NaN to {}", target);
  if (v.isInfinite()) return raise(t, exc::OverflowError, "cannot convert Infinity to {}", target);
  if (v.adjusted() > kMaxIntDigits) return raiseMemory(t);
  return true;
}

// The magnitude of the coefficient times ten to the exponent, which is not negative.
void wholeMagnitude(mpz_ptr out, LimbView coefficient, int64_t exponent) {
  mpzFromLimbs(out, coefficient);
  if (exponent == 0 || coefficient.size == 0) return;
  Mpz power;
  mpz_ui_pow_ui(power.z, 10, static_cast<unsigned long>(exponent));
  mpz_mul(out, out, power.z);
}

}  // namespace

Value intOfDecimal(Thread* t, const View& v, Rounding mode) {
  TRY(refuseSpecial(t, v, "integer"));
  Number rounded;
  View whole = v;
  if (v.exponent < 0) {
    uint32_t status = 0;
    rescale(&rounded, v, 0, mode, &status);
    if (status & kNoMemory) return raiseMemory(t);
    whole = rounded.view();
  }
  if (whole.exponent == 0 && whole.coefficient.size <= 1) {
    Limb limb = whole.coefficient.size ? whole.coefficient.data[0] : 0;
    return makeInt128(t, whole.negative ? -static_cast<__int128>(limb) : static_cast<__int128>(limb));
  }
  Mpz z;
  wholeMagnitude(z.z, whole.coefficient, whole.exponent);
  if (whole.negative) mpz_neg(z.z, z.z);
  return intFromMpz(t, z.z);
}

Value ratioOfDecimal(Thread* t, const View& v) {
  TRY(refuseSpecial(t, v, "integer ratio"));
  if (-v.exponent > kMaxIntDigits) return raiseMemory(t);
  Mpz numerator, denominator, common;
  mpz_set_ui(denominator.z, 1);
  if (v.isZero() || v.exponent >= 0) {
    wholeMagnitude(numerator.z, v.coefficient, v.isZero() ? 0 : v.exponent);
  } else {
    mpzFromLimbs(numerator.z, v.coefficient);
    mpz_ui_pow_ui(denominator.z, 10, static_cast<unsigned long>(-v.exponent));
    mpz_gcd(common.z, numerator.z, denominator.z);
    mpz_divexact(numerator.z, numerator.z, common.z);
    mpz_divexact(denominator.z, denominator.z, common.z);
  }
  if (v.negative) mpz_neg(numerator.z, numerator.z);
  Value n = TRY(intFromMpz(t, numerator.z));
  Value d = TRY(intFromMpz(t, denominator.z));
  return TRY(makeTuple(t, {n, d}));
}

Maybe<double> doubleOfDecimal(Thread* t, const View& v) {
  if (v.form == Form::SignalingNan) return raise(t, exc::ValueError, "cannot convert signaling NaN to float");
  if (v.form == Form::QuietNan) return v.negative ? -std::nan("") : std::nan("");
  double d = 0;
  base::parseDouble(scientificText(v, true), &d);
  return d;
}

Value tupleOfDecimal(Thread* t, const View& v) {
  Value exponent;
  if (v.isInfinite()) {
    exponent = Value(TRY(makeStr(t, "F")));
  } else if (v.isNan()) {
    exponent = Value(TRY(makeStr(t, v.form == Form::SignalingNan ? "N" : "n")));
  } else {
    exponent = TRY(makeInt(t, v.exponent));
  }
  std::string text;
  appendDigits(&text, v.coefficient);
  if (text.empty() && !v.isNan()) text = "0";
  Tuple* digits = TRY(makeTuple(t, text.size()));
  for (size_t i = 0; i < text.size(); ++i) digits->items[i] = Value::smallInt(text[i] - '0');
  return callPy(t, tupleType, {Value::smallInt(v.negative), Value(digits), exponent});
}

bool hashOfDecimal(Thread* t, Decimal* d, int64_t* out) {
  if (d->hash != -1) {
    *out = d->hash;
    return true;
  }
  View v = d->view();
  if (v.isSpecial()) {
    if (v.form == Form::SignalingNan) return raise(t, exc::TypeError, "Cannot hash a signaling NaN value");
    *out = v.isNan() ? base::hashPointer(d) : v.negative ? -314159 : 314159;
    return true;
  }
  // Numbers are hashed modulo the prime 2^61 - 1, so that equal numbers of all types have the same hash.
  constexpr uint64_t kPrime = (uint64_t{1} << 61) - 1, kInverseOfTen = 2075258708292324556;
  auto times = [](uint64_t a, uint64_t b) { return static_cast<uint64_t>(static_cast<DoubleLimb>(a) * b % kPrime); };
  uint64_t hash = 0;
  for (size_t i = v.coefficient.size; i-- > 0;) hash = (times(hash, kRadix % kPrime) + v.coefficient.data[i] % kPrime) % kPrime;
  uint64_t base = v.exponent < 0 ? kInverseOfTen : 10;
  for (auto n = static_cast<uint64_t>(v.exponent < 0 ? -v.exponent : v.exponent); n; n >>= 1) {
    if (n & 1) hash = times(hash, base);
    base = times(base, base);
  }
  auto result = static_cast<int64_t>(hash);
  if (v.negative) result = -result;
  d->hash = result == -1 ? -2 : result;
  *out = d->hash;
  return true;
}

bool initConversions(Thread* t, Module* m) {
  addRoot(&tupleType);
  Value namedTuple = TRY(importAttributePy(t, "collections", "namedtuple"));
  Str *name = TRY(makeStr(t, "DecimalTuple")), *fields = TRY(makeStr(t, "sign digits exponent"));
  tupleType = TRY(callPy(t, namedTuple, {Value(name), Value(fields)}));
  Str* module = TRY(internStr(t, "decimal"));
  TRY(setAttrPy(t, tupleType, names::__module__, Value(module)));
  return moduleSet(t, m, "DecimalTuple", tupleType);
}

}  // namespace typhon::decimal
