// datetime.timedelta.
#include <cmath>

#include "runtime/base/hash.h"
#include "runtime/modules/datetime/datetime.h"
#include "runtime/types/container_support.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/int_limbs.h"

namespace typhon::datetime {

Type* deltaType;

TimeDelta* makeDelta(Thread* t, int64_t days, int64_t seconds, int64_t micros, bool normalize, Type* cls) {
  if (normalize) {
    int64_t carry = micros / kMicrosPerSecond;
    micros %= kMicrosPerSecond;
    if (micros < 0) {
      micros += kMicrosPerSecond;
      --carry;
    }
    seconds += carry;
    carry = seconds / kSecondsPerDay;
    seconds %= kSecondsPerDay;
    if (seconds < 0) {
      seconds += kSecondsPerDay;
      --carry;
    }
    days += carry;
  }
  if (days < -kMaxDeltaDays || days > kMaxDeltaDays)
    return raise(t, exc::OverflowError, "days={}; must have magnitude <= {}", days, kMaxDeltaDays);
  auto* d = TRY(makeRecord<TimeDelta>(t, cls ? cls : deltaType));
  d->days = static_cast<int32_t>(days);
  d->seconds = static_cast<int32_t>(seconds);
  d->micros = static_cast<int32_t>(micros);
  d->hash = -1;
  return d;
}

TimeDelta* makeDeltaFromMicros(Thread* t, __int128 micros, Type* cls) {
  __int128 days;
  int64_t rest;
  if (auto few = static_cast<int64_t>(micros); few == micros) [[likely]] {  // a division of 128 bits is a long calculation
    days = few / kMicrosPerDay;
    rest = few % kMicrosPerDay;
  } else {
    days = micros / kMicrosPerDay;
    rest = static_cast<int64_t>(micros % kMicrosPerDay);
  }
  if (rest < 0) {
    rest += kMicrosPerDay;
    --days;
  }
  if (days > INT32_MAX || days < INT32_MIN) return raise(t, exc::OverflowError, "Python int too large to convert to C int");
  return makeDelta(t, static_cast<int64_t>(days), rest / kMicrosPerSecond, rest % kMicrosPerSecond, false, cls);
}

namespace {

TimeDelta* self(Value v) { return v.as<TimeDelta>(); }

// An int in 128 bits; OverflowError when it is larger than any timedelta.
bool int128Of(Thread* t, Value v, __int128* out) {
  int64_t small;
  if (fitsInt64(v, &small)) {
    *out = small;
    return true;
  }
  IntView view(v);
  if (view.count > 2 || (view.count == 2 && view.limbs[1] >> 60))
    return raise(t, exc::OverflowError, "Python int too large to convert to C int");
  unsigned __int128 magnitude = view.limbs[0];
  if (view.count == 2) magnitude |= static_cast<unsigned __int128>(view.limbs[1]) << 64;
  *out = intSign(v) < 0 ? -static_cast<__int128>(magnitude) : static_cast<__int128>(magnitude);
  return true;
}

// One component times its factor; the fraction of a float is left in *leftover.
bool accumulate(Thread* t, const char* name, Value v, int64_t factor, __int128* sum, double* leftover) {
  if (isInt(v)) {
    __int128 number;
    TRY(int128Of(t, v, &number));
    __int128 product;
    if (__builtin_mul_overflow(number, static_cast<__int128>(factor), &product) || __builtin_add_overflow(*sum, product, sum))
      return raise(t, exc::OverflowError, "Python int too large to convert to C int");
    return true;
  }
  if (!isFloat(v)) return raise(t, exc::TypeError, "unsupported type for timedelta {} component: {}", name, typeName(v));
  double whole, fraction = std::modf(asDouble(v), &whole);
  if (!std::isfinite(whole)) {
    TRY(intFromDouble(t, whole));
    return false;
  }
  if (std::fabs(whole) > 1e20) return raise(t, exc::OverflowError, "Python int too large to convert to C int");
  *sum += static_cast<__int128>(whole) * factor;
  if (fraction == 0) return true;
  fraction = std::modf(static_cast<double>(factor) * fraction, &whole);
  *leftover += fraction;
  *sum += static_cast<__int128>(whole);
  return true;
}

Value deltaNew(Thread* t, Value* args, size_t) {
  static constexpr struct {
    const char* name;
    int argument;
    int64_t factor;
  } kComponents[] = {{"microseconds", 3, 1},
                     {"milliseconds", 4, 1000},
                     {"seconds", 2, kMicrosPerSecond},
                     {"minutes", 5, 60 * kMicrosPerSecond},
                     {"hours", 6, 3600 * kMicrosPerSecond},
                     {"days", 1, kMicrosPerDay},
                     {"weeks", 7, 7 * kMicrosPerDay}};
  __int128 sum = 0;
  double leftover = 0;
  for (auto& c : kComponents)
    if (!args[c.argument].isUnbound()) TRY(accumulate(t, c.name, args[c.argument], c.factor, &sum, &leftover));
  if (leftover != 0) {
    double whole = std::round(leftover);
    if (std::fabs(whole - leftover) == 0.5) {
      // Half a microsecond goes to the even number.
      int odd = static_cast<int>(sum & 1);
      whole = 2.0 * std::round((leftover + odd) * 0.5) - odd;
    }
    sum += static_cast<__int128>(whole);
  }
  return TRY(makeDeltaFromMicros(t, sum, args[0].as<Type>()));
}

Value deltaRepr(Thread* t, Value v) {
  TimeDelta* d = self(v);
  std::string text = std::string(typeName(v)) + "(";
  const char* separator = "";
  auto part = [&](const char* name, int value) {
    if (!value) return;
    text += fmt::format("{}{}={}", separator, name, value);
    separator = ", ";
  };
  part("days", d->days);
  part("seconds", d->seconds);
  part("microseconds", d->micros);
  if (!*separator) text += "0";
  return TRY(makeStr(t, text + ")"));
}

Value deltaStr(Thread* t, Value v) {
  TimeDelta* d = self(v);
  std::string text;
  if (d->days) text = fmt::format("{} day{}, ", d->days, d->days == 1 || d->days == -1 ? "" : "s");
  text += fmt::format("{}:{:02}:{:02}", d->seconds / 3600, d->seconds / 60 % 60, d->seconds % 60);
  if (d->micros) text += fmt::format(".{:06}", d->micros);
  return TRY(makeStr(t, text));
}

bool deltaHash(Thread*, Value v, int64_t* out) {
  TimeDelta* d = self(v);
  if (d->hash == -1) {
    base::TupleHash hash;
    for (int part : {d->days, d->seconds, d->micros}) hash.add(base::hashInt(part));
    d->hash = hash.finish(3);
  }
  *out = d->hash;
  return true;
}

int order(const TimeDelta* a, const TimeDelta* b) {
  if (a->days != b->days) return a->days < b->days ? -1 : 1;
  if (a->seconds != b->seconds) return a->seconds < b->seconds ? -1 : 1;
  return a->micros < b->micros ? -1 : a->micros > b->micros;
}
Value deltaCompare(Thread*, Value a, Value b, CompareOp op) {
  if (!isDelta(b)) return notImplemented;
  return compareResult(op, order(self(a), self(b)));
}

Value deltaAdd(Thread* t, Value a, Value b) {
  if (!isDelta(a) || !isDelta(b)) return notImplemented;
  TimeDelta *x = self(a), *y = self(b);
  return TRY(makeDelta(t, int64_t{x->days} + y->days, int64_t{x->seconds} + y->seconds, int64_t{x->micros} + y->micros));
}
Value deltaSubtract(Thread* t, Value a, Value b) {
  if (!isDelta(a) || !isDelta(b)) return notImplemented;
  TimeDelta *x = self(a), *y = self(b);
  return TRY(makeDelta(t, int64_t{x->days} - y->days, int64_t{x->seconds} - y->seconds, int64_t{x->micros} - y->micros));
}
Value deltaNegate(Thread* t, Value v) {
  TimeDelta* d = self(v);
  return TRY(makeDelta(t, -int64_t{d->days}, -int64_t{d->seconds}, -int64_t{d->micros}));
}
Value deltaPositive(Thread* t, Value v) {
  TimeDelta* d = self(v);
  return TRY(makeDelta(t, d->days, d->seconds, d->micros, false));
}
Value deltaAbsolute(Thread* t, Value v) { return self(v)->days < 0 ? deltaNegate(t, v) : deltaPositive(t, v); }
int deltaTruth(Thread*, Value v) { return !self(v)->isZero(); }

Value microsOf(Thread* t, Value v) { return makeInt128(t, self(v)->total()); }

Value deltaFromInt(Thread* t, Value micros) {
  __int128 number;
  TRY(int128Of(t, micros, &number));
  return TRY(makeDeltaFromMicros(t, number));
}

// m / n, a half to the even number.
Value divideNearest(Thread* t, Value m, Value n) {
  Value pair = TRY(intDivmod(t, m, n));
  Value quotient = pair.as<Tuple>()->items[0], rest = pair.as<Tuple>()->items[1];
  Value twice = TRY(intLshift(t, rest, Value::smallInt(1)));
  bool negative = intSign(n) < 0;
  int compared = intCompare(twice, n) * (negative ? -1 : 1);
  Value low = TRY(intAnd(t, quotient, Value::smallInt(1)));
  if (compared > 0 || (compared == 0 && intSign(low))) return intAdd(t, quotient, Value::smallInt(1));
  return quotient;
}

// delta * float, or delta / float when `divide`.
Value scaleByFloat(Thread* t, Value delta, Value number, bool divide) {
  static Str* name = internStr(t, "as_integer_ratio");
  Value ratio = TRY(callMethodPy(t, number, name));  // a subclass may return anything
  if (!isa<Tuple>(ratio))
    return raise(t, exc::TypeError, "unexpected return type from as_integer_ratio(): expected tuple, got '{}'", typeName(ratio));
  if (ratio.as<Tuple>()->length != 2) return raise(t, exc::ValueError, "as_integer_ratio() must return a 2-tuple");
  Value top = ratio.as<Tuple>()->items[divide], bottom = ratio.as<Tuple>()->items[!divide];
  if (!isInt(top) || !isInt(bottom)) return raise(t, exc::TypeError, "non-integer arguments in division");
  Value micros = TRY(microsOf(t, delta));
  Value product = TRY(intMultiply(t, micros, top));
  Value nearest = TRY(divideNearest(t, product, bottom));
  return deltaFromInt(t, nearest);
}

Value deltaMultiply(Thread* t, Value a, Value b) {
  Value delta = isDelta(a) ? a : b, number = isDelta(a) ? b : a;
  if (isInt(number)) {
    Value micros = TRY(microsOf(t, delta));
    Value product = TRY(intMultiply(t, micros, number));
    return deltaFromInt(t, product);
  }
  if (isFloat(number)) return scaleByFloat(t, delta, number, false);
  return notImplemented;
}

Value deltaFloorDivide(Thread* t, Value a, Value b) {
  if (!isDelta(a)) return notImplemented;
  Value micros = TRY(microsOf(t, a));
  if (isDelta(b)) {
    Value divisor = TRY(microsOf(t, b));
    return intFloorDivide(t, micros, divisor);
  }
  if (!isInt(b)) return notImplemented;
  Value quotient = TRY(intFloorDivide(t, micros, b));
  return deltaFromInt(t, quotient);
}

Value deltaTrueDivide(Thread* t, Value a, Value b) {
  if (!isDelta(a)) return notImplemented;
  if (isFloat(b)) return scaleByFloat(t, a, b, true);
  Value micros = TRY(microsOf(t, a));
  if (isDelta(b)) {
    Value divisor = TRY(microsOf(t, b));
    return intTrueDivide(t, micros, divisor);
  }
  if (!isInt(b)) return notImplemented;
  Value quotient = TRY(divideNearest(t, micros, b));
  return deltaFromInt(t, quotient);
}

Value deltaModulo(Thread* t, Value a, Value b) {
  if (!isDelta(a) || !isDelta(b)) return notImplemented;
  Value x = TRY(microsOf(t, a)), y = TRY(microsOf(t, b));
  Value rest = TRY(intModulo(t, x, y));
  return deltaFromInt(t, rest);
}

Value deltaDivmod(Thread* t, Value a, Value b) {
  if (!isDelta(a) || !isDelta(b)) return notImplemented;
  Value x = TRY(microsOf(t, a)), y = TRY(microsOf(t, b));
  Value pair = TRY(intDivmod(t, x, y));
  Value rest = TRY(deltaFromInt(t, pair.as<Tuple>()->items[1]));
  return TRY(makeTuple(t, {pair.as<Tuple>()->items[0], rest}));
}

Value totalSeconds(Thread* t, Value* args, size_t) {
  __int128 total = self(args[0])->total();
  if (total > -(__int128{1} << 53) && total < __int128{1} << 53) return makeFloat(t, static_cast<double>(total) / 1e6);
  Value micros = TRY(makeInt128(t, total));
  return intTrueDivide(t, micros, Value::smallInt(kMicrosPerSecond));
}

Value deltaReduce(Thread* t, Value* args, size_t) {
  TimeDelta* d = self(args[0]);
  Tuple* state = TRY(makeTuple(t, {Value::smallInt(d->days), Value::smallInt(d->seconds), Value::smallInt(d->micros)}));
  return TRY(makeTuple(t, {Value(typeOf(args[0])), Value(state)}));
}

template <int32_t TimeDelta::* field>
Value getField(Thread*, Value v) {
  return Value::smallInt(self(v)->*field);
}

const NativeDef kMethods[] = {
    {"total_seconds", "(self, /)", totalSeconds, "Total seconds in the duration."},
    {"__reduce__", "(self, /)", deltaReduce, "__reduce__() -> (cls, state)"},
};
const GetSetDef kGetSets[] = {
    {"days", getField<&TimeDelta::days>, nullptr, "Number of days."},
    {"seconds", getField<&TimeDelta::seconds>, nullptr, "Seconds beyond the full days (0 to 86399)."},
    {"microseconds", getField<&TimeDelta::micros>, nullptr, "Microseconds beyond the full seconds (0 to 999999)."},
};
const NativeDef kNew = {"__new__",
                        "(cls, days=<absent>, seconds=<absent>, microseconds=<absent>, milliseconds=<absent>, minutes=<absent>, "
                        "hours=<absent>, weeks=<absent>)",
                        deltaNew, nullptr};

}  // namespace

const TypeSpec deltaSpec = {.name = "datetime.timedelta",
                            .kind = kRecordKind,
                            .flags = kBaseType,
                            .slots = {.repr = deltaRepr,
                                      .str = deltaStr,
                                      .hash = deltaHash,
                                      .compare = deltaCompare,
                                      .add = deltaAdd,
                                      .subtract = deltaSubtract,
                                      .multiply = deltaMultiply,
                                      .modulo = deltaModulo,
                                      .divmod = deltaDivmod,
                                      .floorDivide = deltaFloorDivide,
                                      .trueDivide = deltaTrueDivide,
                                      .negate = deltaNegate,
                                      .positive = deltaPositive,
                                      .absolute = deltaAbsolute,
                                      .truth = deltaTruth},
                            .methods = kMethods,
                            .getsets = kGetSets,
                            .create = &kNew,
                            .doc =
                                "A span of time: days, seconds and microseconds.\n"
                                "\n"
                                "timedelta(days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0)\n"
                                "\n"
                                "Arguments may be ints or floats and of either sign; all of them are added up."};

}  // namespace typhon::datetime
