// math: functions of real numbers. Error conditions and special values as CPython's mathmodule.c. Integer functions are in
// math_integer.cpp, sums and norms in math_sums.cpp.
#include <cfloat>
#include <cmath>
#include <limits>

#include "runtime/modules/math_functions.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/float.h"
#include "runtime/types/float_arithmetic.h"
#include "runtime/types/int.h"
#include "runtime/types/int_limbs.h"
#include "runtime/types/module.h"
#include "runtime/types/tuple.h"

namespace typhon {

Raised raiseMathDomain(Thread* t) { return raise(t, exc::ValueError, "math domain error"); }
Raised raiseMathRange(Thread* t) { return raise(t, exc::OverflowError, "math range error"); }

namespace math {
namespace {

constexpr double kPi = 3.141592653589793238462643383279502884197;
constexpr double kE = 2.718281828459045235360287471352662497757;
constexpr double kLogPi = 1.144729885849400174143427351353058711647;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

// A NaN out of a number is a domain error; an infinity out of a finite number a range error, or, where the function cannot
// overflow, a pole and so a domain error.
Value checked(Thread* t, double x, double r, bool canOverflow) {
  if (std::isnan(r) && !std::isnan(x)) return raiseMathDomain(t);
  if (std::isinf(r) && std::isfinite(x)) {
    if (canOverflow) return raiseMathRange(t);
    return raiseMathDomain(t);
  }
  return makeFloat(t, r);
}

template <double (*function)(double), bool canOverflow = false>
Value unary(Thread* t, Value* args, size_t) {
  double x = TRY(toDoublePy(t, args[0]));
  return checked(t, x, function(x), canOverflow);
}

template <double (*function)(double, double)>
Value binary(Thread* t, Value* args, size_t) {
  double x = TRY(toDoublePy(t, args[0]));
  double y = TRY(toDoublePy(t, args[1]));
  double r = function(x, y);
  if (std::isnan(r) && !std::isnan(x) && !std::isnan(y)) return raiseMathDomain(t);
  if (std::isinf(r) && std::isfinite(x) && std::isfinite(y)) return raiseMathRange(t);
  return makeFloat(t, r);
}

// --- gamma function: Lanczos' approximation with Boost's coefficients for 53 bits (N = 13, g = 6.02...)

constexpr double kLanczosG = 6.024680040776729583740234375, kLanczosGMinusHalf = 5.524680040776729583740234375;
constexpr double kLanczosNumerator[] = {
    23531376880.410759688572007674451636754734846804940, 42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843, 17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708, 1439720407.3117216736632230727949123939715485786372,
    248874557.86205415651146038641322942321632125127801, 31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768, 186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024, 210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408};
constexpr double kLanczosDenominator[] = {0.0,       39916800.0, 120543840.0, 150917976.0, 105258076.0, 45995730.0, 13339535.0,
                                          2637558.0, 357423.0,   32670.0,     1925.0,      66.0,        1.0};

double lanczosSum(double x) {
  double numerator = 0, denominator = 0;
  constexpr int kTerms = 13;
  if (x < 5.0) {
    for (int i = kTerms; --i >= 0;) {
      numerator = numerator * x + kLanczosNumerator[i];
      denominator = denominator * x + kLanczosDenominator[i];
    }
  } else {
    for (int i = 0; i < kTerms; ++i) {
      numerator = numerator / x + kLanczosNumerator[i];
      denominator = denominator / x + kLanczosDenominator[i];
    }
  }
  return numerator / denominator;
}

// sin(pi * x)
double sinPi(double x) {
  double y = std::fmod(std::fabs(x), 2.0), r;
  switch (static_cast<int>(std::round(2.0 * y))) {
    case 0:
      r = std::sin(kPi * y);
      break;
    case 1:
      r = std::cos(kPi * (y - 0.5));
      break;
    case 2:
      r = std::sin(kPi * (1.0 - y));
      break;
    case 3:
      r = -std::cos(kPi * (y - 1.5));
      break;
    default:
      r = std::sin(kPi * (y - 2.0));
      break;
  }
  return std::copysign(1.0, x) * r;
}

Value gammaFunction(Thread* t, Value* args, size_t) {
  double x = TRY(toDoublePy(t, args[0]));
  if (!std::isfinite(x)) {
    if (std::isnan(x) || x > 0) return makeFloat(t, x);
    return raiseMathDomain(t);
  }
  if (x == 0) return raiseMathDomain(t);
  if (x == std::floor(x)) {
    if (x < 0) return raiseMathDomain(t);
    if (x <= 23) {
      double factorial = 1;
      for (int i = 2; i < static_cast<int>(x); ++i) factorial *= i;
      return makeFloat(t, factorial);
    }
  }
  double magnitude = std::fabs(x), r;
  if (magnitude < 1e-20) {
    r = 1.0 / x;
    if (std::isinf(r)) return raiseMathRange(t);
    return makeFloat(t, r);
  }
  if (magnitude > 200.0) {
    if (x < 0) return makeFloat(t, 0.0 / sinPi(x));
    return raiseMathRange(t);
  }
  double y = magnitude + kLanczosGMinusHalf, z;
  // What the sum lost in rounding.
  if (magnitude > kLanczosGMinusHalf) {
    double q = y - magnitude;
    z = q - kLanczosGMinusHalf;
  } else {
    double q = y - kLanczosGMinusHalf;
    z = q - magnitude;
  }
  z = z * kLanczosG / y;
  if (x < 0) {
    r = -kPi / sinPi(magnitude) / magnitude * std::exp(y) / lanczosSum(magnitude);
    r -= z * r;
    if (magnitude < 140.0) {
      r /= std::pow(y, magnitude - 0.5);
    } else {
      double root = std::pow(y, magnitude / 2.0 - 0.25);
      r /= root;
      r /= root;
    }
  } else {
    r = lanczosSum(magnitude) / std::exp(y);
    r += z * r;
    if (magnitude < 140.0) {
      r *= std::pow(y, magnitude - 0.5);
    } else {
      double root = std::pow(y, magnitude / 2.0 - 0.25);
      r *= root;
      r *= root;
    }
  }
  if (std::isinf(r)) return raiseMathRange(t);
  return makeFloat(t, r);
}

Value logGamma(Thread* t, Value* args, size_t) {
  double x = TRY(toDoublePy(t, args[0]));
  if (!std::isfinite(x)) return makeFloat(t, std::isnan(x) ? x : kInfinity);
  if (x == std::floor(x) && x <= 2.0) {
    if (x <= 0) return raiseMathDomain(t);
    return makeFloat(t, 0.0);
  }
  double magnitude = std::fabs(x);
  if (magnitude < 1e-20) return makeFloat(t, -std::log(magnitude));
  double r = std::log(lanczosSum(magnitude)) - kLanczosG;
  r += (magnitude - 0.5) * (std::log(magnitude + kLanczosG - 0.5) - 1);
  if (x < 0) r = kLogPi - std::log(std::fabs(sinPi(magnitude))) - std::log(magnitude) - r;
  if (std::isinf(r)) return raiseMathRange(t);
  return makeFloat(t, r);
}

// --- logarithms

// The logarithm of a number or of an int of any size.
template <double (*function)(double)>
Maybe<double> logarithmPy(Thread* t, Value v) {
  if (isInt(v)) {
    if (intSign(v) <= 0) return raiseMathDomain(t);
    double d = intToDouble(v);
    if (std::isfinite(d)) return function(d);
    // Too large for a double: mantissa (rounded once, by a sticky last bit) and exponent apart.
    int64_t exponent = intBitLength(v), drop = exponent - 900;
    Value top = TRY(intRshift(t, v, Value::smallInt(drop)));
    Value back = TRY(intLshift(t, top, Value::smallInt(drop)));
    if (intCompare(back, v) != 0) top = TRY(intOr(t, top, Value::smallInt(1)));
    double mantissa = std::ldexp(intToDouble(top), -900);
    if (mantissa == 1.0) {
      mantissa = 0.5;
      ++exponent;
    }
    return function(mantissa) + function(2.0) * static_cast<double>(exponent);
  }
  double x = TRY(toDoublePy(t, v));
  double r = function(x);
  if ((std::isnan(r) && !std::isnan(x)) || (std::isinf(r) && std::isfinite(x))) return raiseMathDomain(t);
  return r;
}

Value logFunction(Thread* t, Value* args, size_t) {
  double numerator = TRY(logarithmPy<std::log>(t, args[0]));
  if (args[1].isUnbound()) return makeFloat(t, numerator);
  double denominator = TRY(logarithmPy<std::log>(t, args[1]));
  if (denominator == 0) return raise(t, exc::ZeroDivisionError, "float division by zero");
  return makeFloat(t, numerator / denominator);
}
template <double (*function)(double)>
Value logOf(Thread* t, Value* args, size_t) {
  double r = TRY(logarithmPy<function>(t, args[0]));
  return makeFloat(t, r);
}

// --- powers, parts

Value powFunction(Thread* t, Value* args, size_t) {
  double x = TRY(toDoublePy(t, args[0]));
  double y = TRY(toDoublePy(t, args[1]));
  double r = std::pow(x, y);
  if (std::isfinite(x) && std::isfinite(y)) {
    if (std::isnan(r)) return raiseMathDomain(t);
    if (std::isinf(r)) {
      if (x == 0) return raiseMathDomain(t);
      return raiseMathRange(t);
    }
  }
  return makeFloat(t, r);
}

Value fmodFunction(Thread* t, Value* args, size_t) {
  double x = TRY(toDoublePy(t, args[0]));
  double y = TRY(toDoublePy(t, args[1]));
  double r = std::isinf(y) && std::isfinite(x) ? x : std::fmod(x, y);
  if (std::isnan(r) && !std::isnan(x) && !std::isnan(y)) return raiseMathDomain(t);
  return makeFloat(t, r);
}

Value pairOf(Thread* t, Value a, Value b) {
  Tuple* pair = TRY(makeTuple(t, {a, b}));
  return pair;
}

Value frexpFunction(Thread* t, Value* args, size_t) {
  double x = TRY(toDoublePy(t, args[0]));
  int exponent = 0;
  double mantissa = x;
  if (std::isfinite(x) && x != 0) mantissa = std::frexp(x, &exponent);
  Value m = TRY(makeFloat(t, mantissa));
  return pairOf(t, m, Value::smallInt(exponent));
}

Value ldexpFunction(Thread* t, Value* args, size_t) {
  double x = TRY(toDoublePy(t, args[0]));
  if (!isInt(args[1])) return raise(t, exc::TypeError, "Expected an int as second argument to ldexp.");
  int64_t exponent;
  if (!fitsInt64(args[1], &exponent)) exponent = intSign(args[1]) < 0 ? INT64_MIN : INT64_MAX;
  if (x == 0 || !std::isfinite(x)) return makeFloat(t, x);
  if (exponent > INT32_MAX) return raiseMathRange(t);
  if (exponent < INT32_MIN) return makeFloat(t, std::copysign(0.0, x));
  double r = std::ldexp(x, static_cast<int>(exponent));
  if (std::isinf(r)) return raiseMathRange(t);
  return makeFloat(t, r);
}

Value modfFunction(Thread* t, Value* args, size_t) {
  double x = TRY(toDoublePy(t, args[0])), whole, fraction;
  if (std::isinf(x)) {
    fraction = std::copysign(0.0, x);
    whole = x;
  } else if (std::isnan(x)) {
    fraction = whole = x;
  } else {
    fraction = std::modf(x, &whole);
  }
  Value f = TRY(makeFloat(t, fraction));
  Value w = TRY(makeFloat(t, whole));
  return pairOf(t, f, w);
}

// floor() and ceil(): by the special method, else by way of a float.
template <double (*function)(double)>
Value roundWith(Thread* t, Value v, Str* method) {
  if (v.isSmallInt()) return v;
  if (!v.isImmediateFloat()) {
    Value bound = TRY(lookupSpecialPy(t, v, method));
    if (!bound.isUnbound()) return callPy(t, bound);
  }
  double x = TRY(toDoublePy(t, v));
  return intFromDouble(t, function(x));
}
Value floorFunction(Thread* t, Value* args, size_t) { return roundWith<std::floor>(t, args[0], names::__floor__); }
Value ceilFunction(Thread* t, Value* args, size_t) { return roundWith<std::ceil>(t, args[0], names::__ceil__); }

Value truncFunction(Thread* t, Value* args, size_t) {
  if (args[0].isSmallInt()) return args[0];
  if (args[0].isImmediateFloat()) return intFromDouble(t, args[0].asImmediateFloat());
  Value bound = TRY(lookupSpecialPy(t, args[0], names::__trunc__));
  if (bound.isUnbound()) return raise(t, exc::TypeError, "type {:.100} doesn't define __trunc__ method", typeName(args[0]));
  return callPy(t, bound);
}

double toDegrees(double x) { return x * (180.0 / kPi); }
double toRadians(double x) { return x * (kPi / 180.0); }
double inverseTangent2(double y, double x) { return std::atan2(y, x); }
Value degrees(Thread* t, Value* args, size_t) {
  double x = TRY(toDoublePy(t, args[0]));
  return makeFloat(t, toDegrees(x));
}
Value radians(Thread* t, Value* args, size_t) {
  double x = TRY(toDoublePy(t, args[0]));
  return makeFloat(t, toRadians(x));
}

template <bool (*predicate)(double)>
Value test(Thread* t, Value* args, size_t) {
  double x = TRY(toDoublePy(t, args[0]));
  return Value::boolean(predicate(x));
}

Value isCloseFunction(Thread* t, Value* args, size_t) {
  double a = TRY(toDoublePy(t, args[0]));
  double b = TRY(toDoublePy(t, args[1]));
  double relative = TRY(toDoublePy(t, args[2]));
  double absolute = TRY(toDoublePy(t, args[3]));
  if (relative < 0 || absolute < 0) return raise(t, exc::ValueError, "tolerances must be non-negative");
  if (a == b) return Value::boolean(true);
  if (std::isinf(a) || std::isinf(b)) return Value::boolean(false);
  double difference = std::fabs(b - a);
  return Value::boolean(difference <= std::fabs(relative * b) || difference <= std::fabs(relative * a) || difference <= absolute);
}

Value nextAfter(Thread* t, Value* args, size_t) {
  double x = TRY(toDoublePy(t, args[0]));
  double y = TRY(toDoublePy(t, args[1]));
  if (args[2].isNone()) return makeFloat(t, std::nextafter(x, y));
  Value count = TRY(indexPy(t, args[2]));
  if (intSign(count) < 0) return raise(t, exc::ValueError, "steps must be a non-negative integer");
  uint64_t steps;
  if (!fitsUint64(count, &steps)) steps = UINT64_MAX;
  if (steps == 0 || std::isnan(x)) return makeFloat(t, x);
  if (std::isnan(y)) return makeFloat(t, y);
  constexpr uint64_t kSign = uint64_t{1} << 63;
  uint64_t xBits = std::bit_cast<uint64_t>(x), yBits = std::bit_cast<uint64_t>(y);
  if (xBits == yBits) return makeFloat(t, x);
  uint64_t ax = xBits & ~kSign, ay = yBits & ~kSign, r;
  if ((xBits ^ yBits) & kSign) {
    if (ax + ay <= steps)
      r = yBits;
    else if (ax < steps)
      r = (yBits & kSign) | (steps - ax);
    else
      r = xBits - steps;
  } else if (ax > ay) {
    r = ax - ay >= steps ? xBits - steps : yBits;
  } else {
    r = ay - ax >= steps ? xBits + steps : yBits;
  }
  return makeFloat(t, std::bit_cast<double>(r));
}

Value ulpFunction(Thread* t, Value* args, size_t) {
  double x = TRY(toDoublePy(t, args[0]));
  if (std::isnan(x)) return makeFloat(t, x);
  x = std::fabs(x);
  if (std::isinf(x)) return makeFloat(t, x);
  double next = std::nextafter(x, kInfinity);
  if (std::isinf(next)) return makeFloat(t, x - std::nextafter(x, -kInfinity));
  return makeFloat(t, next - x);
}

bool isFinite(double x) { return std::isfinite(x); }
bool isInfinite(double x) { return std::isinf(x); }
bool isNan(double x) { return std::isnan(x); }

constexpr NativeDef kFunctions[] = {
    {"acos", "(x, /)", unary<std::acos>, "The arc cosine of x in radians, between 0 and pi."},
    {"acosh", "(x, /)", unary<std::acosh>, "The inverse hyperbolic cosine of x."},
    {"asin", "(x, /)", unary<std::asin>, "The arc sine of x in radians, between -pi/2 and pi/2."},
    {"asinh", "(x, /)", unary<std::asinh>, "The inverse hyperbolic sine of x."},
    {"atan", "(x, /)", unary<std::atan>, "The arc tangent of x in radians, between -pi/2 and pi/2."},
    {"atan2", "(y, x, /)", binary<inverseTangent2>, "The arc tangent of y/x in radians, in the quadrant that the signs tell."},
    {"atanh", "(x, /)", unary<std::atanh>, "The inverse hyperbolic tangent of x."},
    {"cbrt", "(x, /)", unary<std::cbrt>, "The cube root of x."},
    {"ceil", "(x, /)", ceilFunction, "The smallest integer that is not less than x."},
    {"comb", "(n, k, /)", combFunction, "Number of ways to choose k of n items, without repetition and without order."},
    {"copysign", "(x, y, /)", binary<std::copysign>, "A float with the magnitude of x and the sign of y."},
    {"cos", "(x, /)", unary<std::cos>, "The cosine of x radians."},
    {"cosh", "(x, /)", unary<std::cosh, true>, "The hyperbolic cosine of x."},
    {"degrees", "(x, /)", degrees, "The angle x converted from radians to degrees."},
    {"dist", "(p, q, /)", distFunction, "Euclidean distance of two points, which are iterables of coordinates."},
    {"erf", "(x, /)", unary<std::erf>, "The error function at x."},
    {"erfc", "(x, /)", unary<std::erfc>, "The complementary error function at x."},
    {"exp", "(x, /)", unary<std::exp, true>, "e raised to the power of x."},
    {"exp2", "(x, /)", unary<std::exp2, true>, "2 raised to the power of x."},
    {"expm1", "(x, /)", unary<std::expm1, true>, "exp(x) - 1, exact also for small x."},
    {"fabs", "(x, /)", unary<std::fabs>, "The absolute value of the float x."},
    {"factorial", "(n, /)", factorialFunction, "n!, the product of the integers from 1 to n."},
    {"floor", "(x, /)", floorFunction, "The largest integer that is not greater than x."},
    {"fmod", "(x, y, /)", fmodFunction, "The remainder of x / y with the sign of x, as C's fmod()."},
    {"frexp", "(x, /)", frexpFunction, "Mantissa and exponent of x: the pair (m, e) with x == m * 2.**e and 0.5 <= abs(m) < 1."},
    {"fsum", "(seq, /)", fsumFunction, "The sum of the floats in an iterable, correctly rounded."},
    {"gamma", "(x, /)", gammaFunction, "The gamma function at x."},
    {"gcd", "(*integers)", gcdFunction, "The greatest common divisor."},
    {"hypot", "(*coordinates)", hypotFunction, "The Euclidean norm of a vector: the square root of the sum of squares."},
    {"isclose", "(a, b, *, rel_tol=1e-09, abs_tol=0.0)", isCloseFunction,
     "Whether two floats are close in value.\n\nrel_tol: the difference allowed in relation to the larger magnitude. "
     "abs_tol: the difference that is\nalways allowed, which matters for values near zero. NaN is close to nothing."},
    {"isfinite", "(x, /)", test<isFinite>, "Whether x is neither an infinity nor NaN."},
    {"isinf", "(x, /)", test<isInfinite>, "Whether x is an infinity."},
    {"isnan", "(x, /)", test<isNan>, "Whether x is NaN."},
    {"isqrt", "(n, /)", isqrtFunction, "The integer part of the square root of n."},
    {"lcm", "(*integers)", lcmFunction, "The least common multiple."},
    {"ldexp", "(x, i, /)", ldexpFunction, "x * (2**i): the inverse of frexp()."},
    {"lgamma", "(x, /)", logGamma, "The natural logarithm of the absolute value of the gamma function at x."},
    {"log", "(x, base=<absent>, /)", logFunction, "The logarithm of x to the given base, or the natural one."},
    {"log10", "(x, /)", logOf<std::log10>, "The logarithm of x to base 10."},
    {"log1p", "(x, /)", unary<std::log1p>, "The natural logarithm of 1 + x, exact also for small x."},
    {"log2", "(x, /)", logOf<std::log2>, "The logarithm of x to base 2."},
    {"modf", "(x, /)", modfFunction, "The fractional and the integral part of x, both floats with the sign of x."},
    {"nextafter", "(x, y, /, *, steps=None)", nextAfter, "The float that is `steps` (one) floats after x towards y."},
    {"perm", "(n, k=None, /)", permFunction, "Number of ways to choose k of n items in order, without repetition; n! without k."},
    {"pow", "(x, y, /)", powFunction, "x raised to the power of y, as floats."},
    {"prod", "(iterable, /, *, start=1)", prodFunction, "The product of start and all numbers of the iterable."},
    {"radians", "(x, /)", radians, "The angle x converted from degrees to radians."},
    {"remainder", "(x, y, /)", binary<std::remainder>, "The difference of x and the multiple of y that is nearest to it."},
    {"sin", "(x, /)", unary<std::sin>, "The sine of x radians."},
    {"sinh", "(x, /)", unary<std::sinh, true>, "The hyperbolic sine of x."},
    {"sqrt", "(x, /)", unary<std::sqrt>, "The square root of x."},
    {"sumprod", "(p, q, /)", sumprodFunction, "The sum of the products of the items of two iterables of equal length."},
    {"tan", "(x, /)", unary<std::tan>, "The tangent of x radians."},
    {"tanh", "(x, /)", unary<std::tanh>, "The hyperbolic tangent of x."},
    {"trunc", "(x, /)", truncFunction, "The integer next to x towards zero."},
    {"ulp", "(x, /)", ulpFunction, "The value of the least significant bit of the float x."},
};

bool init(Thread* t, Module* m) {
  return moduleSet(t, m, "pi", TRY(makeFloat(t, kPi))) && moduleSet(t, m, "e", TRY(makeFloat(t, kE))) &&
         moduleSet(t, m, "tau", TRY(makeFloat(t, 2.0 * kPi))) && moduleSet(t, m, "inf", TRY(makeFloat(t, kInfinity))) &&
         moduleSet(t, m, "nan", TRY(makeFloat(t, std::numeric_limits<double>::quiet_NaN())));
}

}  // namespace
}  // namespace math

extern const ModuleSpec mathModule = {"math", math::kFunctions, "Functions of real numbers, as the C standard defines them.",
                                      math::init};

}  // namespace typhon
