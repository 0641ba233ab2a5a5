// cmath: functions of complex numbers, after Kahan's "Branch cuts for complex elementary functions", in CPython's order of
// operations. Infinite and NaN arguments follow Annex G of the C standard.
#include <cerrno>
#include <cfloat>
#include <cmath>
#include <limits>

#include "runtime/modules/math_functions.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/complex_arithmetic.h"
#include "runtime/types/float.h"
#include "runtime/types/module.h"
#include "runtime/types/tuple.h"

namespace typhon {
namespace {

constexpr double kPi = 3.141592653589793238462643383279502884197;
constexpr double kE = 2.718281828459045235360287471352662497757;
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kLarge = DBL_MAX / 4.0;
const double kSqrtLarge = std::sqrt(kLarge), kLogLarge = std::log(kLarge), kSqrtSmallest = std::sqrt(DBL_MIN);

enum class Fault { None, Domain, Range };
using C = ComplexNumber;
using Function = C (*)(C z, Fault* fault);

bool finite(C z) { return std::isfinite(z.real) && std::isfinite(z.imaginary); }

// The C library's function decides the special values; where the standard leaves a sign or a NaN open, the callers settle it as
// CPython's tables do.
using CComplex = _Complex double;
CComplex toC(C z) { return __builtin_complex(z.real, z.imaginary); }
C fromC(CComplex z) { return {__real__ z, __imag__ z}; }

C sqrtOf(C z, Fault*) {
  if (!finite(z)) return fromC(__builtin_csqrt(toC(z)));
  if (z.real == 0 && z.imaginary == 0) return {0.0, z.imaginary};
  double ax = std::fabs(z.real), ay = std::fabs(z.imaginary), s;
  if (ax < DBL_MIN && ay < DBL_MIN) {
    constexpr int kUp = DBL_MANT_DIG / 2 * 2 + 1, kDown = -(kUp + 1) / 2;
    ax = std::ldexp(ax, kUp);
    s = std::ldexp(std::sqrt(ax + std::hypot(ax, std::ldexp(ay, kUp))), kDown);
  } else {
    ax /= 8.0;
    s = 2.0 * std::sqrt(ax + std::hypot(ax, ay / 8.0));
  }
  double d = ay / (2.0 * s);
  if (z.real >= 0) return {s, std::copysign(d, z.imaginary)};
  return {d, std::copysign(s, z.imaginary)};
}

bool isLarge(C z) { return std::fabs(z.real) > kLarge || std::fabs(z.imaginary) > kLarge; }
double logOfLarge(C z) { return std::log(std::hypot(z.real / 2.0, z.imaginary / 2.0)) + M_LN2 * 2.0; }

C acosOf(C z, Fault*) {
  if (!finite(z)) {
    if (std::isinf(z.real) && std::isnan(z.imaginary)) return {kNan, kInfinity};
    return fromC(__builtin_cacos(toC(z)));
  }
  if (isLarge(z)) {
    return {std::atan2(std::fabs(z.imaginary), z.real),
            z.real < 0 ? -std::copysign(logOfLarge(z), z.imaginary) : std::copysign(logOfLarge(z), -z.imaginary)};
  }
  C s1 = sqrtOf({1.0 - z.real, -z.imaginary}, nullptr), s2 = sqrtOf({1.0 + z.real, z.imaginary}, nullptr);
  return {2.0 * std::atan2(s1.real, s2.real), std::asinh(s2.real * s1.imaginary - s2.imaginary * s1.real)};
}

C acoshOf(C z, Fault*) {
  if (!finite(z)) {
    if (z.real == 0 && std::isnan(z.imaginary)) return {kNan, kNan};
    return fromC(__builtin_cacosh(toC(z)));
  }
  if (isLarge(z)) return {logOfLarge(z), std::atan2(z.imaginary, z.real)};
  C s1 = sqrtOf({z.real - 1.0, z.imaginary}, nullptr), s2 = sqrtOf({z.real + 1.0, z.imaginary}, nullptr);
  return {std::asinh(s1.real * s2.real + s1.imaginary * s2.imaginary), 2.0 * std::atan2(s1.imaginary, s2.real)};
}

C asinhOf(C z, Fault*) {
  if (!finite(z)) {
    if (std::isnan(z.real) && std::isinf(z.imaginary)) return {kInfinity, kNan};
    return fromC(__builtin_casinh(toC(z)));
  }
  if (isLarge(z)) {
    double r = z.imaginary >= 0 ? std::copysign(logOfLarge(z), z.real) : -std::copysign(logOfLarge(z), -z.real);
    return {r, std::atan2(z.imaginary, std::fabs(z.real))};
  }
  C s1 = sqrtOf({1.0 + z.imaginary, -z.real}, nullptr), s2 = sqrtOf({1.0 - z.imaginary, z.real}, nullptr);
  return {std::asinh(s1.real * s2.imaginary - s2.real * s1.imaginary),
          std::atan2(z.imaginary, s1.real * s2.real - s1.imaginary * s2.imaginary)};
}

C asinOf(C z, Fault* fault) {
  C s = asinhOf({-z.imaginary, z.real}, fault);
  return {s.imaginary, -s.real};
}

C atanhOf(C z, Fault* fault) {
  if (!finite(z)) {
    if (std::isnan(z.real) && std::isinf(z.imaginary)) return {0.0, std::copysign(kPi / 2.0, z.imaginary)};
    return fromC(__builtin_catanh(toC(z)));
  }
  if (std::signbit(z.real)) {
    C r = atanhOf({-z.real, -z.imaginary}, fault);
    return {-r.real, -r.imaginary};
  }
  double ay = std::fabs(z.imaginary);
  if (z.real > kSqrtLarge || ay > kSqrtLarge) {
    double h = std::hypot(z.real / 2.0, z.imaginary / 2.0);
    return {z.real / 4.0 / h / h, -std::copysign(kPi / 2.0, -z.imaginary)};
  }
  if (z.real == 1.0 && ay < kSqrtSmallest) {
    if (ay == 0) {
      *fault = Fault::Domain;
      return {kInfinity, z.imaginary};
    }
    return {-std::log(std::sqrt(ay) / std::sqrt(std::hypot(ay, 2.0))), std::copysign(std::atan2(2.0, -ay) / 2, z.imaginary)};
  }
  return {std::log1p(4.0 * z.real / ((1 - z.real) * (1 - z.real) + ay * ay)) / 4.0,
          -std::atan2(-2.0 * z.imaginary, (1 - z.real) * (1 + z.real) - ay * ay) / 2.0};
}

C atanOf(C z, Fault* fault) {
  C s = atanhOf({-z.imaginary, z.real}, fault);
  return {s.imaginary, -s.real};
}

C checkRange(C r, Fault* fault) {
  if (std::isinf(r.real) || std::isinf(r.imaginary)) *fault = Fault::Range;
  return r;
}

C coshOf(C z, Fault* fault) {
  if (!finite(z)) {
    if (std::isinf(z.imaginary) && !std::isnan(z.real)) *fault = Fault::Domain;
    if (std::isinf(z.real) && std::isfinite(z.imaginary) && z.imaginary != 0) {
      double s = std::copysign(kInfinity, std::sin(z.imaginary));
      return {std::copysign(kInfinity, std::cos(z.imaginary)), z.real > 0 ? s : -s};
    }
    if (std::isnan(z.real) && z.imaginary == 0) return {kNan, 0.0};
    return fromC(__builtin_ccosh(toC(z)));
  }
  if (std::fabs(z.real) > kLogLarge) {
    double less = z.real - std::copysign(1.0, z.real);
    return checkRange({std::cos(z.imaginary) * std::cosh(less) * kE, std::sin(z.imaginary) * std::sinh(less) * kE}, fault);
  }
  return checkRange({std::cos(z.imaginary) * std::cosh(z.real), std::sin(z.imaginary) * std::sinh(z.real)}, fault);
}

C cosOf(C z, Fault* fault) { return coshOf({-z.imaginary, z.real}, fault); }

C sinhOf(C z, Fault* fault) {
  if (!finite(z)) {
    if (std::isinf(z.imaginary) && !std::isnan(z.real)) *fault = Fault::Domain;
    if (std::isinf(z.real) && std::isfinite(z.imaginary) && z.imaginary != 0) {
      double c = std::copysign(kInfinity, std::cos(z.imaginary));
      return {z.real > 0 ? c : -c, std::copysign(kInfinity, std::sin(z.imaginary))};
    }
    if (z.real == 0 && std::isnan(z.imaginary)) return {0.0, kNan};
    return fromC(__builtin_csinh(toC(z)));
  }
  if (std::fabs(z.real) > kLogLarge) {
    double less = z.real - std::copysign(1.0, z.real);
    return checkRange({std::cos(z.imaginary) * std::sinh(less) * kE, std::sin(z.imaginary) * std::cosh(less) * kE}, fault);
  }
  return checkRange({std::cos(z.imaginary) * std::sinh(z.real), std::sin(z.imaginary) * std::cosh(z.real)}, fault);
}

C sinOf(C z, Fault* fault) {
  C s = sinhOf({-z.imaginary, z.real}, fault);
  return {s.imaginary, -s.real};
}

C tanhOf(C z, Fault* fault) {
  if (!finite(z)) {
    if (std::isinf(z.imaginary) && std::isfinite(z.real)) *fault = Fault::Domain;
    if (std::isinf(z.real) && std::isfinite(z.imaginary) && z.imaginary != 0) {
      return {z.real > 0 ? 1.0 : -1.0, std::copysign(0.0, 2.0 * std::sin(z.imaginary) * std::cos(z.imaginary))};
    }
    if (z.real == 0 && std::isnan(z.imaginary)) return {kNan, kNan};
    if (std::isinf(z.real) && std::isinf(z.imaginary)) return {z.real > 0 ? 1.0 : -1.0, 0.0};
    return fromC(__builtin_ctanh(toC(z)));
  }
  if (std::fabs(z.real) > kLogLarge) {
    return {std::copysign(1.0, z.real), 4.0 * std::sin(z.imaginary) * std::cos(z.imaginary) * std::exp(-2.0 * std::fabs(z.real))};
  }
  double tx = std::tanh(z.real), ty = std::tan(z.imaginary), cx = 1.0 / std::cosh(z.real), both = tx * ty,
         denominator = 1.0 + both * both;
  return {tx * (1.0 + ty * ty) / denominator, ((ty / denominator) * cx) * cx};
}

C tanOf(C z, Fault* fault) {
  C s = tanhOf({-z.imaginary, z.real}, fault);
  return {s.imaginary, -s.real};
}

C expOf(C z, Fault* fault) {
  if (!finite(z)) {
    if (std::isinf(z.imaginary) && (std::isfinite(z.real) || z.real == kInfinity)) *fault = Fault::Domain;
    if (std::isinf(z.real) && std::isfinite(z.imaginary) && z.imaginary != 0) {
      double size = z.real > 0 ? kInfinity : 0.0;
      return {std::copysign(size, std::cos(z.imaginary)), std::copysign(size, std::sin(z.imaginary))};
    }
    if (std::isinf(z.real) && z.real < 0 && std::isinf(z.imaginary)) return {0.0, 0.0};
    return fromC(__builtin_cexp(toC(z)));
  }
  if (z.real > kLogLarge) {
    double l = std::exp(z.real - 1.0);
    return checkRange({l * std::cos(z.imaginary) * kE, l * std::sin(z.imaginary) * kE}, fault);
  }
  double l = std::exp(z.real);
  return checkRange({l * std::cos(z.imaginary), l * std::sin(z.imaginary)}, fault);
}

C logOf(C z, Fault* fault) {
  if (!finite(z)) return fromC(__builtin_clog(toC(z)));
  double ax = std::fabs(z.real), ay = std::fabs(z.imaginary), angle = std::atan2(z.imaginary, z.real);
  if (ax > kLarge || ay > kLarge) return {std::log(std::hypot(ax / 2.0, ay / 2.0)) + M_LN2, angle};
  if (ax < DBL_MIN && ay < DBL_MIN) {
    if (ax > 0 || ay > 0) {
      return {std::log(std::hypot(std::ldexp(ax, DBL_MANT_DIG), std::ldexp(ay, DBL_MANT_DIG))) - DBL_MANT_DIG * M_LN2, angle};
    }
    *fault = Fault::Domain;
    return {-kInfinity, angle};
  }
  double h = std::hypot(ax, ay);
  if (0.71 <= h && h <= 1.73) {
    double larger = ax > ay ? ax : ay, smaller = ax > ay ? ay : ax;
    return {std::log1p((larger - 1) * (larger + 1) + smaller * smaller) / 2.0, angle};
  }
  return {std::log(h), angle};
}

C log10Of(C z, Fault* fault) {
  C r = logOf(z, fault);
  return {r.real / M_LN10, r.imaginary / M_LN10};
}

Raised raiseFault(Thread* t, Fault fault) { return fault == Fault::Domain ? raiseMathDomain(t) : raiseMathRange(t); }

template <Function function>
Value apply(Thread* t, Value* args, size_t) {
  C z = TRY(toComplexPy(t, args[0]));
  Fault fault = Fault::None;
  C r = function(z, &fault);
  if (fault != Fault::None) return raiseFault(t, fault);
  return makeComplex(t, r.real, r.imaginary);
}

Value logFunction(Thread* t, Value* args, size_t) {
  C z = TRY(toComplexPy(t, args[0]));
  Fault fault = Fault::None;
  C r = logOf(z, &fault);
  if (!args[1].isUnbound()) {
    C base = TRY(toComplexPy(t, args[1]));
    base = logOf(base, &fault);
    if (!complexQuotient(r, base, &r)) fault = Fault::Domain;
  }
  if (fault != Fault::None) return raiseFault(t, fault);
  return makeComplex(t, r.real, r.imaginary);
}

Value phaseFunction(Thread* t, Value* args, size_t) {
  C z = TRY(toComplexPy(t, args[0]));
  errno = 0;
  double angle = std::atan2(z.imaginary, z.real);
  if (errno != 0) return raiseMathRange(t);  // an angle that underflows, as in CPython
  return makeFloat(t, angle);
}

Value polarFunction(Thread* t, Value* args, size_t) {
  C z = TRY(toComplexPy(t, args[0]));
  double r = std::hypot(z.real, z.imaginary);
  if (std::isinf(r) && finite(z)) return raiseMathRange(t);
  Value radius = TRY(makeFloat(t, r));
  Value angle = TRY(makeFloat(t, std::atan2(z.imaginary, z.real)));
  Tuple* pair = TRY(makeTuple(t, {radius, angle}));
  return pair;
}

Value rectFunction(Thread* t, Value* args, size_t) {
  double r = TRY(toDoublePy(t, args[0]));
  double phi = TRY(toDoublePy(t, args[1]));
  if (!std::isfinite(r) || !std::isfinite(phi)) {
    if (r != 0 && !std::isnan(r) && std::isinf(phi)) return raiseMathDomain(t);
    if (std::isinf(r) && std::isfinite(phi) && phi != 0) {
      double x = std::copysign(kInfinity, std::cos(phi)), y = std::copysign(kInfinity, std::sin(phi));
      return r > 0 ? makeComplex(t, x, y) : makeComplex(t, -x, -y);
    }
    if (r == 0) return makeComplex(t, 0.0, 0.0);
    if (phi == 0) return makeComplex(t, r, std::isnan(r) ? 0.0 : std::copysign(1.0, r) * phi);
    if (std::isinf(r)) return makeComplex(t, kInfinity, kNan);
    return makeComplex(t, kNan, kNan);
  }
  if (phi == 0) return makeComplex(t, r, r * phi);
  return makeComplex(t, r * std::cos(phi), r * std::sin(phi));
}

template <bool (*predicate)(C)>
Value test(Thread* t, Value* args, size_t) {
  C z = TRY(toComplexPy(t, args[0]));
  return Value::boolean(predicate(z));
}
bool isInfinite(C z) { return std::isinf(z.real) || std::isinf(z.imaginary); }
bool isNan(C z) { return std::isnan(z.real) || std::isnan(z.imaginary); }

Value isCloseFunction(Thread* t, Value* args, size_t) {
  C a = TRY(toComplexPy(t, args[0]));
  C b = TRY(toComplexPy(t, args[1]));
  double relative = TRY(toDoublePy(t, args[2]));
  double absolute = TRY(toDoublePy(t, args[3]));
  if (relative < 0 || absolute < 0) return raise(t, exc::ValueError, "tolerances must be non-negative");
  if (a.real == b.real && a.imaginary == b.imaginary) return Value::boolean(true);
  if (isInfinite(a) || isInfinite(b)) return Value::boolean(false);
  double difference = std::hypot(a.real - b.real, a.imaginary - b.imaginary);
  return Value::boolean(difference <= relative * std::hypot(b.real, b.imaginary) ||
                        difference <= relative * std::hypot(a.real, a.imaginary) || difference <= absolute);
}

constexpr NativeDef kFunctions[] = {
    {"acos", "(z, /)", apply<acosOf>, "The arc cosine of z."},
    {"acosh", "(z, /)", apply<acoshOf>, "The inverse hyperbolic cosine of z."},
    {"asin", "(z, /)", apply<asinOf>, "The arc sine of z."},
    {"asinh", "(z, /)", apply<asinhOf>, "The inverse hyperbolic sine of z."},
    {"atan", "(z, /)", apply<atanOf>, "The arc tangent of z."},
    {"atanh", "(z, /)", apply<atanhOf>, "The inverse hyperbolic tangent of z."},
    {"cos", "(z, /)", apply<cosOf>, "The cosine of z."},
    {"cosh", "(z, /)", apply<coshOf>, "The hyperbolic cosine of z."},
    {"exp", "(z, /)", apply<expOf>, "e raised to the power of z."},
    {"isclose", "(a, b, *, rel_tol=1e-09, abs_tol=0.0)", isCloseFunction,
     "Whether two complex numbers are close in value; see math.isclose()."},
    {"isfinite", "(z, /)", test<finite>, "Whether both parts of z are finite."},
    {"isinf", "(z, /)", test<isInfinite>, "Whether a part of z is infinite."},
    {"isnan", "(z, /)", test<isNan>, "Whether a part of z is NaN."},
    {"log", "(z, base=<unrepresentable>, /)", logFunction, "The logarithm of z to the given base, or the natural one."},
    {"log10", "(z, /)", apply<log10Of>, "The logarithm of z to base 10."},
    {"phase", "(z, /)", phaseFunction, "The argument of z: its angle in polar coordinates."},
    {"polar", "(z, /)", polarFunction, "z in polar coordinates: the pair of distance and angle."},
    {"rect", "(r, phi, /)", rectFunction, "The complex number with the polar coordinates r and phi."},
    {"sin", "(z, /)", apply<sinOf>, "The sine of z."},
    {"sinh", "(z, /)", apply<sinhOf>, "The hyperbolic sine of z."},
    {"sqrt", "(z, /)", apply<sqrtOf>, "The square root of z."},
    {"tan", "(z, /)", apply<tanOf>, "The tangent of z."},
    {"tanh", "(z, /)", apply<tanhOf>, "The hyperbolic tangent of z."},
};

bool init(Thread* t, Module* m) {
  return moduleSet(t, m, "pi", TRY(makeFloat(t, kPi))) && moduleSet(t, m, "e", TRY(makeFloat(t, kE))) &&
         moduleSet(t, m, "tau", TRY(makeFloat(t, 2.0 * kPi))) && moduleSet(t, m, "inf", TRY(makeFloat(t, kInfinity))) &&
         moduleSet(t, m, "infj", TRY(makeComplex(t, 0.0, kInfinity))) && moduleSet(t, m, "nan", TRY(makeFloat(t, kNan))) &&
         moduleSet(t, m, "nanj", TRY(makeComplex(t, 0.0, kNan)));
}

}  // namespace

extern const ModuleSpec cmathModule = {"cmath", kFunctions, "Functions of complex numbers.", init};

}  // namespace typhon
