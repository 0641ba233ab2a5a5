// decimal.Decimal: operators and methods.
#include "runtime/memory/roots.h"
#include "runtime/modules/decimal/decimal.h"
#include "runtime/types/container_support.h"
#include "runtime/types/float.h"

namespace typhon::decimal {

Type* decimalType;

namespace {

View self(Value v) { return v.as<Decimal>()->view(); }

// --- operators

// The two operands as they mostly are; null for others.
inline const Decimal* exactDecimal(Value v) {
  return v.isObject() && typeOf(v.asObject()) == decimalType ? v.as<Decimal>() : nullptr;
}

// With `shorter`, most operands of up to two limbs are computed by it alone.
template <BinaryOperation operation, ShortOperation shorter>
[[gnu::always_inline]] inline Value applyTo(Thread* t, const View& a, const View& b, Context* c) {
  if constexpr (shorter != nullptr) {
    ShortResult r;
    if (isShort(a) && isShort(b) && shorter(a, b, c->rules, &r)) {
      if (r.status && !report(t, c, r.status)) return Value::error();
      return TRY(makeDecimal(t, r.view()));
    }
  }
  return applyBinary<operation>(t, a, b, c);
}
template <BinaryOperation operation, ShortOperation shorter = nullptr>
Value binaryOperator(Thread* t, Value a, Value b) {
  if (const Decimal *x = exactDecimal(a), *y = exactDecimal(b); x && y) [[likely]] {
    Context* c = TRY(currentContext(t));
    return applyTo<operation, shorter>(t, x->view(), y->view(), c);
  }
  Operand x, y;
  int ok = x.read(t, a);
  if (ok > 0) ok = y.read(t, b);
  if (ok <= 0) return ok ? Value::error() : notImplemented;
  Context* c = TRY(currentContext(t));
  return applyTo<operation, shorter>(t, x.view, y.view, c);
}
template <UnaryOperation operation>
Value unaryOperator(Thread* t, Value v) {
  Context* c = TRY(currentContext(t));
  return applyUnary<operation>(t, self(v), c);
}

Value divmodOperator(Thread* t, Value a, Value b) {
  Operand x, y;
  int ok = x.read(t, a);
  if (ok > 0) ok = y.read(t, b);
  if (ok <= 0) return ok ? Value::error() : notImplemented;
  Context* c = TRY(currentContext(t));
  Number quotient, rest;
  uint32_t status = 0;
  divideModulo(&quotient, &rest, x.view, y.view, c->rules, &status);
  TRY(report(t, c, status));
  Decimal* q = TRY(makeDecimal(t, quotient));
  Decimal* r = TRY(makeDecimal(t, rest));
  return TRY(makeTuple(t, {Value(q), Value(r)}));
}

Value powerOperator(Thread* t, Value a, Value b, Value modulus) {
  Operand x, y, m;
  int ok = x.read(t, a);
  if (ok > 0) ok = y.read(t, b);
  if (ok > 0 && !modulus.isNone()) ok = m.read(t, modulus);
  if (ok <= 0) return ok ? Value::error() : notImplemented;
  Context* c = TRY(currentContext(t));
  if (modulus.isNone()) return applyBinary<power>(t, x.view, y.view, c);
  Number result;
  uint32_t status = 0;
  powerModulo(&result, x.view, y.view, m.view, c->rules, &status);
  TRY(report(t, c, status));
  return TRY(makeDecimal(t, result));
}

int decimalTruth(Thread*, Value v) { return !self(v).isZero(); }
bool decimalHash(Thread* t, Value v, int64_t* out) { return hashOfDecimal(t, v.as<Decimal>(), out); }

// The number that a Decimal is compared with, for the types that are comparable: floats, rational and (for equality)
// complex numbers. 1; 0: no such; -1 with an exception. A rational operand multiplies *mine by its denominator.
int comparable(Thread* t, Value v, CompareOp op, Context* c, Number* other, const View& own, Number* mine, bool* scaled) {
  bool equality = op == CompareOp::Eq || op == CompareOp::Ne;
  uint32_t status = 0;
  double d;
  if (isFloat(v)) {
    d = asDouble(v);
    if (!equality && !report(t, c, kFloatOperation)) return -1;
  } else if (isa<Complex>(v) && equality) {
    if (v.as<Complex>()->imaginary != 0) return 0;
    d = v.as<Complex>()->real;
  } else {
    static Value rational;
    if (rational.isUnbound()) {
      rational = TRY(importAttributePy(t, "numbers", "Rational"));
      addRoot(&rational);
    }
    Maybe<bool> is = isInstancePy(t, v, rational);
    if (!is.ok()) return -1;
    if (!*is) return 0;
    Value numerator = TRY(getAttrPy(t, v, "numerator")), denominator = TRY(getAttrPy(t, v, "denominator"));
    if (!isInt(numerator) || !isInt(denominator))
      return raise(t, exc::TypeError, "numerator and denominator of a Rational must be ints");
    numberFromInt(other, numerator, &status);
    Number below;
    numberFromInt(&below, denominator, &status);
    if (!own.isSpecial()) {
      multiply(mine, own, below.view(), kExactRules, &status);
      *scaled = true;
    }
    if (status & kNoMemory) return raiseMemory(t);
    return 1;
  }
  c->status |= kFloatOperation;
  numberFromDouble(other, d, &status);
  if (status & kNoMemory) return raiseMemory(t);
  return 1;
}

Value decimalCompare(Thread* t, Value a, Value b, CompareOp op) {
  if (const Decimal *x = exactDecimal(a), *y = exactDecimal(b); x && y && x->form == Form::Finite && y->form == Form::Finite)
    return compareResult(op, compareFinite(x->view(), y->view()));
  Operand y;
  View x = self(a);
  int ok = y.read(t, b);
  if (ok < 0) return Value::error();
  Number other, mine;
  bool scaled = false;
  if (ok == 0) {
    Context* c = TRY(currentContext(t));
    ok = comparable(t, b, op, c, &other, x, &mine, &scaled);
    if (ok <= 0) return ok ? Value::error() : notImplemented;
    y.view = other.view();
    if (scaled) x = mine.view();
  }
  if (x.isNan() || y.view.isNan()) {
    // Signaling NaNs and the question for an order signal.
    bool equality = op == CompareOp::Eq || op == CompareOp::Ne;
    if (!equality || x.form == Form::SignalingNan || y.view.form == Form::SignalingNan) {
      Context* c = TRY(currentContext(t));
      TRY(report(t, c, kInvalidOperation));
    }
    return Value::boolean(op == CompareOp::Ne);
  }
  return compareResult(op, compareFinite(x, y.view));
}

Value decimalStr(Thread* t, Value v) {
  Context* c = TRY(currentContext(t));
  return TRY(makeStrAscii(t, scientificText(self(v), c->capitals)));
}
Value decimalRepr(Thread* t, Value v) {
  Context* c = TRY(currentContext(t));
  return TRY(makeStrAscii(t, "Decimal('" + scientificText(self(v), c->capitals) + "')"));
}
Value decimalInt(Thread* t, Value v) { return intOfDecimal(t, self(v), Rounding::Down); }
Value decimalFloat(Thread* t, Value v) {
  double d = TRY(doubleOfDecimal(t, self(v)));
  return makeFloat(t, d);
}

// --- methods

template <UnaryOperation operation>
Value unary(Thread* t, Value* args, size_t) {
  Context* c = TRY(contextArgument(t, args[1]));
  return applyUnary<operation>(t, self(args[0]), c);
}
template <BinaryOperation operation>
Value binary(Thread* t, Value* args, size_t) {
  Context* c = TRY(contextArgument(t, args[2]));
  Operand b;
  TRY(b.require(t, args[1]));
  return applyBinary<operation>(t, self(args[0]), b.view, c);
}
template <Rounding mode>
Value toInteger(Thread* t, Value* args, size_t) {
  return intOfDecimal(t, self(args[0]), mode);
}
template <bool (*test)(const View&, const Rules&)>
Value testInContext(Thread* t, Value* args, size_t) {
  Context* c = TRY(contextArgument(t, args[1]));
  return Value::boolean(test(self(args[0]), c->rules));
}
// With the rounding mode that is given, in the context.
template <UnaryOperation operation>
Value roundedUnary(Thread* t, Value* args, size_t) {
  Context* c = TRY(contextArgument(t, args[2]));
  Rules rules = c->rules;
  if (!args[1].isNone()) TRY(roundingArgument(t, args[1], &rules.rounding));
  Number result;
  uint32_t status = 0;
  operation(&result, self(args[0]), rules, &status);
  TRY(report(t, c, status));
  return TRY(makeDecimal(t, result));
}
Value quantizeMethod(Thread* t, Value* args, size_t) {
  Context* c = TRY(contextArgument(t, args[3]));
  Rules rules = c->rules;
  if (!args[2].isNone()) TRY(roundingArgument(t, args[2], &rules.rounding));
  Operand b;
  TRY(b.require(t, args[1]));
  Number result;
  uint32_t status = 0;
  quantize(&result, self(args[0]), b.view, rules, &status);
  TRY(report(t, c, status));
  return TRY(makeDecimal(t, result));
}
Value fmaMethod(Thread* t, Value* args, size_t) {
  Context* c = TRY(contextArgument(t, args[3]));
  Operand b, addend;
  TRY(b.require(t, args[1]));
  TRY(addend.require(t, args[2]));
  Number result;
  uint32_t status = 0;
  fusedMultiplyAdd(&result, self(args[0]), b.view, addend.view, c->rules, &status);
  TRY(report(t, c, status));
  return TRY(makeDecimal(t, result));
}

Value roundMethod(Thread* t, Value* args, size_t) {
  if (args[1].isNone()) return intOfDecimal(t, self(args[0]), Rounding::HalfEven);
  if (!isInt(args[1])) return raise(t, exc::TypeError, "optional arg must be an integer");
  int64_t places = TRY(toInt64(t, args[1], "ssize_t"));
  Number quantum;
  quantum.setFinite(false, 1, places == INT64_MIN ? INT64_MAX : -places);
  Context* c = TRY(currentContext(t));
  return applyBinary<quantize>(t, self(args[0]), quantum.view(), c);
}

Value sameObject(Thread*, Value* args, size_t) { return args[0]; }
Value deepCopy(Thread*, Value* args, size_t) { return args[0]; }
Value copyAbs(Thread* t, Value* args, size_t) {
  View v = self(args[0]);
  v.negative = false;
  return TRY(makeDecimal(t, v));
}
Value copyNegate(Thread* t, Value* args, size_t) {
  View v = self(args[0]);
  v.negative = !v.negative;
  return TRY(makeDecimal(t, v));
}
Value copySign(Thread* t, Value* args, size_t) {
  TRY(contextArgument(t, args[2]));
  Operand b;
  TRY(b.require(t, args[1]));
  View v = self(args[0]);
  v.negative = b.view.negative;
  return TRY(makeDecimal(t, v));
}
Value sameQuantumMethod(Thread* t, Value* args, size_t) {
  TRY(contextArgument(t, args[2]));
  Operand b;
  TRY(b.require(t, args[1]));
  return Value::boolean(sameQuantum(self(args[0]), b.view));
}
Value isCanonical(Thread*, Value*, size_t) { return Value::boolean(true); }
Value isFinite(Thread*, Value* args, size_t) { return Value::boolean(!self(args[0]).isSpecial()); }
Value isInfiniteMethod(Thread*, Value* args, size_t) { return Value::boolean(self(args[0]).isInfinite()); }
Value isNanMethod(Thread*, Value* args, size_t) { return Value::boolean(self(args[0]).isNan()); }
Value isQuiet(Thread*, Value* args, size_t) { return Value::boolean(self(args[0]).form == Form::QuietNan); }
Value isSignaling(Thread*, Value* args, size_t) { return Value::boolean(self(args[0]).form == Form::SignalingNan); }
Value isSigned(Thread*, Value* args, size_t) { return Value::boolean(self(args[0]).negative); }
Value isZeroMethod(Thread*, Value* args, size_t) { return Value::boolean(self(args[0]).isZero()); }
Value adjustedMethod(Thread* t, Value* args, size_t) {
  View v = self(args[0]);
  return v.isSpecial() ? Value::smallInt(0) : makeInt(t, v.adjusted());
}
Value asTuple(Thread* t, Value* args, size_t) { return tupleOfDecimal(t, self(args[0])); }
Value asIntegerRatio(Thread* t, Value* args, size_t) { return ratioOfDecimal(t, self(args[0])); }
Value radixMethod(Thread* t, Value*, size_t) {
  Number ten;
  ten.setFinite(false, 10, 0);
  return TRY(makeDecimal(t, ten));
}
Value numberClassMethod(Thread* t, Value* args, size_t) {
  Context* c = TRY(contextArgument(t, args[1]));
  return TRY(makeStr(t, numberClass(self(args[0]), c->rules)));
}
Value toEngString(Thread* t, Value* args, size_t) {
  Context* c = TRY(contextArgument(t, args[1]));
  return TRY(makeStrAscii(t, engineeringText(self(args[0]), c->capitals)));
}
Value complexMethod(Thread* t, Value* args, size_t) {
  double d = TRY(doubleOfDecimal(t, self(args[0])));
  return makeComplex(t, d, 0);
}
Value reduceMethod(Thread* t, Value* args, size_t) {
  Value text = TRY(decimalStr(t, args[0]));
  Tuple* arguments = TRY(makeTuple(t, {text}));
  return TRY(makeTuple(t, {Value(typeOf(args[0])), Value(arguments)}));
}
Value formatMethod(Thread* t, Value* args, size_t) { return formatDecimal(t, args[0], args[1], args[2]); }
Value sizeOfMethod(Thread*, Value* args, size_t) {
  return Value::smallInt(static_cast<int64_t>(sizeof(Decimal) + args[0].as<Decimal>()->size * sizeof(Limb)));
}

Value fromFloat(Thread* t, Value* args, size_t) {
  Context* c = TRY(currentContext(t));
  Value v = args[1], made;
  if (isInt(v))
    made = TRY(decimalFromPy(t, decimalType, v, c, true));
  else if (isFloat(v))
    made = TRY(decimalFromFloat(t, decimalType, asDouble(v), c, true));
  else
    return raise(t, exc::TypeError, "argument must be int or float");
  return args[0] == Value(decimalType) ? made : callPy(t, args[0], {made});
}

Value decimalNew(Thread* t, Value* args, size_t) {
  Context* c = TRY(contextArgument(t, args[2]));
  return decimalFromPy(t, args[0].as<Type>(), args[1], c, true);
}

Value getReal(Thread*, Value v) { return v; }
Value getImaginary(Thread* t, Value) {
  Number zero;
  return TRY(makeDecimal(t, zero));
}

constexpr const char *kOne = "(self, /, context=None)", *kTwo = "(self, /, other, context=None)", *kPlain = "(self, /)",
                     *kRound = "(self, /, rounding=None, context=None)";

const NativeDef kMethods[] = {
    {"exp", kOne, unary<exponential>, "Returns e ** self, correctly rounded to the nearest."},
    {"ln", kOne, unary<naturalLog>, "Returns the natural (base e) logarithm, correctly rounded to the nearest."},
    {"log10", kOne, unary<log10>, "Returns the base 10 logarithm, correctly rounded to the nearest."},
    {"next_minus", kOne, unary<nextMinus>, "Returns the largest number in the context that is smaller."},
    {"next_plus", kOne, unary<nextPlus>, "Returns the smallest number in the context that is larger."},
    {"normalize", kOne, unary<reduce>, "Removes trailing zeros, so that equal numbers look alike."},
    {"to_integral", kRound, roundedUnary<toIntegralValue>, "Same as to_integral_value()."},
    {"to_integral_exact", kRound, roundedUnary<toIntegralExact>, "Rounds to an integer; signals Inexact and Rounded."},
    {"to_integral_value", kRound, roundedUnary<toIntegralValue>, "Rounds to an integer without signals."},
    {"sqrt", kOne, unary<squareRoot>, "Returns the square root, correctly rounded to the nearest."},
    {"compare", kTwo, binary<compare>, "Compares numerically: Decimal -1, 0, 1 or NaN."},
    {"compare_signal", kTwo, binary<compareSignal>, "Compares numerically; all NaNs signal."},
    {"max", kTwo, binary<maximum>, "Returns the larger of two numbers; a number rather than a quiet NaN."},
    {"max_mag", kTwo, binary<maximumMagnitude>, "As max(), without the signs."},
    {"min", kTwo, binary<minimum>, "Returns the smaller of two numbers; a number rather than a quiet NaN."},
    {"min_mag", kTwo, binary<minimumMagnitude>, "As min(), without the signs."},
    {"next_toward", kTwo, binary<nextToward>, "Returns the number next to this one in the direction of the other."},
    {"quantize", "(self, /, exp, rounding=None, context=None)", quantizeMethod,
     "Returns the number rounded to the exponent of `exp`."},
    {"remainder_near", kTwo, binary<remainderNear>, "Returns self - n * other, where n is the integer nearest to self / other."},
    {"fma", "(self, /, other, third, context=None)", fmaMethod, "Returns self * other + third, rounded once."},
    {"is_canonical", kPlain, isCanonical, "Returns True."},
    {"is_finite", kPlain, isFinite, "Whether this is a finite number."},
    {"is_infinite", kPlain, isInfiniteMethod, "Whether this is an infinity."},
    {"is_nan", kPlain, isNanMethod, "Whether this is a quiet or signaling NaN."},
    {"is_qnan", kPlain, isQuiet, "Whether this is a quiet NaN."},
    {"is_snan", kPlain, isSignaling, "Whether this is a signaling NaN."},
    {"is_signed", kPlain, isSigned, "Whether the sign is negative, also of zeros and NaNs."},
    {"is_zero", kPlain, isZeroMethod, "Whether this is a zero."},
    {"is_normal", kOne, testInContext<isNormal>, "Whether this is a normal number in the context."},
    {"is_subnormal", kOne, testInContext<isSubnormal>, "Whether this is a subnormal number in the context."},
    {"adjusted", kPlain, adjustedMethod, "Returns the exponent of the leading digit."},
    {"canonical", kPlain, sameObject, "Returns the number itself."},
    {"conjugate", kPlain, sameObject, "Returns the number itself."},
    {"radix", kPlain, radixMethod, "Returns Decimal(10)."},
    {"copy_abs", kPlain, copyAbs, "Returns the absolute value, unrounded."},
    {"copy_negate", kPlain, copyNegate, "Returns the number with its sign inverted, unrounded."},
    {"logb", kOne, unary<logb>, "Returns the exponent of the leading digit as a Decimal."},
    {"logical_invert", kOne, unary<logicalInvert>, "Inverts all digits, which are 0 or 1."},
    {"number_class", kOne, numberClassMethod, "Returns the class of the number, such as '+Normal'."},
    {"to_eng_string", kOne, toEngString, "Converts to a string in engineering notation: exponents are multiples of 3."},
    {"compare_total", kTwo, binary<compareTotal>,
     "Compares by the abstract representation, in which all numbers and NaNs are ordered."},
    {"compare_total_mag", kTwo, binary<compareTotalMagnitude>, "As compare_total(), without the signs."},
    {"copy_sign", kTwo, copySign, "Returns the number with the sign of the other."},
    {"logical_and", kTwo, binary<logicalAnd>, "Digit-wise and."},
    {"logical_or", kTwo, binary<logicalOr>, "Digit-wise or."},
    {"logical_xor", kTwo, binary<logicalXor>, "Digit-wise exclusive or."},
    {"rotate", kTwo, binary<rotate>, "Rotates the digits to the left (or, for a negative number, to the right)."},
    {"same_quantum", kTwo, sameQuantumMethod, "Whether both have the same exponent, or both are NaN, or infinite."},
    {"scaleb", kTwo, binary<scaleb>, "Returns the number with its exponent enlarged by the other."},
    {"shift", kTwo, binary<shift>, "Shifts the digits to the left (or, for a negative number, to the right)."},
    {"as_tuple", kPlain, asTuple, "Returns a tuple of sign, digits and exponent."},
    {"as_integer_ratio", kPlain, asIntegerRatio, "Returns two ints whose quotient is the number, in lowest terms."},
    {"from_float", "(cls, f, /)", fromFloat, "Makes a Decimal of exactly the value of a float.", NativeDef::kClassMethod},
    {"__copy__", kPlain, sameObject, nullptr},
    {"__deepcopy__", "(self, memo, /)", deepCopy, nullptr},
    {"__format__", "(self, format_spec, override=<absent>, /)", formatMethod, nullptr},
    {"__reduce__", kPlain, reduceMethod, nullptr},
    {"__round__", "(self, ndigits=None, /)", roundMethod, nullptr},
    {"__ceil__", kPlain, toInteger<Rounding::Ceiling>, nullptr},
    {"__floor__", kPlain, toInteger<Rounding::Floor>, nullptr},
    {"__trunc__", kPlain, toInteger<Rounding::Down>, nullptr},
    {"__complex__", kPlain, complexMethod, nullptr},
    {"__sizeof__", kPlain, sizeOfMethod, nullptr},
};
const GetSetDef kGetSets[] = {{"real", getReal, nullptr, nullptr}, {"imag", getImaginary, nullptr, nullptr}};
const NativeDef kNew = {"__new__", "(cls, value='0', context=None)", decimalNew, nullptr};

}  // namespace

const TypeSpec decimalSpec = {
    .name = "decimal.Decimal",
    .kind = kRecordKind,
    .flags = kBaseType,
    .slots = {.repr = decimalRepr,
              .str = decimalStr,
              .hash = decimalHash,
              .compare = decimalCompare,
              .add = binaryOperator<add, addShort>,
              .subtract = binaryOperator<subtract, subtractShort>,
              .multiply = binaryOperator<multiply, multiplyShort>,
              .modulo = binaryOperator<remainder, remainderShort>,
              .divmod = divmodOperator,
              .floorDivide = binaryOperator<divideInteger, divideIntegerShort>,
              .trueDivide = binaryOperator<divide, divideShort>,
              .power = powerOperator,
              .negate = unaryOperator<minus>,
              .positive = unaryOperator<plus>,
              .absolute = unaryOperator<absolute>,
              .truth = decimalTruth,
              .toInt = decimalInt,
              .toFloat = decimalFloat},
    .methods = kMethods,
    .getsets = kGetSets,
    .create = &kNew,
    .doc =
        "A decimal floating-point number. The value is a string, an int, a float, another Decimal or a tuple of sign, "
        "digits and exponent; without one, 0."};

}  // namespace typhon::decimal
