// The arithmetic of decimal.Context: the operations of numbers in this context.
#include "runtime/modules/decimal/decimal.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon::decimal {

namespace {

Context* contextOf(Value* args) { return args[0].as<Context>(); }

template <UnaryOperation operation>
Value unary(Thread* t, Value* args, size_t) {
  Operand a;
  TRY(a.require(t, args[1]));
  return applyUnary<operation>(t, a.view, contextOf(args));
}
template <BinaryOperation operation>
Value binary(Thread* t, Value* args, size_t) {
  Operand a, b;
  TRY(a.require(t, args[1]));
  TRY(b.require(t, args[2]));
  return applyBinary<operation>(t, a.view, b.view, contextOf(args));
}

template <bool (*test)(const View&)>
Value testNumber(Thread* t, Value* args, size_t) {
  Operand a;
  TRY(a.require(t, args[1]));
  return Value::boolean(test(a.view));
}
bool testSigned(const View& v) { return v.negative; }
bool testFinite(const View& v) { return !v.isSpecial(); }
bool testInfinite(const View& v) { return v.isInfinite(); }
bool testNan(const View& v) { return v.isNan(); }
bool testQuiet(const View& v) { return v.form == Form::QuietNan; }
bool testSignaling(const View& v) { return v.form == Form::SignalingNan; }
bool testZero(const View& v) { return v.isZero(); }

template <bool (*test)(const View&, const Rules&)>
Value testInContext(Thread* t, Value* args, size_t) {
  Operand a;
  TRY(a.require(t, args[1]));
  return Value::boolean(test(a.view, contextOf(args)->rules));
}

Value divmodMethod(Thread* t, Value* args, size_t) {
  Operand a, b;
  TRY(a.require(t, args[1]));
  TRY(b.require(t, args[2]));
  Number quotient, rest;
  uint32_t status = 0;
  divideModulo(&quotient, &rest, a.view, b.view, contextOf(args)->rules, &status);
  TRY(report(t, contextOf(args), status));
  Decimal* q = TRY(makeDecimal(t, quotient));
  Decimal* r = TRY(makeDecimal(t, rest));
  return TRY(makeTuple(t, {Value(q), Value(r)}));
}

Value fmaMethod(Thread* t, Value* args, size_t) {
  Operand a, b, c;
  TRY(a.require(t, args[1]));
  TRY(b.require(t, args[2]));
  TRY(c.require(t, args[3]));
  Number result;
  uint32_t status = 0;
  fusedMultiplyAdd(&result, a.view, b.view, c.view, contextOf(args)->rules, &status);
  TRY(report(t, contextOf(args), status));
  return TRY(makeDecimal(t, result));
}

Value powerMethod(Thread* t, Value* args, size_t) {
  Operand a, b, m;
  TRY(a.require(t, args[1]));
  TRY(b.require(t, args[2]));
  if (args[3].isNone()) return applyBinary<power>(t, a.view, b.view, contextOf(args));
  TRY(m.require(t, args[3]));
  Number result;
  uint32_t status = 0;
  powerModulo(&result, a.view, b.view, m.view, contextOf(args)->rules, &status);
  TRY(report(t, contextOf(args), status));
  return TRY(makeDecimal(t, result));
}

Value sameQuantumMethod(Thread* t, Value* args, size_t) {
  Operand a, b;
  TRY(a.require(t, args[1]));
  TRY(b.require(t, args[2]));
  return Value::boolean(sameQuantum(a.view, b.view));
}

Value copyDecimal(Thread* t, Value* args, size_t) {
  if (isDecimal(args[1])) return args[1];
  Operand a;
  TRY(a.require(t, args[1]));
  return TRY(makeDecimal(t, a.view));
}
Value copyAbs(Thread* t, Value* args, size_t) {
  Operand a;
  TRY(a.require(t, args[1]));
  a.view.negative = false;
  return TRY(makeDecimal(t, a.view));
}
Value copyNegate(Thread* t, Value* args, size_t) {
  Operand a;
  TRY(a.require(t, args[1]));
  a.view.negative = !a.view.negative;
  return TRY(makeDecimal(t, a.view));
}
Value copySign(Thread* t, Value* args, size_t) {
  Operand a, b;
  TRY(a.require(t, args[1]));
  TRY(b.require(t, args[2]));
  a.view.negative = b.view.negative;
  return TRY(makeDecimal(t, a.view));
}
Value canonical(Thread* t, Value* args, size_t) {
  if (!isDecimal(args[1])) return raise(t, exc::TypeError, "argument must be a Decimal");
  return args[1];
}
Value isCanonical(Thread* t, Value* args, size_t) {
  if (!isDecimal(args[1])) return raise(t, exc::TypeError, "argument must be a Decimal");
  return Value::boolean(true);
}
Value numberClassMethod(Thread* t, Value* args, size_t) {
  Operand a;
  TRY(a.require(t, args[1]));
  return TRY(makeStr(t, numberClass(a.view, contextOf(args)->rules)));
}
Value toSciString(Thread* t, Value* args, size_t) {
  Operand a;
  TRY(a.require(t, args[1]));
  return TRY(makeStrAscii(t, scientificText(a.view, contextOf(args)->capitals)));
}
Value toEngString(Thread* t, Value* args, size_t) {
  Operand a;
  TRY(a.require(t, args[1]));
  return TRY(makeStrAscii(t, engineeringText(a.view, contextOf(args)->capitals)));
}
Value radixMethod(Thread* t, Value*, size_t) {
  Number ten;
  ten.setFinite(false, 10, 0);
  return TRY(makeDecimal(t, ten));
}
// Rounds a Decimal, as the library's own `decimal` in Python does for subclasses.
Value applyMethod(Thread* t, Value* args, size_t) {
  Operand a;
  TRY(a.require(t, args[1]));
  Number result;
  uint32_t status = 0;
  result.copy(a.view, &status);
  finish(&result, contextOf(args)->rules, &status);
  TRY(report(t, contextOf(args), status));
  return TRY(makeDecimal(t, result));
}
Value createDecimal(Thread* t, Value* args, size_t) { return decimalFromPy(t, decimalType, args[1], contextOf(args), false); }
Value createDecimalFromFloat(Thread* t, Value* args, size_t) {
  if (!isInt(args[1]) && !isInstance(args[1], types::float_)) return raise(t, exc::TypeError, "argument must be int or float");
  Context* c = contextOf(args);
  uint32_t trapped = c->trapped;
  c->trapped &= ~uint32_t{kFloatOperation};  // what is asked for by name is no accident
  uint32_t had = c->status & kFloatOperation;
  Value result = decimalFromPy(t, decimalType, args[1], c, false);
  c->trapped = trapped;
  c->status = (c->status & ~uint32_t{kFloatOperation}) | had;
  return result;
}

constexpr const char *kOne = "(self, x, /)", *kTwo = "(self, x, y, /)";

const NativeDef kMethods[] = {
    {"abs", kOne, unary<absolute>, "Returns the absolute value of x."},
    {"exp", kOne, unary<exponential>, "Returns e ** x."},
    {"ln", kOne, unary<naturalLog>, "Returns the natural (base e) logarithm of x."},
    {"log10", kOne, unary<log10>, "Returns the base 10 logarithm of x."},
    {"logb", kOne, unary<logb>, "Returns the exponent of the leading digit of x."},
    {"logical_invert", kOne, unary<logicalInvert>, "Inverts all digits of x."},
    {"minus", kOne, unary<minus>, "Returns 0 - x, rounded in this context."},
    {"next_minus", kOne, unary<nextMinus>, "Returns the largest number that is smaller than x."},
    {"next_plus", kOne, unary<nextPlus>, "Returns the smallest number that is larger than x."},
    {"normalize", kOne, unary<reduce>, "Returns x without trailing zeros."},
    {"plus", kOne, unary<plus>, "Returns 0 + x, rounded in this context."},
    {"to_integral", kOne, unary<toIntegralValue>, "Same as to_integral_value(x)."},
    {"to_integral_exact", kOne, unary<toIntegralExact>, "Rounds x to an integer, signaling what is lost."},
    {"to_integral_value", kOne, unary<toIntegralValue>, "Rounds x to an integer."},
    {"sqrt", kOne, unary<squareRoot>, "Returns the square root of x."},
    {"add", kTwo, binary<add>, "Returns x + y."},
    {"compare", kTwo, binary<compare>, "Compares x and y numerically."},
    {"compare_signal", kTwo, binary<compareSignal>, "Compares x and y numerically; all NaNs signal."},
    {"compare_total", kTwo, binary<compareTotal>, "Compares x and y by their abstract representation."},
    {"compare_total_mag", kTwo, binary<compareTotalMagnitude>,
     "Compares x and y by their abstract representation without the signs."},
    {"divide", kTwo, binary<divide>, "Returns x / y."},
    {"divide_int", kTwo, binary<divideInteger>, "Returns the integer part of x / y."},
    {"max", kTwo, binary<maximum>, "Returns the larger of x and y."},
    {"max_mag", kTwo, binary<maximumMagnitude>, "Returns the one of x and y that is larger without its sign."},
    {"min", kTwo, binary<minimum>, "Returns the smaller of x and y."},
    {"min_mag", kTwo, binary<minimumMagnitude>, "Returns the one of x and y that is smaller without its sign."},
    {"multiply", kTwo, binary<multiply>, "Returns x * y."},
    {"next_toward", kTwo, binary<nextToward>, "Returns the number next to x in the direction of y."},
    {"quantize", kTwo, binary<quantize>, "Returns x with the exponent of y."},
    {"remainder", kTwo, binary<remainder>, "Returns the remainder of x / y; its sign is that of x."},
    {"remainder_near", kTwo, binary<remainderNear>, "Returns x - y * n, where n is the integer nearest to x / y."},
    {"subtract", kTwo, binary<subtract>, "Returns x - y."},
    {"Etiny", "(self, /)", contextEtiny, "The least exponent of a subnormal number: Emin - prec + 1."},
    {"Etop", "(self, /)", contextEtop, "The largest exponent of a number with all digits: Emax - prec + 1."},
    {"radix", "(self, /)", radixMethod, "Returns 10."},
    {"is_canonical", kOne, isCanonical, "Returns True."},
    {"is_finite", kOne, testNumber<testFinite>, "Whether x is finite."},
    {"is_infinite", kOne, testNumber<testInfinite>, "Whether x is infinite."},
    {"is_nan", kOne, testNumber<testNan>, "Whether x is a quiet or signaling NaN."},
    {"is_normal", kOne, testInContext<isNormal>, "Whether x is a normal number."},
    {"is_qnan", kOne, testNumber<testQuiet>, "Whether x is a quiet NaN."},
    {"is_signed", kOne, testNumber<testSigned>, "Whether x is negative."},
    {"is_snan", kOne, testNumber<testSignaling>, "Whether x is a signaling NaN."},
    {"is_subnormal", kOne, testInContext<isSubnormal>, "Whether x is subnormal."},
    {"is_zero", kOne, testNumber<testZero>, "Whether x is a zero."},
    {"_apply", kOne, applyMethod, nullptr},
    {"copy_abs", kOne, copyAbs, "Returns a copy of x without its sign."},
    {"copy_decimal", kOne, copyDecimal, "Returns a copy of x."},
    {"copy_negate", kOne, copyNegate, "Returns a copy of x with its sign inverted."},
    {"logical_and", kTwo, binary<logicalAnd>, "Digit-wise and of x and y."},
    {"logical_or", kTwo, binary<logicalOr>, "Digit-wise or of x and y."},
    {"logical_xor", kTwo, binary<logicalXor>, "Digit-wise exclusive or of x and y."},
    {"canonical", kOne, canonical, "Returns x."},
    {"copy_sign", kTwo, copySign, "Returns x with the sign of y."},
    {"same_quantum", kTwo, sameQuantumMethod, "Whether x and y have the same exponent."},
    {"number_class", kOne, numberClassMethod, "Returns the class of x, such as '+Normal'."},
    {"to_sci_string", kOne, toSciString, "Converts x to a string in scientific notation."},
    {"to_eng_string", kOne, toEngString, "Converts x to a string in engineering notation."},
    {"fma", "(self, x, y, z, /)", fmaMethod, "Returns x * y + z, rounded once."},
    {"divmod", kTwo, divmodMethod, "Returns the quotient and the remainder of x / y."},
    {"power", "(self, /, a, b, modulo=None)", powerMethod, "Returns a ** b, reduced modulo `modulo` if that is given."},
    {"rotate", kTwo, binary<rotate>, "Returns x with its digits rotated by y places."},
    {"scaleb", kTwo, binary<scaleb>, "Returns x with its exponent enlarged by y."},
    {"shift", kTwo, binary<shift>, "Returns x with its digits shifted by y places."},
    {"create_decimal", "(self, num='0', /)", createDecimal, "Makes a Decimal, rounded in this context."},
    {"create_decimal_from_float", "(self, f, /)", createDecimalFromFloat,
     "Makes a Decimal from a float, rounded in this context."},
    {"clear_flags", "(self, /)", clearFlags, "Resets all flags to False."},
    {"clear_traps", "(self, /)", clearTraps, "Sets all traps to False."},
    {"copy", "(self, /)", contextCopy, "Returns a copy of the context, traps and flags included."},
    {"__copy__", "(self, /)", contextCopy, nullptr},
    {"__reduce__", "(self, /)", contextReduce, nullptr},
};

}  // namespace

const TypeSpec contextSpec = {.name = "decimal.Context",
                              .kind = kRecordKind,
                              .flags = kBaseType,
                              .slots = {.repr = contextRepr, .create = contextNew},
                              .methods = kMethods,
                              .getsets = contextAttributes,
                              .init = &contextInitializer,
                              .doc =
                                  "The context affects almost all operations: precision, rounding, limits of the "
                                  "exponent, and which signals raise.\n\n"
                                  "Arguments that are None or left out have the values of DefaultContext."};

}  // namespace typhon::decimal
