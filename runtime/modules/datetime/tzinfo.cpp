// datetime.tzinfo and datetime.timezone.
#include "runtime/modules/datetime/datetime.h"
#include "runtime/types/container_support.h"
#include "runtime/types/sequence_args.h"

namespace typhon::datetime {

Type *tzinfoType, *timezoneType;
Value utc;

bool checkTzinfo(Thread* t, Value v) {
  if (v.isNone() || isTzinfo(v)) return true;
  return raise(t, exc::TypeError, "tzinfo argument must be None or of a tzinfo subclass, not type '{}'", typeName(v));
}

namespace {

bool inRange(const TimeDelta* offset) {
  return offset->days == 0 ? true : offset->days == -1 && (offset->seconds || offset->micros);
}

}  // namespace

Value callOffsetPy(Thread* t, Value tzinfo, const char* method, Value argument) {
  if (tzinfo.isNone()) return tzinfo;
  bool isOffset = method[0] == 'u';
  if (typeOf(tzinfo) == timezoneType) return isOffset ? tzinfo.as<TimeZone>()->offset : Value::none();
  static Str* const names[] = {internStr(t, "dst"), internStr(t, "utcoffset")};
  Value offset = TRY(callMethodPy(t, tzinfo, names[isOffset], {argument}));
  if (offset.isNone()) return offset;
  if (!isDelta(offset))
    return raise(t, exc::TypeError, "tzinfo.{}() must return None or timedelta, not '{}'", method, typeName(offset));
  if (!inRange(offset.as<TimeDelta>()))
    return raise(t, exc::ValueError, "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24).");
  return offset;
}

Value callTznamePy(Thread* t, Value tzinfo, Value argument) {
  if (tzinfo.isNone()) return tzinfo;
  static Str* name = internStr(t, "tzname");
  Value text = TRY(callMethodPy(t, tzinfo, name, {argument}));
  if (!text.isNone() && !isa<Str>(text))
    return raise(t, exc::TypeError, "tzinfo.tzname() must return None or a string, not '{}'", typeName(text));
  return text;
}

std::string offsetText(const TimeDelta* offset, const char* separator) {
  __int128 total = offset->total();
  char sign = total < 0 ? '-' : '+';
  if (total < 0) total = -total;
  auto micros = static_cast<int>(total % kMicrosPerSecond);
  auto seconds = static_cast<int>(total / kMicrosPerSecond);
  std::string text = fmt::format("{}{:02}{}{:02}", sign, seconds / 3600, separator, seconds / 60 % 60);
  if (seconds % 60 || micros) text += fmt::format("{}{:02}", separator, seconds % 60);
  if (micros) text += fmt::format(".{:06}", micros);
  return text;
}

namespace {

// --- tzinfo

Value tzinfoNew(Thread* t, Value* args, size_t) { return TRY(allocateInstance(t, args[0].as<Type>(), sizeof(Instance))); }

Raised mustImplement(Thread* t, const char* method) {
  return raise(t, exc::NotImplementedError, "a tzinfo subclass must implement {}()", method);
}
Value abstractTzname(Thread* t, Value*, size_t) { return mustImplement(t, "tzname"); }
Value abstractUtcOffset(Thread* t, Value*, size_t) { return mustImplement(t, "utcoffset"); }
Value abstractDst(Thread* t, Value*, size_t) { return mustImplement(t, "dst"); }

Value fromUtc(Thread* t, Value* args, size_t) {
  Value self = args[0], dt = args[1];
  if (!isDateTime(dt)) return raise(t, exc::TypeError, "fromutc: argument must be a datetime");
  if (dt.as<DateTime>()->tzinfo != self) return raise(t, exc::ValueError, "fromutc: dt.tzinfo is not self");
  Value offset = TRY(utcOffsetPy(t, self, dt));
  if (offset.isNone()) return raise(t, exc::ValueError, "fromutc: non-None utcoffset() result required");
  Value dst = TRY(callOffsetPy(t, self, "dst", dt));
  if (dst.isNone()) return raise(t, exc::ValueError, "fromutc: non-None dst() result required");
  // The standard offset first, then daylight saving time as it is there.
  Value delta = TRY(binaryPy(t, BinaryOp::Subtract, offset, dst));
  Value result = TRY(addDeltaPy(t, dt.as<DateTime>(), delta.as<TimeDelta>(), false));
  dst = TRY(callOffsetPy(t, self, "dst", result));
  if (dst.isNone()) {
    return raise(t, exc::ValueError, "fromutc: tz.dst() gave inconsistent results; cannot convert");
  }
  if (dst.as<TimeDelta>()->isZero()) return result;
  return addDeltaPy(t, result.as<DateTime>(), dst.as<TimeDelta>(), false);
}

Value tzinfoReduce(Thread* t, Value* args, size_t) {
  Str* name = TRY(internStr(t, "__getinitargs__"));
  Value getArguments = TRY(findAttrPy(t, args[0], name));
  Value arguments = emptyTuple();
  if (!getArguments.isUnbound()) arguments = TRY(callPy(t, getArguments));
  Value state = TRY(callMethodPy(t, args[0], names::__getstate__));
  Value cls = typeOf(args[0]);
  if (state.isNone()) return TRY(makeTuple(t, {cls, arguments}));
  return TRY(makeTuple(t, {cls, arguments, state}));
}

const NativeDef kTzinfoMethods[] = {
    {"tzname", "(self, dt, /)", abstractTzname, "datetime -> string name of time zone."},
    {"utcoffset", "(self, dt, /)", abstractUtcOffset, "The distance from UTC as a timedelta, negative to the west."},
    {"dst", "(self, dt, /)", abstractDst, "How far summer time moves the clock, as a timedelta."},
    {"fromutc", "(self, dt, /)", fromUtc, "datetime in UTC -> datetime in local time."},
    {"__reduce__", "(self, /)", tzinfoReduce, "-> (cls, state)"},
};
const NativeDef kTzinfoNew = {"__new__", "(cls, /, *args, **kwargs)", tzinfoNew, nullptr};

// --- timezone

TimeZone* self(Value v) { return v.as<TimeZone>(); }

Value zoneNew(Thread* t, Value* args, size_t) {
  Value offset = args[1], name = args[2];
  if (!isDelta(offset))
    return raise(t, exc::TypeError, "timezone() argument 1 must be datetime.timedelta, not {}", typeName(offset));
  if (!name.isUnbound() && !isa<Str>(name))
    return raise(t, exc::TypeError, "timezone() argument 2 must be str, not {}", argumentTypeName(name));
  return TRY(makeTimeZone(t, offset, name));
}

Str* zoneName(Thread* t, Value v) {
  TimeZone* zone = self(v);
  if (!zone->name.isUnbound()) return zone->name.as<Str>();
  if (v == utc || zone->offset.as<TimeDelta>()->isZero()) return internStr(t, "UTC");
  return makeStr(t, "UTC" + offsetText(zone->offset.as<TimeDelta>(), ":"));
}

bool checkArgument(Thread* t, Value dt, const char* method) {
  if (dt.isNone() || isDateTime(dt)) return true;
  return raise(t, exc::TypeError, "{}(dt) argument must be a datetime instance or None, not {}", method, typeName(dt));
}
Value zoneTzname(Thread* t, Value* args, size_t) {
  TRY(checkArgument(t, args[1], "tzname"));
  return Value(TRY(zoneName(t, args[0])));
}
Value zoneUtcOffset(Thread* t, Value* args, size_t) {
  TRY(checkArgument(t, args[1], "utcoffset"));
  return self(args[0])->offset;
}
Value zoneDst(Thread* t, Value* args, size_t) {
  TRY(checkArgument(t, args[1], "dst"));
  return Value::none();
}
Value zoneFromUtc(Thread* t, Value* args, size_t) {
  if (!isDateTime(args[1])) return raise(t, exc::TypeError, "fromutc: argument must be a datetime");
  auto* dt = args[1].as<DateTime>();
  if (dt->tzinfo != args[0]) return raise(t, exc::ValueError, "fromutc: dt.tzinfo is not self");
  return addDeltaPy(t, dt, self(args[0])->offset.as<TimeDelta>(), false);
}
Value zoneInitArguments(Thread* t, Value* args, size_t) {
  TimeZone* zone = self(args[0]);
  if (zone->name.isUnbound()) return TRY(makeTuple(t, {zone->offset}));
  return TRY(makeTuple(t, {zone->offset, zone->name}));
}

Value zoneRepr(Thread* t, Value v) {
  TimeZone* zone = self(v);
  if (v == utc) return TRY(makeStr(t, fmt::format("{}.utc", typeName(v))));
  std::string offset = TRY(reprTextPy(t, zone->offset));
  if (zone->name.isUnbound()) return TRY(makeStr(t, fmt::format("{}({})", typeName(v), offset)));
  std::string name = TRY(reprTextPy(t, zone->name));
  return TRY(makeStr(t, fmt::format("{}({}, {})", typeName(v), offset, name)));
}
Value zoneStr(Thread* t, Value v) { return Value(TRY(zoneName(t, v))); }
Value zoneCompare(Thread* t, Value a, Value b, CompareOp op) {
  if ((op != CompareOp::Eq && op != CompareOp::Ne) || typeOf(b) != timezoneType) return notImplemented;
  return comparePy(t, op, self(a)->offset, self(b)->offset);
}
bool zoneHash(Thread* t, Value v, int64_t* out) {
  *out = TRY(hashPy(t, self(v)->offset));
  return true;
}

const NativeDef kZoneMethods[] = {
    {"tzname", "(self, dt, /)", zoneTzname, "The zone's name, by default UTC with the distance: 'UTC+HH:MM'."},
    {"utcoffset", "(self, dt, /)", zoneUtcOffset, "Return fixed offset."},
    {"dst", "(self, dt, /)", zoneDst, "Return None."},
    {"fromutc", "(self, dt, /)", zoneFromUtc, "datetime in UTC -> datetime in local time."},
    {"__getinitargs__", "(self, /)", zoneInitArguments, "pickle support"},
};
const NativeDef kZoneNew = {"__new__", "(cls, offset, name=<absent>)", zoneNew, nullptr};

}  // namespace

TimeZone* makeTimeZone(Thread* t, Value offset, Value name) {
  if (name.isUnbound() && offset.as<TimeDelta>()->isZero() && !utc.isUnbound()) return utc.as<TimeZone>();
  if (!inRange(offset.as<TimeDelta>())) {
    std::string shown = TRY(reprTextPy(t, offset));
    return raise(t, exc::ValueError,
                 "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not {}.", shown);
  }
  auto* zone = TRY(makeRecord<TimeZone>(t, timezoneType));
  zone->offset = offset;
  zone->name = name;
  writeBarrier(zone);
  return zone;
}

const TypeSpec tzinfoSpec = {.name = "datetime.tzinfo",
                             .kind = Kind::Instance,
                             .flags = kBaseType,
                             .methods = kTzinfoMethods,
                             .create = &kTzinfoNew,
                             .doc = "What time zones derive from."};
const TypeSpec timezoneSpec = {.name = "datetime.timezone",
                               .base = &tzinfoType,
                               .kind = kRecordKind,
                               .slots = {.repr = zoneRepr, .str = zoneStr, .hash = zoneHash, .compare = zoneCompare},
                               .methods = kZoneMethods,
                               .create = &kZoneNew,
                               .doc = "A time zone at a fixed distance from UTC."};

}  // namespace typhon::datetime
