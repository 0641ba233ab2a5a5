// datetime.time.
#include "runtime/base/hash.h"
#include "runtime/modules/datetime/datetime.h"
#include "runtime/types/bytes.h"
#include "runtime/types/container_support.h"
#include "runtime/types/int.h"
#include "runtime/types/sequence_args.h"

namespace typhon::datetime {

Type* timeType;

Time* makeTime(Thread* t, int hour, int minute, int second, int micros, int fold, Value tzinfo, Type* cls) {
  auto* x = TRY(makeRecord<Time>(t, cls ? cls : timeType));
  x->tzinfo = tzinfo;
  x->hour = static_cast<uint8_t>(hour);
  x->minute = static_cast<uint8_t>(minute);
  x->second = static_cast<uint8_t>(second);
  x->micros = micros;
  x->fold = static_cast<uint8_t>(fold);
  x->hash = -1;
  writeBarrier(x);
  return x;
}

namespace {

Time* self(Value v) { return v.as<Time>(); }
Value utcOffset(Thread* t, Value v) { return utcOffsetPy(t, self(v)->tzinfo, Value::none()); }

Value timeNew(Thread* t, Value* args, size_t) {
  auto* cls = args[0].as<Type>();
  uint8_t scratch[6];
  if (args[3].isUnbound() && args[4].isUnbound() && args[5].isUnbound() && !args[1].isUnbound()) {
    const uint8_t* s = pickledState(args[1], 6, scratch);
    if (s && (s[0] & 127) < 24) {
      Value tzinfo = args[2].isUnbound() ? Value::none() : args[2];
      if (!tzinfo.isNone() && !isTzinfo(tzinfo)) return raise(t, exc::TypeError, "bad tzinfo state arg");
      return TRY(makeTime(t, s[0] & 127, s[1], s[2], s[3] << 16 | s[4] << 8 | s[5], s[0] >> 7, tzinfo, cls));
    }
  }
  int parts[4] = {};
  for (int i = 0; i < 4; ++i)
    if (!args[i + 1].isUnbound()) parts[i] = TRY(intArgumentPy(t, args[i + 1]));
  Value tzinfo = args[5].isUnbound() ? Value::none() : args[5];
  int fold = TRY(intArgumentPy(t, args[6]));
  TRY(checkTime(t, parts[0], parts[1], parts[2], parts[3], fold));
  TRY(checkTzinfo(t, tzinfo));
  return TRY(makeTime(t, parts[0], parts[1], parts[2], parts[3], fold, tzinfo, cls));
}

Value fromIsoFormat(Thread* t, Value* args, size_t) {
  IsoArgument text;
  TRY(text.read(t, args[1]));
  std::u32string_view view = text.view();
  if (view.starts_with(U'T')) view.remove_prefix(1);
  ParsedTime parsed;
  if (!parseIsoTime(view, &parsed)) return raiseInvalidIso(t, args[1]);
  Value zone = TRY(zoneOf(t, parsed));
  auto* cls = args[0].as<Type>();
  if (cls == timeType) {
    TRY(checkTime(t, parsed.hour, parsed.minute, parsed.second, parsed.micros, 0));
    return TRY(makeTime(t, parsed.hour, parsed.minute, parsed.second, parsed.micros, 0, zone));
  }
  return callPy(t, Value(cls),
                {Value::smallInt(parsed.hour), Value::smallInt(parsed.minute), Value::smallInt(parsed.second),
                 Value::smallInt(parsed.micros), zone});
}

Value timeRepr(Thread* t, Value v) {
  Time* x = self(v);
  std::string text = fmt::format("{}({}, {}", typeName(v), x->hour, x->minute);
  if (x->second || x->micros) text += fmt::format(", {}", x->second);
  if (x->micros) text += fmt::format(", {}", x->micros);
  if (!x->tzinfo.isNone()) {
    std::string zone = TRY(reprTextPy(t, x->tzinfo));
    text += ", tzinfo=" + zone;
  }
  if (x->fold) text += ", fold=1";
  return TRY(makeStr(t, text + ")"));
}

Value isoFormat(Thread* t, Value* args, size_t) {
  TimeSpec spec = TimeSpec::Auto;
  if (!args[1].isUnbound()) TRY(timeSpecArgument(t, args[1], &spec));
  std::string text = isoTime(self(args[0]), spec);
  Value offset = TRY(utcOffset(t, args[0]));
  if (!offset.isNone()) text += offsetText(offset.as<TimeDelta>(), ":");
  return TRY(makeStr(t, text));
}
Value timeStr(Thread* t, Value v) {
  static Str* name = internStr(t, "isoformat");
  return callMethodPy(t, v, name);
}
Value strftimeMethod(Thread* t, Value* args, size_t) {
  Time* x = self(args[0]);
  // The day is 1 January 1900: a year that every strftime accepts.
  Value tuple = TRY(makeTuple(
      t, {Value::smallInt(1900), Value::smallInt(1), Value::smallInt(1), Value::smallInt(x->hour), Value::smallInt(x->minute),
          Value::smallInt(x->second), Value::smallInt(0), Value::smallInt(1), Value::smallInt(-1)}));
  return strftimePy(t, args[0], args[1], tuple, Value::none());
}
Value utcOffsetMethod(Thread* t, Value* args, size_t) { return utcOffset(t, args[0]); }
Value dstMethod(Thread* t, Value* args, size_t) { return callOffsetPy(t, self(args[0])->tzinfo, "dst", Value::none()); }
Value tznameMethod(Thread* t, Value* args, size_t) { return callTznamePy(t, self(args[0])->tzinfo, Value::none()); }

Value replace(Thread* t, Value* args, size_t) {
  Time* x = self(args[0]);
  int parts[4] = {x->hour, x->minute, x->second, x->micros};
  for (int i = 0; i < 4; ++i)
    if (!args[i + 1].isUnbound()) parts[i] = TRY(intArgumentPy(t, args[i + 1]));
  Value tzinfo = args[5].isUnbound() ? x->tzinfo : args[5];
  int fold = x->fold;
  if (!args[6].isUnbound()) fold = TRY(intArgumentPy(t, args[6]));
  TRY(checkTime(t, parts[0], parts[1], parts[2], parts[3], fold));
  TRY(checkTzinfo(t, tzinfo));
  return TRY(makeTime(t, parts[0], parts[1], parts[2], parts[3], fold, tzinfo, typeOf(x)));
}

Value reduceWith(Thread* t, Time* x, int64_t protocol) {
  const char state[] = {static_cast<char>(x->hour | (protocol > 3 && x->fold ? 128 : 0)),
                        static_cast<char>(x->minute),
                        static_cast<char>(x->second),
                        static_cast<char>(x->micros >> 16),
                        static_cast<char>(x->micros >> 8),
                        static_cast<char>(x->micros)};
  Value bytes = TRY(makeBytes(t, {state, sizeof state}));
  return reduced(t, typeOf(x), bytes, x->tzinfo);
}
Value reduce(Thread* t, Value* args, size_t) { return reduceWith(t, self(args[0]), 2); }
Value reduceEx(Thread* t, Value* args, size_t) {
  int protocol = TRY(intArgumentPy(t, args[1]));
  return reduceWith(t, self(args[0]), protocol);
}

int64_t microsSinceMidnight(const Time* x) { return microsOfDay(x) * kMicrosPerSecond + x->micros; }

Value timeCompare(Thread* t, Value a, Value b, CompareOp op) {
  if (!isTime(b)) return notImplemented;
  Time *x = self(a), *y = self(b);
  int64_t left = microsSinceMidnight(x), right = microsSinceMidnight(y);
  if (x->tzinfo != y->tzinfo) {
    Value offsetX = TRY(utcOffset(t, a)), offsetY = TRY(utcOffset(t, b));
    if (!sameOffset(offsetX, offsetY)) {
      if (offsetX.isNone() || offsetY.isNone()) {
        if (op == CompareOp::Eq || op == CompareOp::Ne) return Value::boolean(op == CompareOp::Ne);
        return raise(t, exc::TypeError, "can't compare offset-naive and offset-aware times");
      }
      left -= static_cast<int64_t>(offsetX.as<TimeDelta>()->total());
      right -= static_cast<int64_t>(offsetY.as<TimeDelta>()->total());
    }
  }
  return compareResult(op, left < right ? -1 : left > right);
}

bool timeHash(Thread* t, Value v, int64_t* out) {
  Time* x = self(v);
  if (x->hash == -1) {
    Value plain = v;
    if (x->fold) plain = TRY(makeTime(t, x->hour, x->minute, x->second, x->micros, 0, x->tzinfo));
    Value offset = TRY(utcOffset(t, plain));
    if (offset.isNone()) {
      const uint8_t state[] = {x->hour,
                               x->minute,
                               x->second,
                               static_cast<uint8_t>(x->micros >> 16),
                               static_cast<uint8_t>(x->micros >> 8),
                               static_cast<uint8_t>(x->micros)};
      x->hash = base::hashBytes(state, sizeof state);
    } else {
      TimeDelta* inUtc = TRY(makeDeltaFromMicros(t, microsSinceMidnight(x) - offset.as<TimeDelta>()->total()));
      x->hash = TRY(hashPy(t, Value(inUtc)));
    }
  }
  *out = x->hash;
  return true;
}

template <auto field>
Value getField(Thread*, Value v) {
  return Value::smallInt(self(v)->*field);
}
Value getTzinfo(Thread*, Value v) { return self(v)->tzinfo; }

const NativeDef kMethods[] = {
    {"isoformat", "(self, timespec=<absent>)", isoFormat, "Return string in ISO 8601 format, [HH[:MM[:SS[.mmm[uuu]]]]][+HH:MM]."},
    {"strftime", "(self, format)", strftimeMethod, "format -> strftime() style string."},
    {"__format__", "(self, format, /)", formatMethod, "Formats self with strftime."},
    {"utcoffset", "(self, /)", utcOffsetMethod, "Return self.tzinfo.utcoffset(self)."},
    {"tzname", "(self, /)", tznameMethod, "Return self.tzinfo.tzname(self)."},
    {"dst", "(self, /)", dstMethod, "Return self.tzinfo.dst(self)."},
    {"replace",
     "(self, hour=<absent>, minute=<absent>, second=<absent>, microsecond=<absent>, tzinfo=<absent>, *, fold=<absent>)", replace,
     "Return time with new specified fields."},
    {"fromisoformat", "(cls, string, /)", fromIsoFormat, "The time that a text in a format of ISO 8601 stands for.",
     NativeDef::kClassMethod},
    {"__reduce__", "(self, /)", reduce, "__reduce__() -> (cls, state)"},
    {"__reduce_ex__", "(self, protocol, /)", reduceEx, "__reduce_ex__(proto) -> (cls, state)"},
};
const GetSetDef kGetSets[] = {
    {"hour", getField<&Time::hour>, nullptr, nullptr},     {"minute", getField<&Time::minute>, nullptr, nullptr},
    {"second", getField<&Time::second>, nullptr, nullptr}, {"microsecond", getField<&Time::micros>, nullptr, nullptr},
    {"fold", getField<&Time::fold>, nullptr, nullptr},     {"tzinfo", getTzinfo, nullptr, nullptr},
};
const NativeDef kNew = {
    "__new__", "(cls, hour=<absent>, minute=<absent>, second=<absent>, microsecond=<absent>, tzinfo=<absent>, *, fold=0)",
    timeNew, nullptr};

}  // namespace

const TypeSpec timeSpec = {.name = "datetime.time",
                           .kind = kRecordKind,
                           .flags = kBaseType,
                           .slots = {.repr = timeRepr, .str = timeStr, .hash = timeHash, .compare = timeCompare},
                           .methods = kMethods,
                           .getsets = kGetSets,
                           .create = &kNew,
                           .doc =
                               "time([hour[, minute[, second[, microsecond[, tzinfo]]]]]) --> a time object\n"
                               "\n"
                               "A time of day; what is left out is 0. tzinfo is None or a time zone; the others are ints."};

}  // namespace typhon::datetime
