// The _decimal module: numbers and contexts as Python objects.
#pragma once

#include "runtime/modules/decimal/number.h"
#include "runtime/modules/module_support.h"
#include "runtime/object/record.h"
#include "runtime/ops/ops.h"
#include "runtime/types/int.h"

namespace typhon::decimal {

struct Decimal : Record {
  static constexpr uint32_t kValues = 0;
  int64_t digits, exponent;
  int64_t hash;  // -1: not computed yet
  uint32_t size;
  bool negative;
  Form form;
  Limb limbs[];

  View view() const { return {LimbView(limbs, size), digits, exponent, negative, form}; }
};

struct Context : Record {
  static constexpr uint32_t kValues = 2;
  Value flags, traps;  // the SignalDicts, made when asked for
  Rules rules;
  uint32_t status, trapped;
  bool capitals;
};

extern Type *decimalType, *contextType, *signalDictType, *contextManagerType;
inline bool isDecimal(Value v) { return v.isObject() && (typeOf(v.asObject()) == decimalType || isInstance(v, decimalType)); }
inline bool isDecimalContext(Value v) { return isInstance(v, contextType); }

// An instance with the number's value; of the class itself. Null with MemoryError pending.
Decimal* makeDecimal(Thread* t, const View& v, Type* cls = decimalType);
inline Decimal* makeDecimal(Thread* t, const Number& n, Type* cls = decimalType) { return makeDecimal(t, n.view(), cls); }

// --- context.cpp
extern const TypeSpec contextSpec, signalDictSpec, contextManagerSpec;
// The thread's context; null with an exception pending.
Context* currentContext(Thread* t);
// A `context` argument: None means the thread's. TypeError.
Context* contextArgument(Thread* t, Value v);
Context* makeContext(Thread* t, const Context* like, Type* cls = contextType);
// Notes the conditions in the context; raises what is trapped.
bool report(Thread* t, Context* c, uint32_t status);
// Signals, conditions and their classes.
bool initSignals(Thread* t, Module* m);
// Name of a rounding mode; from a name (TypeError).
Str* roundingName(Rounding r);
bool roundingArgument(Thread* t, Value v, Rounding* out);
Value getContextFunction(Thread* t, Value* args, size_t argc);
Value setContextFunction(Thread* t, Value* args, size_t argc);
Value localContextFunction(Thread* t, Value* args, size_t argc);
// The module's templates: DefaultContext, BasicContext, ExtendedContext.
bool initContexts(Thread* t, Module* m);
// Parts of contextSpec, which is in context_operations.cpp.
Value contextNew(Thread* t, Type* cls, const Args& args);
Value contextRepr(Thread* t, Value self);
Value contextReduce(Thread* t, Value* args, size_t argc);
Value contextCopy(Thread* t, Value* args, size_t argc);
Value clearFlags(Thread* t, Value* args, size_t argc);
Value clearTraps(Thread* t, Value* args, size_t argc);
Value contextEtiny(Thread* t, Value* args, size_t argc);
Value contextEtop(Thread* t, Value* args, size_t argc);
extern const NativeDef contextInitializer;
extern const GetSetDef contextAttributes[8];

// --- convert.cpp
// Exactly, or as the context rounds (create_decimal).
Value decimalFromPy(Thread* t, Type* cls, Value v, Context* c, bool exact);
Value decimalFromFloat(Thread* t, Type* cls, double d, Context* c, bool exact);
bool numberFromDouble(Number* out, double d, uint32_t* status);
bool numberFromInt(Number* out, Value v, uint32_t* status);
// int(d) by a rounding mode; ValueError, OverflowError.
Value intOfDecimal(Thread* t, const View& v, Rounding mode);
Value ratioOfDecimal(Thread* t, const View& v);
Maybe<double> doubleOfDecimal(Thread* t, const View& v);
Value tupleOfDecimal(Thread* t, const View& v);
bool hashOfDecimal(Thread* t, Decimal* d, int64_t* out);
bool initConversions(Thread* t, Module* m);  // DecimalTuple

// An operand: a Decimal, or an int as a number.
class Operand {
 public:
  // 1; 0: neither; -1 with an exception pending.
  int read(Thread* t, Value v) {
    if (v.isObject() && typeOf(v.asObject()) == decimalType) [[likely]] {
      view = v.as<Decimal>()->view();
      return 1;
    }
    return readOther(t, v);
  }
  // TypeError "conversion from x to Decimal is not supported".
  bool require(Thread* t, Value v);
  View view;

 private:
  int readOther(Thread* t, Value v);
  Limb limb_;
  Number number_;
};

// --- decimal_format.cpp
Value formatDecimal(Thread* t, Value self, Value spec, Value overrides);

// --- decimal_type.cpp
extern const TypeSpec decimalSpec;

using UnaryOperation = void (*)(Number*, const View&, const Rules&, uint32_t*);
using BinaryOperation = void (*)(Number*, const View&, const View&, const Rules&, uint32_t*);

// The result of an operation in a context, as a new Decimal.
template <UnaryOperation operation>
Value applyUnary(Thread* t, const View& a, Context* c) {
  Number result;
  uint32_t status = 0;
  operation(&result, a, c->rules, &status);
  if (status && !report(t, c, status)) return Value::error();
  return TRY(makeDecimal(t, result));
}
template <BinaryOperation operation>
Value applyBinary(Thread* t, const View& a, const View& b, Context* c) {
  Number result;
  uint32_t status = 0;
  operation(&result, a, b, c->rules, &status);
  if (status && !report(t, c, status)) return Value::error();
  return TRY(makeDecimal(t, result));
}

}  // namespace typhon::decimal
