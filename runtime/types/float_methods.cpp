// The Python side of float: constructor, slots, methods.
#include <cmath>
#include <string>

#include "runtime/base/float_text.h"
#include "runtime/base/hash.h"
#include "runtime/object/type.h"
#include "runtime/ops/compare_numbers.h"
#include "runtime/ops/ops.h"
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
namespace {

// The float as an instance of a subclass.
Value floatAs(Thread* t, Type* cls, Value f) {
  if (cls == types::float_) return f;
  Float* instance = TRY(allocate<Float>(t, cls));
  instance->value = asDouble(f);
  return instance;
}

Value floatNew(Thread* t, Value* args, size_t) {
  Value f = TRY(toFloatPy(t, args[1]));
  return floatAs(t, args[0].as<Type>(), f);
}

// The float with its class forgotten.
Value exactFloat(Thread* t, Value v) {
  return v.isImmediateFloat() || typeOf(v) == types::float_ ? v : makeFloat(t, asDouble(v));
}

// --- slots

#define OPERANDS                                                                                \
  double x, y;                                                                                  \
  if (int r = doubleOperand(t, a, &x); r != 1) return r == 0 ? notImplemented : Value::error(); \
  if (int r = doubleOperand(t, b, &y); r != 1) return r == 0 ? notImplemented : Value::error();

Value addSlot(Thread* t, Value a, Value b) {
  OPERANDS
  return makeFloat(t, x + y);
}
Value subtractSlot(Thread* t, Value a, Value b) {
  OPERANDS
  return makeFloat(t, x - y);
}
Value multiplySlot(Thread* t, Value a, Value b) {
  OPERANDS
  return makeFloat(t, x * y);
}
Value trueDivideSlot(Thread* t, Value a, Value b) {
  OPERANDS
  if (y == 0) return raise(t, exc::ZeroDivisionError, "float division by zero");
  return makeFloat(t, x / y);
}
Value floorDivideSlot(Thread* t, Value a, Value b) {
  OPERANDS
  if (y == 0) return raise(t, exc::ZeroDivisionError, "float floor division by zero");
  return makeFloat(t, floatFloorDivide(x, y));
}
Value moduloSlot(Thread* t, Value a, Value b) {
  OPERANDS
  if (y == 0) return raise(t, exc::ZeroDivisionError, "float modulo");
  return makeFloat(t, floatModulo(x, y));
}
Value divmodSlot(Thread* t, Value a, Value b) {
  OPERANDS
  if (y == 0) return raise(t, exc::ZeroDivisionError, "float divmod()");
  double remainder, quotient = floatDivmod(x, y, &remainder);
  Value q = TRY(makeFloat(t, quotient));
  Value r = TRY(makeFloat(t, remainder));
  Tuple* pair = TRY(makeTuple(t, {q, r}));
  return pair;
}
Value powerSlot(Thread* t, Value a, Value b, Value mod) {
  if (!mod.isNone()) return raise(t, exc::TypeError, "pow() 3rd argument not allowed unless all arguments are integers");
  OPERANDS
  return floatPower(t, x, y);
}
#undef OPERANDS

Value negateSlot(Thread* t, Value self) { return makeFloat(t, -asDouble(self)); }
Value absoluteSlot(Thread* t, Value self) { return makeFloat(t, std::fabs(asDouble(self))); }
int truthSlot(Thread*, Value self) { return asDouble(self) != 0; }
Value toIntSlot(Thread* t, Value self) { return intFromDouble(t, asDouble(self)); }

Value reprSlot(Thread* t, Value self) {
  char buffer[base::kFloatReprSize];
  size_t length = base::floatReprTo(asDouble(self), buffer);
  Str* s = TRY(makeStrLatin1(t, {buffer, length}));
  return s;
}

bool hashSlot(Thread* t, Value self, int64_t* out) {
  double d = asDouble(self);
  // A NaN is equal to nothing: its identity is hashed.
  if (std::isnan(d)) return types::object->slots.hash(t, self, out);
  *out = base::hashDouble(d);
  return true;
}

Value compareSlot(Thread*, Value a, Value b, CompareOp op) {
  if (!isFloat(a)) return notImplemented;
  if (isFloat(b)) return Value::boolean(compareNumbers(op, asDouble(a), asDouble(b)));
  if (!isInt(b)) return notImplemented;
  int order;
  if (!compareIntDouble(b, asDouble(a), &order)) return Value::boolean(op == CompareOp::Ne);
  return Value::boolean(compareNumbers(op, 0, order));
}

// --- methods

Value conjugate(Thread* t, Value* args, size_t) { return exactFloat(t, args[0]); }
Value realGet(Thread* t, Value self) { return exactFloat(t, self); }
Value imaginaryGet(Thread* t, Value) { return makeFloat(t, 0.0); }
Value truncMethod(Thread* t, Value* args, size_t) { return intFromDouble(t, asDouble(args[0])); }
Value floorMethod(Thread* t, Value* args, size_t) { return intFromDouble(t, std::floor(asDouble(args[0]))); }
Value ceilMethod(Thread* t, Value* args, size_t) { return intFromDouble(t, std::ceil(asDouble(args[0]))); }

Value roundMethod(Thread* t, Value* args, size_t) {
  double d = asDouble(args[0]);
  if (args[1].isNone()) return intFromDouble(t, std::isfinite(d) ? roundHalfEven(d) : d);
  int64_t digits = TRY(indexClampedPy(t, args[1]));
  return floatRound(t, d, digits);
}

Value isInteger(Thread*, Value* args, size_t) {
  double d = asDouble(args[0]);
  return Value::boolean(std::isfinite(d) && std::floor(d) == d);
}

Value asIntegerRatio(Thread* t, Value* args, size_t) {
  double d = asDouble(args[0]);
  if (std::isinf(d)) return raise(t, exc::OverflowError, "cannot convert Infinity to integer ratio");
  if (std::isnan(d)) return raise(t, exc::ValueError, "cannot convert NaN to integer ratio");
  int exponent;
  auto mantissa = static_cast<int64_t>(std::ldexp(std::frexp(d, &exponent), 53));
  exponent -= 53;
  if (mantissa == 0) exponent = 0;
  int zeros = mantissa ? __builtin_ctzll(static_cast<uint64_t>(mantissa)) : 0;
  if (exponent < 0) {
    int shift = zeros < -exponent ? zeros : -exponent;
    mantissa >>= shift;
    exponent += shift;
  }
  Value numerator = Value::smallInt(mantissa), denominator = Value::smallInt(1);
  if (exponent > 0) numerator = TRY(intLshift(t, numerator, Value::smallInt(exponent)));
  if (exponent < 0) denominator = TRY(intLshift(t, denominator, Value::smallInt(-exponent)));
  Tuple* pair = TRY(makeTuple(t, {numerator, denominator}));
  return pair;
}

Value hexMethod(Thread* t, Value* args, size_t) {
  Str* s = TRY(makeStrLatin1(t, base::floatHex(asDouble(args[0]))));
  return s;
}

Value fromHex(Thread* t, Value* args, size_t) {
  if (!isa<Str>(args[1])) return raise(t, exc::TypeError, "bad argument type for built-in operation");
  double d;
  switch (base::parseHexFloat(toUtf8(args[1].as<Str>()), &d)) {
    case base::HexFloatResult::Invalid:
      return raise(t, exc::ValueError, "invalid hexadecimal floating-point string");
    case base::HexFloatResult::TooLarge:
      return raise(t, exc::OverflowError, "hexadecimal value too large to represent as a float");
    case base::HexFloatResult::Ok:
      break;
  }
  Value f = TRY(makeFloat(t, d));
  if (args[0].as<Type>() == types::float_) return f;
  return callPy(t, args[0], {f});
}

Value formatMethod(Thread* t, Value* args, size_t) {
  if (!isa<Str>(args[1])) return raise(t, exc::TypeError, "__format__() argument must be str, not {}", argumentTypeName(args[1]));
  auto spec = args[1].as<Str>();
  Str* s = TRY(spec->length ? formatFloat(t, args[0], asDouble(args[0]), textOf(spec)) : strPy(t, args[0]));
  return s;
}

Value getNewArgs(Thread* t, Value* args, size_t) {
  Value f = TRY(exactFloat(t, args[0]));
  Tuple* tuple = TRY(makeTuple(t, {f}));
  return tuple;
}

Value getFormat(Thread* t, Value* args, size_t) {
  if (!isa<Str>(args[1]))
    return raise(t, exc::TypeError, "__getformat__() argument must be str, not {}", argumentTypeName(args[1]));
  auto kind = args[1].as<Str>();
  if (!equals(kind, "double") && !equals(kind, "float"))
    return raise(t, exc::ValueError, "__getformat__() argument 1 must be 'double' or 'float'");
  Str* s = TRY(makeStrLatin1(t, std::endian::native == std::endian::little ? "IEEE, little-endian" : "IEEE, big-endian"));
  return s;
}

constexpr NativeDef kMethods[] = {
    {"conjugate", "(self, /)", conjugate, "The number itself: it is its own complex conjugate."},
    {"as_integer_ratio", "(self, /)", asIntegerRatio,
     "A pair of integers whose ratio is exactly the float, the denominator positive.\n\nOverflowError for infinities, "
     "ValueError for NaN.\n\n>>> (2.5).as_integer_ratio()\n(5, 2)\n>>> (-0.75).as_integer_ratio()\n(-3, 4)"},
    {"is_integer", "(self, /)", isInteger, "Whether the float has no fractional part."},
    {"hex", "(self, /)", hexMethod, "The float in hexadecimal.\n\n>>> (2.5).hex()\n'0x1.4000000000000p+1'"},
    {"fromhex", "(cls, string, /)", fromHex,
     "The float that a hexadecimal string represents.\n\n>>> float.fromhex('0x1.4p1')\n2.5", NativeDef::kClassMethod},
    {"__trunc__", "(self, /)", truncMethod, "The integer next to the float towards zero."},
    {"__floor__", "(self, /)", floorMethod, "The largest integer that is not larger."},
    {"__ceil__", "(self, /)", ceilMethod, "The smallest integer that is not smaller."},
    {"__round__", "(self, ndigits=None, /)", roundMethod,
     "The nearest integer (ties to even), or with ndigits the nearest float with so many decimals."},
    {"__getnewargs__", "(self, /)", getNewArgs, ""},
    {"__getformat__", "(cls, typestr, /)", getFormat, "How C's 'double' or 'float' is stored on this machine.",
     NativeDef::kClassMethod},
    {"__format__", "(self, format_spec, /)", formatMethod, "Text of the number as the format specification says."},
};

constexpr GetSetDef kGetSets[] = {
    {"real", realGet, nullptr, "the real part of a complex number"},
    {"imag", imaginaryGet, nullptr, "the imaginary part of a complex number"},
};

constexpr NativeDef kNew = {"__new__", "(cls, x=0, /)", floatNew, ""};

}  // namespace

extern const TypeSpec floatSpec = {
    .name = "float",
    .kind = Kind::Float,
    .flags = kBaseType | kMatchSelf,
    .slots = {.repr = reprSlot,
              .hash = hashSlot,
              .compare = compareSlot,
              .add = addSlot,
              .subtract = subtractSlot,
              .multiply = multiplySlot,
              .modulo = moduloSlot,
              .divmod = divmodSlot,
              .floorDivide = floorDivideSlot,
              .trueDivide = trueDivideSlot,
              .power = powerSlot,
              .negate = negateSlot,
              .positive = exactFloat,
              .absolute = absoluteSlot,
              .truth = truthSlot,
              .toInt = toIntSlot,
              .toFloat = exactFloat},
    .methods = kMethods,
    .getsets = kGetSets,
    .create = &kNew,
    .doc = "A floating-point number made from a number or a string.",
};

}  // namespace typhon
