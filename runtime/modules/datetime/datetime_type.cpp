// datetime.datetime.
#include <sys/time.h>

#include "runtime/base/hash.h"
#include "runtime/exec/warnings.h"
#include "runtime/modules/datetime/local_time.h"
#include "runtime/modules/datetime/timestamp.h"
#include "runtime/modules/version.h"
#include "runtime/types/bytes.h"
#include "runtime/types/container_support.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/sequence_args.h"

namespace typhon::datetime {

Type* datetimeType;

DateTime* makeDateTime(Thread* t, const DateTime& f, Value tzinfo, Type* cls) {
  auto* d = TRY(makeRecord<DateTime>(t, cls ? cls : datetimeType));
  d->tzinfo = tzinfo;
  d->year = f.year;
  d->month = f.month;
  d->day = f.day;
  d->hour = f.hour;
  d->minute = f.minute;
  d->second = f.second;
  d->fold = f.fold;
  d->micros = f.micros;
  d->hash = -1;
  writeBarrier(d);
  return d;
}

Value dateTimeOfClassPy(Thread* t, Type* cls, const DateTime& f, Value tzinfo) {
  if (cls == datetimeType) return TRY(makeDateTime(t, f, tzinfo));
  Value made = TRY(callPy(t, Value(cls),
                          {Value::smallInt(f.year), Value::smallInt(f.month), Value::smallInt(f.day), Value::smallInt(f.hour),
                           Value::smallInt(f.minute), Value::smallInt(f.second), Value::smallInt(f.micros), tzinfo}));
  if (f.fold && isDateTime(made)) made.as<DateTime>()->fold = 1;
  return made;
}

namespace {

DateTime* self(Value v) { return v.as<DateTime>(); }
Value utcOffset(Thread* t, Value v) { return utcOffsetPy(t, self(v)->tzinfo, v); }

bool fieldsFrom(Thread* t, const int parts[7], int fold, DateTime* f) {
  TRY(checkDate(t, parts[0], parts[1], parts[2]));
  TRY(checkTime(t, parts[3], parts[4], parts[5], parts[6], fold));
  f->year = static_cast<uint16_t>(parts[0]);
  f->month = static_cast<uint8_t>(parts[1]);
  f->day = static_cast<uint8_t>(parts[2]);
  f->hour = static_cast<uint8_t>(parts[3]);
  f->minute = static_cast<uint8_t>(parts[4]);
  f->second = static_cast<uint8_t>(parts[5]);
  f->micros = parts[6];
  f->fold = static_cast<uint8_t>(fold);
  return true;
}

Value datetimeNew(Thread* t, Value* args, size_t) {
  auto* cls = args[0].as<Type>();
  uint8_t scratch[10];
  if (args[3].isUnbound() && args[4].isUnbound()) {
    const uint8_t* s = pickledState(args[1], 10, scratch);
    if (s && (s[2] & 127) >= 1 && (s[2] & 127) <= 12) {
      Value tzinfo = args[2].isUnbound() ? Value::none() : args[2];
      if (!tzinfo.isNone() && !isTzinfo(tzinfo)) return raise(t, exc::TypeError, "bad tzinfo state arg");
      DateTime f{};
      f.year = static_cast<uint16_t>(s[0] << 8 | s[1]);
      f.month = s[2] & 127;
      f.fold = s[2] >> 7;
      f.day = s[3];
      f.hour = s[4];
      f.minute = s[5];
      f.second = s[6];
      f.micros = s[7] << 16 | s[8] << 8 | s[9];
      return TRY(makeDateTime(t, f, tzinfo, cls));
    }
  }
  int parts[7] = {};
  for (int i = 0; i < 7; ++i) {
    static constexpr const char* kNames[] = {"year", "month", "day"};
    if (!args[i + 1].isUnbound()) {
      parts[i] = TRY(intArgumentPy(t, args[i + 1]));
    } else if (i < 3) {
      return raise(t, exc::TypeError, "function missing required argument '{}' (pos {})", kNames[i], i + 1);
    }
  }
  int fold = TRY(intArgumentPy(t, args[9]));
  DateTime f{};
  TRY(fieldsFrom(t, parts, fold, &f));
  TRY(checkTzinfo(t, args[8]));
  return TRY(makeDateTime(t, f, args[8], cls));
}

// --- class methods

bool currentTime(Thread* t, int64_t* seconds, int64_t* micros) {
  timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  *seconds = now.tv_sec;
  *micros = now.tv_nsec / 1000;
  return true;
}

// The datetime of a timestamp, in tzinfo (None: local time).
Value fromTimestampParts(Thread* t, Value cls, int64_t seconds, int64_t micros, Value tzinfo) {
  TRY(checkTzinfo(t, tzinfo));
  DateTime f{};
  if (tzinfo.isNone()) {
    TRY(fieldsOfLocalTime(t, seconds, micros, true, &f));
  } else {
    TRY(fieldsOfUtcTime(t, seconds, micros, &f));
  }
  Value made = TRY(dateTimeOfClassPy(t, cls.as<Type>(), f, tzinfo));
  if (tzinfo.isNone()) return made;
  static Str* name = internStr(t, "fromutc");
  return callMethodPy(t, tzinfo, name, {made});
}

Value now(Thread* t, Value* args, size_t) {
  int64_t seconds, micros;
  TRY(currentTime(t, &seconds, &micros));
  return fromTimestampParts(t, args[0], seconds, micros, args[1]);
}
bool warnDeprecatedPy(Thread* t, const char* method, const char* instead) {
  if (libraryVersion().minor < 12) return true;
  return warnPy(
      t, exc::DeprecationWarning,
      fmt::format(
          "datetime.datetime.{}() is deprecated and scheduled for removal in a future version. Use timezone-aware objects to "
          "represent datetimes in UTC: datetime.datetime.{}.",
          method, instead));
}
Value utcNow(Thread* t, Value* args, size_t) {
  TRY(warnDeprecatedPy(t, "utcnow", "now(datetime.UTC)"));
  int64_t seconds, micros;
  TRY(currentTime(t, &seconds, &micros));
  DateTime f{};
  TRY(fieldsOfUtcTime(t, seconds, micros, &f));
  return dateTimeOfClassPy(t, args[0].as<Type>(), f, Value::none());
}
Value fromTimestamp(Thread* t, Value* args, size_t) {
  int64_t seconds, micros;
  TRY(microsOfTimestampPy(t, args[1], &seconds, &micros));
  return fromTimestampParts(t, args[0], seconds, micros, args[2]);
}
Value utcFromTimestamp(Thread* t, Value* args, size_t) {
  TRY(warnDeprecatedPy(t, "utcfromtimestamp", "fromtimestamp(timestamp, datetime.UTC)"));
  int64_t seconds, micros;
  TRY(microsOfTimestampPy(t, args[1], &seconds, &micros));
  DateTime f{};
  TRY(fieldsOfUtcTime(t, seconds, micros, &f));
  return dateTimeOfClassPy(t, args[0].as<Type>(), f, Value::none());
}
Value strptime(Thread* t, Value* args, size_t) {
  for (int i : {1, 2})
    if (!isa<Str>(args[i]))
      return raise(t, exc::TypeError, "strptime() argument {} must be str, not {}", i, argumentTypeName(args[i]));
  Value parse = TRY(importAttributePy(t, "_strptime", "_strptime_datetime"));
  return callPy(t, parse, {args[0], args[1], args[2]});
}
Value combine(Thread* t, Value* args, size_t) {
  if (!isDate(args[1])) return raise(t, exc::TypeError, "combine() argument 1 must be datetime.date, not {}", typeName(args[1]));
  if (!isTime(args[2])) return raise(t, exc::TypeError, "combine() argument 2 must be datetime.time, not {}", typeName(args[2]));
  DateTime f{};
  auto *d = args[1].as<Date>(), *time = args[2].as<Time>();
  f.year = d->year;
  f.month = d->month;
  f.day = d->day;
  f.hour = time->hour;
  f.minute = time->minute;
  f.second = time->second;
  f.micros = time->micros;
  f.fold = time->fold;
  Value tzinfo = args[3].isUnbound() ? time->tzinfo : args[3];
  TRY(checkTzinfo(t, tzinfo));
  return dateTimeOfClassPy(t, args[0].as<Type>(), f, tzinfo);
}
Value fromIsoFormat(Thread* t, Value* args, size_t) {
  IsoArgument text;
  TRY(text.read(t, args[1]));
  std::u32string_view view = text.view();
  size_t separator = isoSeparator(view);
  int parts[7] = {};
  ParsedTime time;
  if (separator == std::u32string_view::npos || separator > view.size() ||
      !parseIsoDate(view.substr(0, separator), &parts[0], &parts[1], &parts[2]) ||
      (view.size() > separator && !parseIsoTime(view.substr(separator + 1), &time))) {
    return raiseInvalidIso(t, args[1]);
  }
  parts[3] = time.hour;
  parts[4] = time.minute;
  parts[5] = time.second;
  parts[6] = time.micros;
  Value zone = TRY(zoneOf(t, time));
  DateTime f{};
  TRY(fieldsFrom(t, parts, 0, &f));
  return dateTimeOfClassPy(t, args[0].as<Type>(), f, zone);
}

// --- methods

Value datetimeRepr(Thread* t, Value v) {
  DateTime* d = self(v);
  std::string text = fmt::format("{}({}, {}, {}, {}, {}", typeName(v), d->year, d->month, d->day, d->hour, d->minute);
  if (d->second || d->micros) text += fmt::format(", {}", d->second);
  if (d->micros) text += fmt::format(", {}", d->micros);
  if (d->fold) text += ", fold=1";
  if (!d->tzinfo.isNone()) {
    std::string zone = TRY(reprTextPy(t, d->tzinfo));
    text += ", tzinfo=" + zone;
  }
  return TRY(makeStr(t, text + ")"));
}
Value isoFormat(Thread* t, Value* args, size_t) {
  DateTime* d = self(args[0]);
  std::string separator = "T";
  if (!args[1].isUnbound()) {
    auto* s = dynCast<Str>(args[1]);
    if (!s) return raise(t, exc::TypeError, "isoformat() argument 1 must be a unicode character, not {}", typeName(args[1]));
    if (s->length != 1) return raise(t, exc::TypeError, "isoformat() argument 1 must be a unicode character, not str");
    separator = toUtf8(s);
  }
  TimeSpec spec = TimeSpec::Auto;
  if (!args[2].isUnbound()) TRY(timeSpecArgument(t, args[2], &spec));
  std::string text = isoDate(d) + separator + isoTime(d, spec);
  Value offset = TRY(utcOffset(t, args[0]));
  if (!offset.isNone()) text += offsetText(offset.as<TimeDelta>(), ":");
  return TRY(makeStr(t, text));
}
Value datetimeStr(Thread* t, Value v) {
  static Str* name = internStr(t, "isoformat");
  Value space = TRY(internStr(t, " "));
  return callMethodPy(t, v, name, {space});
}
Value datePart(Thread* t, Value* args, size_t) {
  DateTime* d = self(args[0]);
  return TRY(makeDate(t, d->year, d->month, d->day));
}
template <bool withZone>
Value timePart(Thread* t, Value* args, size_t) {
  DateTime* d = self(args[0]);
  return TRY(makeTime(t, d->hour, d->minute, d->second, d->micros, d->fold, withZone ? d->tzinfo : Value::none()));
}
Value utcOffsetMethod(Thread* t, Value* args, size_t) { return utcOffset(t, args[0]); }
Value dstMethod(Thread* t, Value* args, size_t) { return callOffsetPy(t, self(args[0])->tzinfo, "dst", args[0]); }
Value tznameMethod(Thread* t, Value* args, size_t) { return callTznamePy(t, self(args[0])->tzinfo, args[0]); }

Value timeTuple(Thread* t, Value* args, size_t) {
  DateTime* d = self(args[0]);
  int flag = -1;
  Value dst = TRY(callOffsetPy(t, d->tzinfo, "dst", args[0]));
  if (!dst.isNone()) flag = !dst.as<TimeDelta>()->isZero();
  return timeTuplePy(t, d->year, d->month, d->day, d->hour, d->minute, d->second, flag);
}
Value utcTimeTuple(Thread* t, Value* args, size_t) {
  DateTime* d = self(args[0]);
  Value offset = TRY(utcOffset(t, args[0]));
  Value moved = args[0];
  if (!offset.isNone()) {
    DateTime* naive = TRY(makeDateTime(t, *d, Value::none()));
    moved = TRY(addDeltaPy(t, naive, offset.as<TimeDelta>(), true));
  }
  DateTime* u = self(moved);
  return timeTuplePy(t, u->year, u->month, u->day, u->hour, u->minute, u->second, 0);
}

Value timestamp(Thread* t, Value* args, size_t) {
  DateTime* d = self(args[0]);
  Value offset = TRY(utcOffset(t, args[0]));
  if (d->tzinfo.isNone()) {
    int64_t seconds;
    TRY(localToSeconds(t, d, &seconds));
    return makeFloat(t, static_cast<double>(seconds - kEpoch) + d->micros / 1e6);
  }
  __int128 micros =
      static_cast<__int128>(utcToSeconds(d->year, d->month, d->day, d->hour, d->minute, d->second) - kEpoch) * kMicrosPerSecond +
      d->micros;
  if (!offset.isNone()) micros -= offset.as<TimeDelta>()->total();
  if (offset.isNone()) return raise(t, exc::TypeError, "can't subtract offset-naive and offset-aware datetimes");
  TimeDelta* sinceEpoch = TRY(makeDeltaFromMicros(t, micros));
  static Str* name = internStr(t, "total_seconds");
  return callMethodPy(t, Value(sinceEpoch), name);
}

Value replace(Thread* t, Value* args, size_t) {
  DateTime* d = self(args[0]);
  int parts[7] = {d->year, d->month, d->day, d->hour, d->minute, d->second, d->micros};
  for (int i = 0; i < 7; ++i)
    if (!args[i + 1].isUnbound()) parts[i] = TRY(intArgumentPy(t, args[i + 1]));
  Value tzinfo = args[8].isUnbound() ? d->tzinfo : args[8];
  int fold = d->fold;
  if (!args[9].isUnbound()) fold = TRY(intArgumentPy(t, args[9]));
  DateTime f{};
  if (fold != 0 && fold != 1) return raise(t, exc::ValueError, "fold must be either 0 or 1");
  TRY(fieldsFrom(t, parts, fold, &f));
  TRY(checkTzinfo(t, tzinfo));
  return TRY(makeDateTime(t, f, tzinfo, typeOf(d)));
}

Value localZoneOf(Thread* t, DateTime* d) {
  int64_t seconds;
  TRY(localToSeconds(t, d, &seconds));
  return localZoneAt(t, seconds - kEpoch);
}

Value asTimeZone(Thread* t, Value* args, size_t) {
  DateTime* d = self(args[0]);
  Value target = args[1];
  if (!target.isNone() && !isTzinfo(target))
    return raise(t, exc::TypeError, "tzinfo argument must be None or of a tzinfo subclass, not type '{}'", typeName(target));
  Value own = d->tzinfo;
  if (own.isNone()) own = TRY(localZoneOf(t, d));
  if (own == target) return args[0];
  Value offset = TRY(utcOffsetPy(t, own, args[0]));
  if (offset.isNone()) {
    own = TRY(localZoneOf(t, d));
    offset = TRY(utcOffsetPy(t, own, args[0]));
  }
  Value moved = TRY(addDeltaPy(t, d, offset.as<TimeDelta>(), true));
  DateTime* inUtc = self(moved);
  if (target.isNone()) {
    int64_t seconds = utcToSeconds(inUtc->year, inUtc->month, inUtc->day, inUtc->hour, inUtc->minute, inUtc->second) - kEpoch;
    target = TRY(localZoneAt(t, seconds));
  }
  DateTime* attached = TRY(makeDateTime(t, *inUtc, target, typeOf(inUtc)));
  static Str* name = internStr(t, "fromutc");
  return callMethodPy(t, target, name, {Value(attached)});
}

void stateOf(const DateTime* d, bool withFold, uint8_t out[10]) {
  out[0] = static_cast<uint8_t>(d->year >> 8);
  out[1] = static_cast<uint8_t>(d->year);
  out[2] = static_cast<uint8_t>(d->month | (withFold && d->fold ? 128 : 0));
  out[3] = d->day;
  out[4] = d->hour;
  out[5] = d->minute;
  out[6] = d->second;
  out[7] = static_cast<uint8_t>(d->micros >> 16);
  out[8] = static_cast<uint8_t>(d->micros >> 8);
  out[9] = static_cast<uint8_t>(d->micros);
}
Value reduceWith(Thread* t, DateTime* d, int protocol) {
  uint8_t state[10];
  stateOf(d, protocol > 3, state);
  Value bytes = TRY(makeBytes(t, {reinterpret_cast<char*>(state), sizeof state}));
  return reduced(t, typeOf(d), bytes, d->tzinfo);
}
Value reduce(Thread* t, Value* args, size_t) { return reduceWith(t, self(args[0]), 2); }
Value reduceEx(Thread* t, Value* args, size_t) {
  int protocol = TRY(intArgumentPy(t, args[1]));
  return reduceWith(t, self(args[0]), protocol);
}

// --- comparison and arithmetic

// The fields from the year to the microsecond as one number.
uint64_t orderOf(const DateTime* d) {
  uint64_t day = (uint64_t{d->year} << 4 | d->month) << 5 | d->day;
  uint64_t second = ((day << 5 | d->hour) << 6 | d->minute) << 6 | d->second;
  return second << 20 | static_cast<uint32_t>(d->micros);
}

__int128 microsOf(const DateTime* d) {
  return static_cast<__int128>(utcToSeconds(d->year, d->month, d->day, d->hour, d->minute, d->second)) * kMicrosPerSecond +
         d->micros;
}

// PEP 495: times in a fold or gap are equal to nothing in another zone. 1, 0, -1.
int dependsOnFold(Thread* t, Value v, Value offset) {
  DateTime* d = self(v);
  DateTime flipped = *d;
  flipped.fold = !d->fold;
  DateTime* other = TRY(makeDateTime(t, flipped, d->tzinfo));
  Value otherOffset = TRY(utcOffset(t, Value(other)));
  return !sameOffset(offset, otherOffset);
}

Value datetimeCompare(Thread* t, Value a, Value b, CompareOp op) {
  if (!isDateTime(b)) {
    if (!isDate(b)) return notImplemented;
    // A date is never equal to a datetime, nor ordered with one.
    if (op == CompareOp::Eq || op == CompareOp::Ne) return Value::boolean(op == CompareOp::Ne);
    return raiseNotComparable(t, a, b);
  }
  DateTime *x = self(a), *y = self(b);
  if (x->tzinfo == y->tzinfo) return Value::boolean(compareNumbers(op, orderOf(x), orderOf(y)));
  __int128 left = microsOf(x), right = microsOf(y);
  Value offsetX = TRY(utcOffset(t, a)), offsetY = TRY(utcOffset(t, b));
  bool equality = op == CompareOp::Eq || op == CompareOp::Ne;
  if (!sameOffset(offsetX, offsetY)) {
    if (offsetX.isNone() || offsetY.isNone()) {
      if (equality) return Value::boolean(op == CompareOp::Ne);
      return raise(t, exc::TypeError, "can't compare offset-naive and offset-aware datetimes");
    }
    left -= offsetX.as<TimeDelta>()->total();
    right -= offsetY.as<TimeDelta>()->total();
  }
  if (equality && left == right) {
    int depends = dependsOnFold(t, a, offsetX);
    if (!depends) depends = dependsOnFold(t, b, offsetY);
    if (depends < 0) return Value::error();
    if (depends) return Value::boolean(op == CompareOp::Ne);
  }
  return compareResult(op, left < right ? -1 : left > right);
}

bool datetimeHash(Thread* t, Value v, int64_t* out) {
  DateTime* d = self(v);
  if (d->hash == -1) {
    Value plain = v;
    if (d->fold) {
      DateTime f = *d;
      f.fold = 0;
      plain = TRY(makeDateTime(t, f, d->tzinfo));
    }
    Value offset = TRY(utcOffset(t, plain));
    if (offset.isNone()) {
      uint8_t state[10];
      stateOf(d, false, state);
      d->hash = base::hashBytes(state, sizeof state);
    } else {
      TimeDelta* inUtc =
          TRY(makeDelta(t, ordinalOf(d->year, d->month, d->day) - offset.as<TimeDelta>()->days,
                        microsOfDay(d) - offset.as<TimeDelta>()->seconds, d->micros - offset.as<TimeDelta>()->micros));
      d->hash = TRY(hashPy(t, Value(inUtc)));
    }
  }
  *out = d->hash;
  return true;
}

Value datetimeAdd(Thread* t, Value a, Value b) {
  if (isDateTime(a)) return isDelta(b) ? addDeltaPy(t, self(a), b.as<TimeDelta>(), false) : notImplemented;
  return isDelta(a) && isDateTime(b) ? addDeltaPy(t, self(b), a.as<TimeDelta>(), false) : notImplemented;
}

Value datetimeSubtract(Thread* t, Value a, Value b) {
  if (!isDateTime(a)) return notImplemented;
  if (isDelta(b)) return addDeltaPy(t, self(a), b.as<TimeDelta>(), true);
  if (!isDateTime(b)) return notImplemented;
  DateTime *x = self(a), *y = self(b);
  if (x->tzinfo == y->tzinfo) {
    int64_t days = ordinalOf(x->year, x->month, x->day) - ordinalOf(y->year, y->month, y->day);
    return TRY(makeDelta(t, days, microsOfDay(x) - microsOfDay(y), x->micros - y->micros));
  }
  Value offsetX = TRY(utcOffset(t, a)), offsetY = TRY(utcOffset(t, b));
  if (offsetX.isNone() != offsetY.isNone())
    return raise(t, exc::TypeError, "can't subtract offset-naive and offset-aware datetimes");
  __int128 difference = microsOf(x) - microsOf(y);
  if (!offsetX.isNone()) difference += offsetY.as<TimeDelta>()->total() - offsetX.as<TimeDelta>()->total();
  return TRY(makeDeltaFromMicros(t, difference));
}

template <auto field>
Value getField(Thread*, Value v) {
  return Value::smallInt(self(v)->*field);
}
Value getTzinfo(Thread*, Value v) { return self(v)->tzinfo; }
Value ctimeMethod(Thread* t, Value* args, size_t) { return TRY(makeStr(t, ctimeText(self(args[0])))); }

const NativeDef kMethods[] = {
    {"now", "(cls, tz=None)", now, "Returns new datetime object representing current time local to tz.", NativeDef::kClassMethod},
    {"utcnow", "(cls, /)", utcNow, "The present date and time in UTC, naive.", NativeDef::kClassMethod},
    {"fromtimestamp", "(cls, timestamp, tz=None)", fromTimestamp, "Local time, or time in the zone given, of a POSIX timestamp.",
     NativeDef::kClassMethod},
    {"utcfromtimestamp", "(cls, timestamp, /)", utcFromTimestamp, "The naive datetime in UTC of a POSIX timestamp.",
     NativeDef::kClassMethod},
    {"strptime", "(cls, date_string, format, /)", strptime,
     "The datetime that a text stands for, read by a format as time.strptime() reads it.", NativeDef::kClassMethod},
    {"combine", "(cls, date, time, tzinfo=<absent>)", combine, "The datetime made of a date and a time.",
     NativeDef::kClassMethod},
    {"fromisoformat", "(cls, string, /)", fromIsoFormat,
     "The datetime that a text in (nearly) any format of ISO 8601 stands for.", NativeDef::kClassMethod},
    {"date", "(self, /)", datePart, "Year, month and day alone, as a date."},
    {"time", "(self, /)", timePart<false>, "The time of day alone, without time zone."},
    {"timetz", "(self, /)", timePart<true>, "The time of day alone, with its time zone."},
    {"ctime", "(self, /)", ctimeMethod, "Return ctime() style string."},
    {"timetuple", "(self, /)", timeTuple, "The fields as a time.struct_time."},
    {"timestamp", "(self, /)", timestamp, "Return POSIX timestamp as float."},
    {"utctimetuple", "(self, /)", utcTimeTuple, "The fields in UTC as a time.struct_time."},
    {"isoformat", "(self, sep=<absent>, timespec=<absent>)", isoFormat,
     "[sep] -> string in ISO 8601 format, YYYY-MM-DDT[HH[:MM[:SS[.mmm[uuu]]]]][+HH:MM]."},
    {"utcoffset", "(self, /)", utcOffsetMethod, "Return self.tzinfo.utcoffset(self)."},
    {"tzname", "(self, /)", tznameMethod, "Return self.tzinfo.tzname(self)."},
    {"dst", "(self, /)", dstMethod, "Return self.tzinfo.dst(self)."},
    {"replace",
     "(self, year=<absent>, month=<absent>, day=<absent>, hour=<absent>, minute=<absent>, second=<absent>, microsecond=<absent>, "
     "tzinfo=<absent>, *, fold=<absent>)",
     replace, "Return datetime with new specified fields."},
    {"astimezone", "(self, tz=None)", asTimeZone, "The same moment in another time zone.\n"},
    {"__reduce__", "(self, /)", reduce, "__reduce__() -> (cls, state)"},
    {"__reduce_ex__", "(self, protocol, /)", reduceEx, "__reduce_ex__(proto) -> (cls, state)"},
};
const GetSetDef kGetSets[] = {
    {"hour", getField<&DateTime::hour>, nullptr, nullptr},     {"minute", getField<&DateTime::minute>, nullptr, nullptr},
    {"second", getField<&DateTime::second>, nullptr, nullptr}, {"microsecond", getField<&DateTime::micros>, nullptr, nullptr},
    {"fold", getField<&DateTime::fold>, nullptr, nullptr},     {"tzinfo", getTzinfo, nullptr, nullptr},
};
const NativeDef kNew = {
    "__new__",
    "(cls, year=<absent>, month=<absent>, day=<absent>, hour=<absent>, minute=<absent>, second=<absent>, microsecond=<absent>, "
    "tzinfo=None, *, fold=0)",
    datetimeNew, nullptr};

}  // namespace

const TypeSpec datetimeSpec = {.name = "datetime.datetime",
                               .base = &dateType,
                               .kind = kRecordKind,
                               .flags = kBaseType,
                               .slots = {.repr = datetimeRepr,
                                         .str = datetimeStr,
                                         .hash = datetimeHash,
                                         .compare = datetimeCompare,
                                         .add = datetimeAdd,
                                         .subtract = datetimeSubtract},
                               .methods = kMethods,
                               .getsets = kGetSets,
                               .create = &kNew,
                               .doc =
                                   "datetime(year, month, day[, hour[, minute[, second[, microsecond[,tzinfo]]]]])\n"
                                   "\n"
                                   "Year, month and day have to be given. tzinfo is None or a time zone; the others are ints."};

}  // namespace typhon::datetime
