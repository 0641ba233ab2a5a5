// Decimal numbers and the operations of the General Decimal Arithmetic specification, without any Python object.
// Operations set conditions in *status; what of them raises is the context's business (context.h).
#pragma once

#include <string>
#include <string_view>

#include "runtime/modules/decimal/limbs.h"

namespace typhon::decimal {

inline constexpr int64_t kMaxPrecision = 999'999'999'999'999'999, kMaxExponent = kMaxPrecision, kMinExponent = -kMaxExponent;
inline constexpr int64_t kMinTiny = kMinExponent - (kMaxPrecision - 1);

enum Condition : uint32_t {
  kClamped = 1,
  kConversionSyntax = 2,
  kDivisionByZero = 4,
  kDivisionImpossible = 8,
  kDivisionUndefined = 0x10,
  kInexact = 0x40,
  kInvalidContext = 0x80,
  kInvalidOperation = 0x100,
  kNoMemory = 0x200,
  kFloatOperation = 0x400,
  kOverflow = 0x800,
  kRounded = 0x1000,
  kSubnormal = 0x2000,
  kUnderflow = 0x4000,
};
// All that the signal InvalidOperation stands for.
inline constexpr uint32_t kAnyInvalid =
    kConversionSyntax | kDivisionImpossible | kDivisionUndefined | kInvalidContext | kInvalidOperation | kNoMemory;
inline constexpr uint32_t kErrors = kAnyInvalid | kDivisionByZero;

enum class Rounding : uint8_t { Up, Down, Ceiling, Floor, HalfUp, HalfDown, HalfEven, Up05 };
inline constexpr int kRoundings = 8;

// What an operation needs to know of a context.
struct Rules {
  int64_t precision = 28, emax = 999999, emin = -999999;
  Rounding rounding = Rounding::HalfEven;
  bool clamp = false;

  int64_t etiny() const { return emin - precision + 1; }
  int64_t etop() const { return emax - precision + 1; }
};
// For conversions that must be exact.
inline constexpr Rules kExactRules{kMaxPrecision, kMaxExponent, kMinExponent, Rounding::HalfEven, false};

enum class Form : uint8_t { Finite, Infinite, QuietNan, SignalingNan };

// A number that lies elsewhere: (-1)^negative * coefficient * 10^exponent.
struct View {
  LimbView coefficient;  // of a NaN: its payload
  int64_t digits = 1;    // of the coefficient; 1 of a zero
  int64_t exponent = 0;
  bool negative = false;
  Form form = Form::Finite;

  bool isSpecial() const { return form != Form::Finite; }
  bool isNan() const { return form >= Form::QuietNan; }
  bool isInfinite() const { return form == Form::Infinite; }
  bool isZero() const { return form == Form::Finite && coefficient.size == 0; }
  int64_t adjusted() const { return exponent + digits - 1; }
  bool isInteger() const;
  bool isOdd() const;  // of an integer
  // -1, 0 or 1 of a number that is no NaN.
  int sign() const { return isZero() ? 0 : negative ? -1 : 1; }
};

// A number with its own storage: operations write their result to one. It may not be an operand of the same operation.
struct Number {
  Limbs coefficient;
  int64_t digits = 1, exponent = 0;
  bool negative = false;
  Form form = Form::Finite;

  View view() const { return {coefficient, digits, exponent, negative, form}; }
  bool isZero() const { return form == Form::Finite && coefficient.size() == 0; }
  int64_t adjusted() const { return exponent + digits - 1; }
  void count() {
    int64_t n = digitsOf(LimbView(coefficient));
    digits = n ? n : form == Form::Finite;
  }

  void setSpecial(Form f, bool isNegative) {
    form = f;
    negative = isNegative;
    exponent = 0;
    (void)coefficient.resize(0);
    digits = 0;
  }
  // Small coefficients only.
  void setFinite(bool isNegative, Limb value, int64_t exp) {
    form = Form::Finite;
    negative = isNegative;
    exponent = exp;
    (void)coefficient.resize(value ? 1 : 0);
    if (value) coefficient[0] = value;
    count();
  }
  // NaN, with the condition.
  void invalid(uint32_t condition, uint32_t* status) {
    setSpecial(Form::QuietNan, false);
    *status |= condition;
  }
  void copy(const View& v, uint32_t* status);
  void set(const struct ShortResult& r);
  void swap(Number& other);
};

// --- number.cpp
// Rounds to the precision and fits the exponent.
void finish(Number* n, const Rules& rules, uint32_t* status);
// Rounds to the precision alone, or cuts the payload of a NaN.
bool roundsUp(Rounding mode, bool negative, int dropped, int lastDigit);
// The result for operands of which one is a NaN; false if none is.
bool checkNan(Number* out, const View& a, const Rules& rules, uint32_t* status);
bool checkNans(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status);
// The number with another exponent, rounded by `mode`, of any length. *status gets Rounded and Inexact.
void rescale(Number* out, const View& a, int64_t exponent, Rounding mode, uint32_t* status);
// -1, 0 or 1 for numbers that are no NaNs.
int compareFinite(const View& a, const View& b);
int compareMagnitudes(const View& a, const View& b);

// --- arithmetic.cpp
void add(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status);
void subtract(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status);
void multiply(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status);
void divide(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status);
void divideInteger(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status);
void remainder(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status);
void divideModulo(Number* quotient, Number* rest, const View& a, const View& b, const Rules& rules, uint32_t* status);
void remainderNear(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status);
void fusedMultiplyAdd(Number* out, const View& a, const View& b, const View& c, const Rules& rules, uint32_t* status);

// --- short_arithmetic.cpp: what most operations on numbers of up to 38 digits come to, in 128-bit arithmetic.
struct ShortResult {
  Limb limbs[2];
  size_t size;
  int64_t digits, exponent;
  bool negative;
  uint32_t status;

  View view() const { return {LimbView(limbs, size), digits, exponent, negative, Form::Finite}; }
};
// For finite operands of at most two limbs. False: the general operation has to do it, as the operands or the result are too
// long, or near the limits of the exponent, or a rule for zeros applies.
using ShortOperation = bool (*)(const View&, const View&, const Rules&, ShortResult*);
bool addShort(const View& a, const View& b, const Rules& rules, ShortResult* out);
bool plusShort(const View& a, const Rules& rules, ShortResult* out);
bool subtractShort(const View& a, const View& b, const Rules& rules, ShortResult* out);
bool multiplyShort(const View& a, const View& b, const Rules& rules, ShortResult* out);
bool divideShort(const View& a, const View& b, const Rules& rules, ShortResult* out);
bool divideIntegerShort(const View& a, const View& b, const Rules& rules, ShortResult* out);
bool remainderShort(const View& a, const View& b, const Rules& rules, ShortResult* out);
inline bool isShort(const View& v) { return v.form == Form::Finite && v.coefficient.size <= 2; }

// --- operations.cpp
void plus(Number* out, const View& a, const Rules& rules, uint32_t* status);
void minus(Number* out, const View& a, const Rules& rules, uint32_t* status);
void absolute(Number* out, const View& a, const Rules& rules, uint32_t* status);
void compare(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status);
void compareSignal(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status);
void compareTotal(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status);
void compareTotalMagnitude(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status);
void maximum(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status);
void maximumMagnitude(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status);
void minimum(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status);
void minimumMagnitude(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status);
void quantize(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status);
void reduce(Number* out, const View& a, const Rules& rules, uint32_t* status);
void toIntegralExact(Number* out, const View& a, const Rules& rules, uint32_t* status);
void toIntegralValue(Number* out, const View& a, const Rules& rules, uint32_t* status);
void nextMinus(Number* out, const View& a, const Rules& rules, uint32_t* status);
void nextPlus(Number* out, const View& a, const Rules& rules, uint32_t* status);
void nextToward(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status);
void logb(Number* out, const View& a, const Rules& rules, uint32_t* status);
void scaleb(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status);
void shift(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status);
void rotate(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status);
void logicalAnd(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status);
void logicalOr(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status);
void logicalXor(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status);
void logicalInvert(Number* out, const View& a, const Rules& rules, uint32_t* status);
bool isNormal(const View& a, const Rules& rules);
bool isSubnormal(const View& a, const Rules& rules);
bool sameQuantum(const View& a, const View& b);
const char* numberClass(const View& a, const Rules& rules);

// --- functions.cpp
void squareRoot(Number* out, const View& a, const Rules& rules, uint32_t* status);
void exponential(Number* out, const View& a, const Rules& rules, uint32_t* status);
void naturalLog(Number* out, const View& a, const Rules& rules, uint32_t* status);
void log10(Number* out, const View& a, const Rules& rules, uint32_t* status);
void power(Number* out, const View& a, const View& b, const Rules& rules, uint32_t* status);
void powerModulo(Number* out, const View& a, const View& b, const View& modulus, const Rules& rules, uint32_t* status);

// --- number_text.cpp
// Reads ASCII text exactly; false when it is no number. An exponent too far out is clamped to what finish() treats
// alike.
bool parseNumber(Number* out, std::string_view text, uint32_t* status);
// str() of the number; `capitals`: E rather than e.
std::string scientificText(const View& a, bool capitals);
std::string engineeringText(const View& a, bool capitals);

}  // namespace typhon::decimal
