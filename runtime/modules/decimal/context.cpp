// decimal.Context, the current context, signals and the dicts that show them.
#include "runtime/memory/roots.h"
#include "runtime/modules/contextvars.h"
#include "runtime/modules/decimal/decimal.h"
#include "runtime/types/container_support.h"
#include "runtime/types/dict.h"

namespace typhon::decimal {

Type *contextType, *signalDictType, *contextManagerType;

namespace {

struct SignalDict : Record {
  static constexpr uint32_t kValues = 1;
  Value context;  // None before it belongs to one
  bool isTraps;
  uint32_t& bits() { return isTraps ? context.as<Context>()->trapped : context.as<Context>()->status; }
};

struct ContextManager : Record {
  static constexpr uint32_t kValues = 2;
  Value local, global;
};

// A signal stands for one or more conditions.
struct Signal {
  const char* name;
  uint32_t conditions;
};
constexpr Signal kSignals[] = {{"InvalidOperation", kAnyInvalid & ~kNoMemory},
                               {"FloatOperation", kFloatOperation},
                               {"DivisionByZero", kDivisionByZero},
                               {"Overflow", kOverflow},
                               {"Underflow", kUnderflow},
                               {"Subnormal", kSubnormal},
                               {"Inexact", kInexact},
                               {"Rounded", kRounded},
                               {"Clamped", kClamped}};
constexpr size_t kSignalCount = std::size(kSignals);
// The conditions that are classes of their own below InvalidOperation.
constexpr Signal kConditions[] = {{"InvalidOperation", kInvalidOperation},
                                  {"ConversionSyntax", kConversionSyntax},
                                  {"DivisionImpossible", kDivisionImpossible},
                                  {"DivisionUndefined", kDivisionUndefined},
                                  {"InvalidContext", kInvalidContext}};

Value signalClasses[kSignalCount], conditionClasses[std::size(kConditions)];
Value currentVar, defaultContext, basicContext, extendedContext;
Str* roundingNames[kRoundings];
constexpr const char* kRoundingNames[kRoundings] = {"ROUND_UP",      "ROUND_DOWN",      "ROUND_CEILING",   "ROUND_FLOOR",
                                                    "ROUND_HALF_UP", "ROUND_HALF_DOWN", "ROUND_HALF_EVEN", "ROUND_05UP"};
constexpr uint32_t kDefaultTraps = (kAnyInvalid & ~kNoMemory) | kDivisionByZero | kOverflow;

Raised raiseInvalidSignals(Thread* t, Type* type) { return raise(t, type, "invalid signal dict"); }

// The signal that a key names; KeyError.
bool signalArgument(Thread* t, Value key, size_t* out) {
  for (size_t i = 0; i < kSignalCount; ++i)
    if (key == signalClasses[i]) {
      *out = i;
      return true;
    }
  return raise(t, exc::KeyError,
               "valid values for signals are:\n  [InvalidOperation, FloatOperation, DivisionByZero,\n   Overflow, "
               "Underflow, Subnormal, "
               "Inexact, Rounded,\n   Clamped]");
}

// The conditions that a list of signals, a dict from signals to truth values or a SignalDict stands for.
bool signalsFromDictPy(Thread* t, Dict* d, uint32_t* out) {
  if (dictLength(d) != kSignalCount) return raiseInvalidSignals(t, exc::KeyError);
  uint32_t bits = 0;
  for (size_t i = 0; i < kSignalCount; ++i) {
    Value v = TRY(dictGetPy(t, d, signalClasses[i]));
    if (v.isUnbound()) return raiseInvalidSignals(t, exc::KeyError);
    if (TRY(truthPy(t, v))) bits |= kSignals[i].conditions;
  }
  *out = bits;
  return true;
}
bool signalsArgumentPy(Thread* t, Value v, bool listAllowed, uint32_t* out) {  // lists: of the constructor
  if (isInstance(v, signalDictType)) {
    auto* d = v.as<SignalDict>();
    if (d->context.isNone()) return raiseInvalidSignals(t, exc::ValueError);
    *out = d->bits();
    return true;
  }
  if (auto* list = dynCast<List>(v); list && listAllowed) {
    uint32_t bits = 0;
    for (size_t i = 0; i < list->length; ++i) {
      size_t signal;
      TRY(signalArgument(t, listItem(list, i), &signal));
      bits |= kSignals[signal].conditions;
    }
    *out = bits;
    return true;
  }
  if (auto* d = dynCast<Dict>(v)) return signalsFromDictPy(t, d, out);
  return raise(t, exc::TypeError, "argument must be a signal dict");
}

List* signalList(Thread* t, uint32_t bits) {
  List* list = TRY(makeList(t));
  for (size_t i = 0; i < kSignalCount; ++i)
    if (bits & kSignals[i].conditions) TRY(listAppend(t, list, signalClasses[i]));
  return list;
}
// For repr(), in the order of the conditions' bits.
std::string signalNames(uint32_t bits) {
  static constexpr size_t kOrder[] = {8, 0, 2, 6, 1, 3, 7, 5, 4};
  std::string text = "[";
  for (size_t i : kOrder)
    if (bits & kSignals[i].conditions) text += (text.size() > 1 ? ", " : "") + std::string(kSignals[i].name);
  return text + "]";
}

}  // namespace

bool report(Thread* t, Context* c, uint32_t status) {
  c->status |= status & ~kNoMemory;
  uint32_t raised = status & (c->trapped | kNoMemory);
  if (!raised) [[likely]]
    return true;
  if (raised & kNoMemory) return raiseMemory(t);
  Value cls;
  List* causes = TRY(makeList(t));
  for (size_t i = 0; i < std::size(kConditions); ++i)
    if (raised & kConditions[i].conditions) TRY(listAppend(t, causes, conditionClasses[i]));
  for (size_t i = 0; i < kSignalCount; ++i) {
    if (!(raised & kSignals[i].conditions)) continue;
    if (cls.isUnbound()) cls = signalClasses[i];
    if (i > 0) TRY(listAppend(t, causes, signalClasses[i]));
  }
  return raiseWith(t, cls.as<Type>(), Value(causes));
}

Str* roundingName(Rounding r) { return roundingNames[static_cast<size_t>(r)]; }
bool roundingArgument(Thread* t, Value v, Rounding* out) {
  for (int i = 0; i < kRoundings; ++i)
    if (v == Value(roundingNames[i]) || (isa<Str>(v) && equals(v.as<Str>(), kRoundingNames[i]))) {
      *out = static_cast<Rounding>(i);
      return true;
    }
  return raise(t, exc::TypeError,
               "valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n   "
               "ROUND_HALF_UP, ROUND_HALF_DOWN, "
               "ROUND_HALF_EVEN,\n   ROUND_05UP]");
}

Context* makeContext(Thread* t, const Context* like, Type* cls) {
  auto* c = TRY(makeRecord<Context>(t, cls));
  c->rules = like ? like->rules : Rules();
  c->status = like ? like->status : 0;
  c->trapped = like ? like->trapped : kDefaultTraps;
  c->capitals = like ? like->capitals : true;
  return c;
}

Context* currentContext(Thread* t) {
  Value v = TRY(contextVarValue(t, currentVar));
  if (!v.isUnbound()) [[likely]]
    return v.as<Context>();
  Context* c = TRY(makeContext(t, defaultContext.as<Context>()));
  c->status = 0;
  TRY(setContextVar(t, currentVar, Value(c)));
  return c;
}
Context* contextArgument(Thread* t, Value v) {
  if (v.isNone() || v.isUnbound()) return currentContext(t);
  if (!isDecimalContext(v)) return raise(t, exc::TypeError, "optional argument must be a context");
  return v.as<Context>();
}

namespace {

// --- attributes

bool integerArgument(Thread* t, Value v, int64_t* out) {
  if (!isInt(v)) return raise(t, exc::TypeError, "an integer is required");
  *out = TRY(toInt64(t, v, "ssize_t"));
  return true;
}

bool setPrecision(Thread* t, Value self, Value v) {
  int64_t i;
  TRY(integerArgument(t, v, &i));
  if (i < 1 || i > kMaxPrecision) return raise(t, exc::ValueError, "valid range for prec is [1, MAX_PREC]");
  self.as<Context>()->rules.precision = i;
  return true;
}
bool setEmin(Thread* t, Value self, Value v) {
  int64_t i;
  TRY(integerArgument(t, v, &i));
  if (i < kMinExponent || i > 0) return raise(t, exc::ValueError, "valid range for Emin is [MIN_EMIN, 0]");
  self.as<Context>()->rules.emin = i;
  return true;
}
bool setEmax(Thread* t, Value self, Value v) {
  int64_t i;
  TRY(integerArgument(t, v, &i));
  if (i < 0 || i > kMaxExponent) return raise(t, exc::ValueError, "valid range for Emax is [0, MAX_EMAX]");
  self.as<Context>()->rules.emax = i;
  return true;
}
bool setCapitals(Thread* t, Value self, Value v) {
  int64_t i;
  TRY(integerArgument(t, v, &i));
  if (i != 0 && i != 1) return raise(t, exc::ValueError, "valid values for capitals are 0 or 1");
  self.as<Context>()->capitals = i;
  return true;
}
bool setClamp(Thread* t, Value self, Value v) {
  int64_t i;
  TRY(integerArgument(t, v, &i));
  if (i != 0 && i != 1) return raise(t, exc::ValueError, "valid values for clamp are 0 or 1");
  self.as<Context>()->rules.clamp = i;
  return true;
}
bool setRounding(Thread* t, Value self, Value v) { return roundingArgument(t, v, &self.as<Context>()->rules.rounding); }
template <bool listAllowed>
bool setTraps(Thread* t, Value self, Value v) {
  return signalsArgumentPy(t, v, listAllowed, &self.as<Context>()->trapped);
}
template <bool listAllowed>
bool setFlags(Thread* t, Value self, Value v) {
  return signalsArgumentPy(t, v, listAllowed, &self.as<Context>()->status);
}

using Setter = bool (*)(Thread*, Value, Value);
template <Setter set>
bool setOrRefuse(Thread* t, Value self, Value v) {
  if (v.isUnbound()) return raise(t, exc::AttributeError, "context attributes cannot be deleted");
  return set(t, self, v);
}

Value getPrecision(Thread* t, Value self) { return makeInt(t, self.as<Context>()->rules.precision); }
Value getEmin(Thread* t, Value self) { return makeInt(t, self.as<Context>()->rules.emin); }
Value getEmax(Thread* t, Value self) { return makeInt(t, self.as<Context>()->rules.emax); }
Value getCapitals(Thread*, Value self) { return Value::smallInt(self.as<Context>()->capitals); }
Value getClamp(Thread*, Value self) { return Value::smallInt(self.as<Context>()->rules.clamp); }
Value getRounding(Thread*, Value self) { return Value(roundingName(self.as<Context>()->rules.rounding)); }
template <bool isTraps>
Value getSignals(Thread* t, Value self) {
  Context* c = self.as<Context>();
  Value& place = isTraps ? c->traps : c->flags;
  if (!place.isUnbound()) return place;
  auto* d = TRY(makeRecord<SignalDict>(t, signalDictType));
  d->context = self;
  d->isTraps = isTraps;
  place = Value(d);
  writeBarrier(c);
  return place;
}

// The constructor's arguments in their order; None leaves the default.
constexpr Setter kSetters[] = {setPrecision, setRounding, setEmin,        setEmax,
                               setCapitals,  setClamp,    setFlags<true>, setTraps<true>};
constexpr const char* kSetterNames[] = {"prec", "rounding", "Emin", "Emax", "capitals", "clamp", "flags", "traps"};

bool setAll(Thread* t, Value context, const Value* args) {
  for (size_t i = 0; i < std::size(kSetters); ++i)
    if (!args[i].isNone()) TRY(kSetters[i](t, context, args[i]));
  return true;
}

}  // namespace

Value contextNew(Thread* t, Type* cls, const Args&) {
  Context* c = TRY(makeContext(t, defaultContext.isUnbound() ? nullptr : defaultContext.as<Context>(), cls));
  c->status = 0;
  return Value(c);
}
Value contextInit(Thread* t, Value* args, size_t) {
  TRY(setAll(t, args[0], args + 1));
  return Value::none();
}

Value contextRepr(Thread* t, Value self) {
  Context* c = self.as<Context>();
  return TRY(makeStr(
      t, fmt::format("Context(prec={}, rounding={}, Emin={}, Emax={}, capitals={}, clamp={}, flags={}, traps={})",
                     c->rules.precision, kRoundingNames[static_cast<size_t>(c->rules.rounding)], c->rules.emin, c->rules.emax,
                     int{c->capitals}, int{c->rules.clamp}, signalNames(c->status), signalNames(c->trapped))));
}

Value contextReduce(Thread* t, Value* args, size_t) {
  Context* c = args[0].as<Context>();
  List* flags = TRY(signalList(t, c->status));
  List* traps = TRY(signalList(t, c->trapped));
  Value precision = TRY(getPrecision(t, args[0])), emin = TRY(getEmin(t, args[0])), emax = TRY(getEmax(t, args[0]));
  Tuple* state = TRY(makeTuple(t, {precision, getRounding(t, args[0]), emin, emax, getCapitals(t, args[0]), getClamp(t, args[0]),
                                   Value(flags), Value(traps)}));
  return TRY(makeTuple(t, {Value(typeOf(args[0])), Value(state)}));
}
Value contextCopy(Thread* t, Value* args, size_t) { return TRY(makeContext(t, args[0].as<Context>())); }
Value clearFlags(Thread*, Value* args, size_t) {
  args[0].as<Context>()->status = 0;
  return Value::none();
}
Value clearTraps(Thread*, Value* args, size_t) {
  args[0].as<Context>()->trapped = 0;
  return Value::none();
}
Value contextEtiny(Thread* t, Value* args, size_t) { return makeInt(t, args[0].as<Context>()->rules.etiny()); }
Value contextEtop(Thread* t, Value* args, size_t) { return makeInt(t, args[0].as<Context>()->rules.etop()); }

const GetSetDef contextAttributes[] = {
    {"prec", getPrecision, setOrRefuse<setPrecision>, nullptr},
    {"Emax", getEmax, setOrRefuse<setEmax>, nullptr},
    {"Emin", getEmin, setOrRefuse<setEmin>, nullptr},
    {"rounding", getRounding, setOrRefuse<setRounding>, nullptr},
    {"capitals", getCapitals, setOrRefuse<setCapitals>, nullptr},
    {"clamp", getClamp, setOrRefuse<setClamp>, nullptr},
    {"flags", getSignals<false>, setOrRefuse<setFlags<false>>, nullptr},
    {"traps", getSignals<true>, setOrRefuse<setTraps<false>>, nullptr},
};
const NativeDef contextInitializer = {
    "__init__", "(self, prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None, traps=None)",
    contextInit, nullptr};

namespace {

// --- SignalDict

bool checkOwned(Thread* t, Value self) {
  if (self.as<SignalDict>()->context.isNone()) return raiseInvalidSignals(t, exc::ValueError);
  return true;
}
Value signalDictNew(Thread* t, Type* cls, const Args&) {
  auto* d = TRY(makeRecord<SignalDict>(t, cls));
  d->context = Value::none();
  return Value(d);
}
int64_t signalDictLength(Thread* t, Value self) { return checkOwned(t, self) ? int64_t{kSignalCount} : -1; }
Value signalDictIter(Thread* t, Value self) {
  TRY(checkOwned(t, self));
  Tuple* all = TRY(makeTuple(t, signalClasses, kSignalCount));
  return iterPy(t, Value(all));
}
Value signalDictGet(Thread* t, Value self, Value key) {
  TRY(checkOwned(t, self));
  size_t i;
  TRY(signalArgument(t, key, &i));
  return Value::boolean(self.as<SignalDict>()->bits() & kSignals[i].conditions);
}
bool signalDictSet(Thread* t, Value self, Value key, Value v) {
  TRY(checkOwned(t, self));
  if (v.isUnbound()) return raise(t, exc::ValueError, "signal keys cannot be deleted");
  size_t i;
  TRY(signalArgument(t, key, &i));
  bool on = TRY(truthPy(t, v));
  uint32_t& bits = self.as<SignalDict>()->bits();
  bits = on ? bits | kSignals[i].conditions : bits & ~kSignals[i].conditions;
  return true;
}
Value signalDictRepr(Thread* t, Value self) {
  TRY(checkOwned(t, self));
  std::string text = "{";
  for (size_t i = 0; i < kSignalCount; ++i)
    text += fmt::format("{}<class 'decimal.{}'>:{}", i ? ", " : "", kSignals[i].name,
                        self.as<SignalDict>()->bits() & kSignals[i].conditions ? "True" : "False");
  return TRY(makeStr(t, text + "}"));
}
// Which signals are on, whatever conditions stand behind them.
uint32_t signalsOf(uint32_t bits) {
  uint32_t on = 0;
  for (size_t i = 0; i < kSignalCount; ++i) on |= (bits & kSignals[i].conditions ? 1u : 0u) << i;
  return on;
}
Value signalDictCompare(Thread* t, Value a, Value b, CompareOp op) {
  if (op != CompareOp::Eq && op != CompareOp::Ne) return notImplemented;
  TRY(checkOwned(t, a));
  uint32_t other;
  if (isInstance(b, signalDictType)) {
    TRY(checkOwned(t, b));
    other = b.as<SignalDict>()->bits();
  } else if (isa<Dict>(b)) {
    if (!signalsFromDictPy(t, b.as<Dict>(), &other)) {
      if (!pendingIs(t, exc::KeyError)) return Value::error();
      clearPending(t);
      return Value::boolean(op == CompareOp::Ne);
    }
  } else {
    return notImplemented;
  }
  return Value::boolean((signalsOf(a.as<SignalDict>()->bits()) == signalsOf(other)) == (op == CompareOp::Eq));
}
Value signalDictCopy(Thread* t, Value* args, size_t) {
  TRY(checkOwned(t, args[0]));
  Dict* d = TRY(makeDict(t));
  for (size_t i = 0; i < kSignalCount; ++i)
    TRY(dictSetPy(t, d, signalClasses[i], Value::boolean(args[0].as<SignalDict>()->bits() & kSignals[i].conditions)));
  return Value(d);
}
const NativeDef kSignalDictMethods[] = {{"copy", "(self, /)", signalDictCopy, nullptr}};

// --- the manager of `with localcontext()`

Value managerEnter(Thread* t, Value* args, size_t) {
  auto* m = args[0].as<ContextManager>();
  TRY(setContextVar(t, currentVar, m->local));
  return m->local;
}
Value setCurrent(Thread* t, Value context) {
  // The templates are copied, so that they stay as they are.
  if (context == defaultContext || context == basicContext || context == extendedContext) {
    Context* copy = TRY(makeContext(t, context.as<Context>()));
    copy->status = 0;
    context = Value(copy);
  }
  TRY(setContextVar(t, currentVar, context));
  return Value::none();
}
Value managerExit(Thread* t, Value* args, size_t) {
  TRY(setCurrent(t, args[0].as<ContextManager>()->global));
  return Value::boolean(false);
}
const NativeDef kManagerMethods[] = {{"__enter__", "(self, /)", managerEnter, nullptr},
                                     {"__exit__", "(self, /, *args)", managerExit, nullptr}};

}  // namespace

Value getContextFunction(Thread* t, Value*, size_t) { return TRY(currentContext(t)); }

Value setContextFunction(Thread* t, Value* args, size_t) {
  if (!isDecimalContext(args[0])) return raise(t, exc::TypeError, "argument must be a context");
  return setCurrent(t, args[0]);
}

Value localContextFunction(Thread* t, Value* args, size_t) {
  Context* global = TRY(currentContext(t));
  Context* like = args[0].isNone() ? global : TRY(contextArgument(t, args[0]));
  Context* local = TRY(makeContext(t, like));
  size_t position = 0;
  Value key, v;
  while (dictNext(args[1].as<Dict>(), &position, &key, &v)) {
    Setter set = nullptr;
    for (size_t i = 0; i < std::size(kSetters); ++i)
      if (equals(key.as<Str>(), kSetterNames[i])) set = kSetters[i];
    if (!set) return raise(t, exc::TypeError, "'{}' is an invalid keyword argument for this function", strText(key));
    if (!v.isNone()) TRY(set(t, Value(local), v));
  }
  auto* m = TRY(makeRecord<ContextManager>(t, contextManagerType));
  m->local = Value(local);
  m->global = Value(global);
  return Value(m);
}

bool initSignals(Thread* t, Module* m) {
  for (Value& v : signalClasses) addRoot(&v);
  for (Value& v : conditionClasses) addRoot(&v);
  Type* base = TRY(moduleAddException(t, m, "decimal.DecimalException", exc::ArithmeticError));
  auto make = [&](const char* name, std::initializer_list<Value> bases) -> Value {
    Tuple* tuple = TRY(makeTuple(t, bases));
    Dict* body = TRY(makeDict(t));
    TRY(dictSetStr(t, body, names::__module__, TRY(internStr(t, "decimal"))));
    Str* text = TRY(internStr(t, name));
    Value cls = TRY(callPy(t, Value(types::type), {Value(text), Value(tuple), Value(body)}));
    TRY(moduleSet(t, m, name, cls));
    return cls;
  };
  enum { Invalid, FloatOp, ByZero, Over, Under, Sub, Inexact_, Rounded_, Clamped_ };
  for (int i : {Invalid, Sub, Inexact_, Rounded_, Clamped_}) signalClasses[i] = TRY(make(kSignals[i].name, {Value(base)}));
  signalClasses[FloatOp] = TRY(make("FloatOperation", {Value(base), Value(exc::TypeError)}));
  signalClasses[ByZero] = TRY(make("DivisionByZero", {Value(base), Value(exc::ZeroDivisionError)}));
  signalClasses[Over] = TRY(make("Overflow", {signalClasses[Inexact_], signalClasses[Rounded_]}));
  signalClasses[Under] = TRY(make("Underflow", {signalClasses[Inexact_], signalClasses[Rounded_], signalClasses[Sub]}));
  conditionClasses[0] = signalClasses[Invalid];
  conditionClasses[1] = TRY(make("ConversionSyntax", {signalClasses[Invalid]}));
  conditionClasses[2] = TRY(make("DivisionImpossible", {signalClasses[Invalid]}));
  conditionClasses[3] = TRY(make("DivisionUndefined", {signalClasses[Invalid], Value(exc::ZeroDivisionError)}));
  conditionClasses[4] = TRY(make("InvalidContext", {signalClasses[Invalid]}));
  return true;
}

bool initContexts(Thread* t, Module* m) {
  for (Value* v : {&currentVar, &defaultContext, &basicContext, &extendedContext}) addRoot(v);
  for (Type** type : {&contextType, &signalDictType, &contextManagerType}) addRoot(type);
  for (int i = 0; i < kRoundings; ++i) {
    addRoot(&roundingNames[i]);
    roundingNames[i] = TRY(internStr(t, kRoundingNames[i]));
    TRY(moduleSet(t, m, kRoundingNames[i], Value(roundingNames[i])));
  }
  currentVar = TRY(makeContextVar(t, "decimal_context"));
  contextType = TRY(moduleAddType(t, m, contextSpec));
  contextManagerType = TRY(makeNativeType(t, contextManagerSpec));
  // SignalDict is a MutableMapping, whose methods it gets.
  Type* mixin = TRY(makeNativeType(t, signalDictSpec));
  Value mapping = TRY(importAttributePy(t, "collections.abc", "MutableMapping"));
  Tuple* bases = TRY(makeTuple(t, {Value(mixin), mapping}));
  Dict* body = TRY(makeDict(t));
  Str* name = TRY(internStr(t, "SignalDict"));
  Value made = TRY(callPy(t, Value(typeOf(mapping)), {Value(name), Value(bases), Value(body)}));
  signalDictType = made.as<Type>();

  Context* c = TRY(makeContext(t, nullptr));
  defaultContext = Value(c);
  c = TRY(makeContext(t, nullptr));
  c->rules.precision = 9;
  c->rules.rounding = Rounding::HalfUp;
  c->trapped = kDefaultTraps | kUnderflow | kClamped;
  basicContext = Value(c);
  c = TRY(makeContext(t, nullptr));
  c->rules.precision = 9;
  c->trapped = 0;
  extendedContext = Value(c);
  return moduleSet(t, m, "DefaultContext", defaultContext) && moduleSet(t, m, "BasicContext", basicContext) &&
         moduleSet(t, m, "ExtendedContext", extendedContext);
}

const TypeSpec signalDictSpec = {.name = "decimal.SignalDictMixin",
                                 .kind = kRecordKind,
                                 .flags = kBaseType,
                                 .slots = {.repr = signalDictRepr,
                                           .hash = hashNotImplemented,
                                           .compare = signalDictCompare,
                                           .iter = signalDictIter,
                                           .create = signalDictNew,
                                           .length = signalDictLength,
                                           .getItem = signalDictGet,
                                           .setItem = signalDictSet},
                                 .methods = kSignalDictMethods};
const TypeSpec contextManagerSpec = {
    .name = "decimal.ContextManager", .kind = kRecordKind, .flags = kDisallowNew, .methods = kManagerMethods};

}  // namespace typhon::decimal
