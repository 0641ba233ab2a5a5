// complex: arithmetic, constructor, slots, methods.
#include <cerrno>
#include <cmath>
#include <string>

#include "runtime/base/float_text.h"
#include "runtime/base/hash.h"
#include "runtime/exec/warnings.h"
#include "runtime/object/descriptors.h"
#include "runtime/object/fixed_shapes.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/complex_arithmetic.h"
#include "runtime/types/float.h"
#include "runtime/types/float_arithmetic.h"
#include "runtime/types/format_spec.h"
#include "runtime/types/int.h"
#include "runtime/types/int_limbs.h"
#include "runtime/types/number_text.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {

size_t sizeOf_Complex(const Object*) { return sizeof(Complex); }

Value makeComplex(Thread* t, double real, double imaginary) {
  auto c = static_cast<Complex*>(TRY(allocateObject(t, sizeof(Complex), Kind::Complex, kShapeOf_complex)));
  c->real = real;
  c->imaginary = imaginary;
  return c;
}

bool complexQuotient(ComplexNumber a, ComplexNumber b, ComplexNumber* out) {
  double absoluteReal = std::fabs(b.real), absoluteImaginary = std::fabs(b.imaginary);
  *out = {0, 0};
  if (absoluteReal >= absoluteImaginary) {
    if (absoluteReal == 0.0) return false;
    double ratio = b.imaginary / b.real, denominator = b.real + b.imaginary * ratio;
    *out = {(a.real + a.imaginary * ratio) / denominator, (a.imaginary - a.real * ratio) / denominator};
  } else if (absoluteImaginary >= absoluteReal) {
    double ratio = b.real / b.imaginary, denominator = b.real * ratio + b.imaginary;
    *out = {(a.real * ratio + a.imaginary) / denominator, (a.imaginary * ratio - a.real) / denominator};
  } else {
    *out = {std::nan(""), std::nan("")};
  }
  return true;
}

namespace {

ComplexNumber valueOf(Value v) { return {v.as<Complex>()->real, v.as<Complex>()->imaginary}; }
Value make(Thread* t, ComplexNumber c) { return makeComplex(t, c.real, c.imaginary); }

ComplexNumber integerPower(ComplexNumber x, long n) {
  ComplexNumber result = {1, 0}, power = x;
  for (long mask = 1; mask > 0 && n >= mask; mask <<= 1) {
    if (n & mask) result = complexProduct(result, power);
    power = complexProduct(power, power);
  }
  return result;
}

}  // namespace

Value complexPower(Thread* t, ComplexNumber a, ComplexNumber b) {
  auto zeroBase = [t]() -> Raised { return raise(t, exc::ZeroDivisionError, "0.0 to a negative or complex power"); };
  ComplexNumber r = {0, 0};
  if (b.imaginary == 0.0 && b.real == std::floor(b.real) && std::fabs(b.real) <= 100.0) {
    // Small integral exponents are faster and more accurate by multiplication.
    auto n = static_cast<long>(b.real);
    if (n > 0)
      r = integerPower(a, n);
    else if (!complexQuotient({1, 0}, integerPower(a, -n), &r))
      return zeroBase();
  } else if (a.real == 0.0 && a.imaginary == 0.0) {
    if (b.imaginary != 0.0 || b.real < 0.0) return zeroBase();
  } else {
    double magnitude = std::hypot(a.real, a.imaginary), length = std::pow(magnitude, b.real);
    double angle = std::atan2(a.imaginary, a.real), phase = angle * b.real;
    if (b.imaginary != 0.0) {
      length *= std::exp(-angle * b.imaginary);
      phase += b.imaginary * std::log(magnitude);
    }
    r = {length * std::cos(phase), length * std::sin(phase)};
  }
  if (std::isinf(r.real) || std::isinf(r.imaginary)) return raise(t, exc::OverflowError, "complex exponentiation");
  return make(t, r);
}

namespace {

// The result of __complex__ if v has it (and is not exactly a complex); Unbound if not.
Value complexMethodPy(Thread* t, Value v) {
  if (isa<Complex>(v) && typeOf(v) == types::complex) return v;
  Value method = TRY(lookupSpecialPy(t, v, names::dunderComplex));
  if (method.isUnbound()) return method;
  Value c = TRY(callPy(t, method));
  if (!isa<Complex>(c)) return raise(t, exc::TypeError, "__complex__ returned non-complex (type {:.200})", typeName(c));
  if (typeOf(c) != types::complex) {
    std::string message = fmt::format(
        "__complex__ returned non-complex (type {:.200}).  The ability to return an instance of a strict subclass "
        "of complex is deprecated, and may be removed in a future version of Python.",
        typeName(c));
    if (!warnPy(t, exc::DeprecationWarning, message)) return Value::error();
  }
  return c;
}

}  // namespace

Maybe<ComplexNumber> toComplexPy(Thread* t, Value v) {
  if (isa<Complex>(v)) return valueOf(v);
  if (!isFloat(v) && !isExactInt(v)) {
    Value c = TRY(complexMethodPy(t, v));
    if (!c.isUnbound()) return valueOf(c);
  }
  double d = TRY(toDoublePy(t, v));
  return ComplexNumber{d, 0.0};
}

namespace {

// Reads "1+2j", "(1+2j)", "j", "-1e5", ... False when malformed.
bool parseComplex(std::string_view text, ComplexNumber* out) {
  text = stripNumberSpace(text);
  if (!text.empty() && text.front() == '(') {
    if (text.size() < 2 || text.back() != ')') return false;
    text = stripNumberSpace(text.substr(1, text.size() - 2));
  }
  double real = 0, imaginary = 0, number;
  auto isUnit = [](char c) { return c == 'j' || c == 'J'; };
  auto isSign = [](char c) { return c == '+' || c == '-'; };
  size_t used = base::parseDoublePrefix(text, &number);
  text.remove_prefix(used);
  if (used) {
    if (!text.empty() && isSign(text[0])) {
      real = number;
      used = base::parseDoublePrefix(text, &imaginary);
      if (!used) {
        imaginary = text[0] == '-' ? -1 : 1;
        used = 1;
      }
      text.remove_prefix(used);
      if (text.empty() || !isUnit(text[0])) return false;
      text.remove_prefix(1);
    } else if (!text.empty() && isUnit(text[0])) {
      imaginary = number;
      text.remove_prefix(1);
    } else {
      real = number;
    }
  } else {
    imaginary = 1;
    if (!text.empty() && isSign(text[0])) {
      if (text[0] == '-') imaginary = -1;
      text.remove_prefix(1);
    }
    if (text.empty() || !isUnit(text[0])) return false;
    text.remove_prefix(1);
  }
  *out = {real, imaginary};
  return text.empty();
}

Value complexAs(Thread* t, Type* cls, ComplexNumber c) {
  if (cls == types::complex) return make(t, c);
  Complex* instance = TRY(allocate<Complex>(t, cls));
  instance->real = c.real;
  instance->imaginary = c.imaginary;
  return instance;
}

bool hasFloat(Value v) {
  const Slots& slots = typeOf(v)->slots;
  return slots.toFloat || slots.index;
}

Value complexNew(Thread* t, Value* args, size_t) {
  auto cls = args[0].as<Type>();
  Value r = args[1], i = args[2];
  if (r.isUnbound()) r = Value::smallInt(0);
  if (i.isUnbound() && cls == types::complex && isa<Complex>(r) && typeOf(r) == types::complex) return r;
  if (isa<Str>(r)) {
    if (!i.isUnbound()) return raise(t, exc::TypeError, "complex() can't take second arg if first is a string");
    std::string buffer, stripped;
    ComplexNumber c;
    std::string_view text = asciiNumberText(r.as<Str>(), &buffer);
    if (!stripUnderscores(&text, &stripped)) {
      std::string shown = TRY(reprTextPy(t, r));
      return raise(t, exc::ValueError, "could not convert string to complex: {}", shown);
    }
    if (!parseComplex(text, &c)) return raise(t, exc::ValueError, "complex() arg is a malformed string");
    return complexAs(t, cls, c);
  }
  if (!i.isUnbound() && isa<Str>(i)) return raise(t, exc::TypeError, "complex() second arg can't be a string");
  Value converted = TRY(complexMethodPy(t, r));
  if (!converted.isUnbound()) r = converted;
  if (!isa<Complex>(r) && !hasFloat(r)) {
    return raise(t, exc::TypeError, "complex() first argument must be a string or a number, not '{:.200}'", typeName(r));
  }
  if (!i.isUnbound() && !isa<Complex>(i) && !hasFloat(i))
    return raise(t, exc::TypeError, "complex() second argument must be a number, not '{:.200}'", typeName(i));
  ComplexNumber first = {0, 0}, second = {0, 0};
  if (isa<Complex>(r))
    first = valueOf(r);
  else
    first.real = TRY(toDoublePy(t, r));
  if (i.isUnbound()) {
    second.real = first.imaginary;
  } else if (isa<Complex>(i)) {
    second = valueOf(i);
  } else {
    second.real = TRY(toDoublePy(t, i));
  }
  // first + second * 1j, where either may be complex itself.
  if (!i.isUnbound()) {
    if (isa<Complex>(i)) first.real -= second.imaginary;
    if (isa<Complex>(r)) second.real += first.imaginary;
  }
  return complexAs(t, cls, {first.real, second.real});
}

// --- slots

// The value of a complex, float or int operand: 1; 0 if v is something else; -1 with OverflowError pending.
int operand(Thread* t, Value v, ComplexNumber* out) {
  if (isa<Complex>(v)) return *out = valueOf(v), 1;
  out->imaginary = 0;
  return doubleOperand(t, v, &out->real);
}

#define OPERANDS                                                                          \
  ComplexNumber x, y;                                                                     \
  if (int r = operand(t, a, &x); r != 1) return r == 0 ? notImplemented : Value::error(); \
  if (int r = operand(t, b, &y); r != 1) return r == 0 ? notImplemented : Value::error();

Value addSlot(Thread* t, Value a, Value b) {
  OPERANDS
  return makeComplex(t, x.real + y.real, x.imaginary + y.imaginary);
}
Value subtractSlot(Thread* t, Value a, Value b) {
  OPERANDS
  return makeComplex(t, x.real - y.real, x.imaginary - y.imaginary);
}
Value multiplySlot(Thread* t, Value a, Value b) {
  OPERANDS
  return make(t, complexProduct(x, y));
}
Value trueDivideSlot(Thread* t, Value a, Value b) {
  OPERANDS
  ComplexNumber quotient;
  if (!complexQuotient(x, y, &quotient)) return raise(t, exc::ZeroDivisionError, "complex division by zero");
  return make(t, quotient);
}
Value powerSlot(Thread* t, Value a, Value b, Value mod) {
  OPERANDS
  if (!mod.isNone()) return raise(t, exc::ValueError, "complex modulo");
  return complexPower(t, x, y);
}
#undef OPERANDS

Value exactComplex(Thread* t, Value v) { return typeOf(v) == types::complex ? v : make(t, valueOf(v)); }
Value negateSlot(Thread* t, Value self) { return makeComplex(t, -self.as<Complex>()->real, -self.as<Complex>()->imaginary); }
Value absoluteSlot(Thread* t, Value self) {
  double magnitude = std::hypot(self.as<Complex>()->real, self.as<Complex>()->imaginary);
  if (std::isinf(magnitude) && std::isfinite(self.as<Complex>()->real) && std::isfinite(self.as<Complex>()->imaginary))
    return raise(t, exc::OverflowError, "absolute value too large");
  return makeFloat(t, magnitude);
}
int truthSlot(Thread*, Value self) { return self.as<Complex>()->real != 0 || self.as<Complex>()->imaginary != 0; }

Value reprSlot(Thread* t, Value self) {
  auto c = self.as<Complex>();
  std::string text;
  if (c->real == 0 && !std::signbit(c->real)) {
    text = base::formatDouble(c->imaginary, 'r', 0) + "j";
  } else {
    text = "(" + base::formatDouble(c->real, 'r', 0) + base::formatDouble(c->imaginary, 'r', 0, base::kFloatSign) + "j)";
  }
  Str* s = TRY(makeStrLatin1(t, text));
  return s;
}

int64_t hashOfDouble(double d) {
  return std::isnan(d) ? base::hashPointer(reinterpret_cast<const void*>(std::bit_cast<uint64_t>(d))) : base::hashDouble(d);
}

bool hashSlot(Thread*, Value self, int64_t* out) {
  auto c = self.as<Complex>();
  uint64_t hash = static_cast<uint64_t>(hashOfDouble(c->real)) +
                  static_cast<uint64_t>(base::kHashImaginary) * static_cast<uint64_t>(hashOfDouble(c->imaginary));
  *out = base::fixHash(static_cast<int64_t>(hash));
  return true;
}

Value compareSlot(Thread*, Value a, Value b, CompareOp op) {
  if ((op != CompareOp::Eq && op != CompareOp::Ne) || !isa<Complex>(a)) return notImplemented;
  ComplexNumber x = valueOf(a);
  bool equal;
  if (isa<Complex>(b)) {
    equal = x.real == b.as<Complex>()->real && x.imaginary == b.as<Complex>()->imaginary;
  } else if (isFloat(b)) {
    equal = x.imaginary == 0 && x.real == asDouble(b);
  } else if (isInt(b)) {
    int order;
    equal = x.imaginary == 0 && compareIntDouble(b, x.real, &order) && order == 0;
  } else {
    return notImplemented;
  }
  return Value::boolean(equal == (op == CompareOp::Eq));
}

// --- methods

Value realGet(Thread* t, Value self) { return makeFloat(t, self.as<Complex>()->real); }
Value imaginaryGet(Thread* t, Value self) { return makeFloat(t, self.as<Complex>()->imaginary); }

Value conjugate(Thread* t, Value* args, size_t) {
  return makeComplex(t, args[0].as<Complex>()->real, -args[0].as<Complex>()->imaginary);
}
Value complexMethod(Thread* t, Value* args, size_t) { return exactComplex(t, args[0]); }

Value getNewArgs(Thread* t, Value* args, size_t) {
  Value real = TRY(realGet(t, args[0]));
  Value imaginary = TRY(imaginaryGet(t, args[0]));
  Tuple* pair = TRY(makeTuple(t, {real, imaginary}));
  return pair;
}

Value formatMethod(Thread* t, Value* args, size_t) {
  if (!isa<Str>(args[1])) return raise(t, exc::TypeError, "__format__() argument must be str, not {}", argumentTypeName(args[1]));
  auto spec = args[1].as<Str>();
  auto c = args[0].as<Complex>();
  Str* s = TRY(spec->length ? formatComplex(t, args[0], c->real, c->imaginary, textOf(spec)) : strPy(t, args[0]));
  return s;
}

constexpr NativeDef kMethods[] = {
    {"conjugate", "(self, /)", conjugate, "The complex conjugate: the imaginary part with the other sign."},
    {"__complex__", "(self, /)", complexMethod, "The number itself, exactly of type complex."},
    {"__format__", "(self, format_spec, /)", formatMethod, "Text of the number as the format specification says."},
    {"__getnewargs__", "(self, /)", getNewArgs, ""},
};

const MemberDef kMembers[] = {
    {"real", offsetof(Complex, real), kReadOnlyDouble, "the real part of a complex number"},
    {"imag", offsetof(Complex, imaginary), kReadOnlyDouble, "the imaginary part of a complex number"},
};

constexpr NativeDef kNew = {"__new__", "(cls, real=<absent>, imag=<absent>)", complexNew, ""};

}  // namespace

extern const TypeSpec complexSpec = {
    .name = "complex",
    .kind = Kind::Complex,
    .flags = kBaseType,
    .slots = {.repr = reprSlot,
              .hash = hashSlot,
              .compare = compareSlot,
              .add = addSlot,
              .subtract = subtractSlot,
              .multiply = multiplySlot,
              .trueDivide = trueDivideSlot,
              .power = powerSlot,
              .negate = negateSlot,
              .positive = exactComplex,
              .absolute = absoluteSlot,
              .truth = truthSlot},
    .methods = kMethods,
    .members = kMembers,
    .create = &kNew,
    .doc = "A complex number made from a string, or from a real and an imaginary part.",
};

}  // namespace typhon
