// datetime.date, and the named tuple of isocalendar().
#include <ctime>

#include "runtime/base/hash.h"
#include "runtime/modules/datetime/datetime.h"
#include "runtime/modules/datetime/timestamp.h"
#include "runtime/types/bytes.h"
#include "runtime/types/container_support.h"
#include "runtime/types/int.h"
#include "runtime/types/sequence_args.h"

namespace typhon::datetime {

Type *dateType, *isoCalendarType;

Date* makeDate(Thread* t, int year, int month, int day, Type* cls) {
  auto* d = TRY(makeRecord<Date>(t, cls ? cls : dateType));
  d->tzinfo = Value::none();
  d->year = static_cast<uint16_t>(year);
  d->month = static_cast<uint8_t>(month);
  d->day = static_cast<uint8_t>(day);
  d->hash = -1;
  return d;
}

Value dateOfClassPy(Thread* t, Type* cls, int year, int month, int day) {
  if (cls == dateType) {
    TRY(checkDate(t, year, month, day));
    return TRY(makeDate(t, year, month, day));
  }
  return callPy(t, Value(cls), {Value::smallInt(year), Value::smallInt(month), Value::smallInt(day)});
}

Value timeTuplePy(Thread* t, int year, int month, int day, int hour, int minute, int second, int dst) {
  Value structTime = TRY(importAttributePy(t, "time", "struct_time"));
  int yearDay = daysBeforeMonth(year, month) + day;
  Tuple* items = TRY(makeTuple(t, {Value::smallInt(year), Value::smallInt(month), Value::smallInt(day), Value::smallInt(hour),
                                   Value::smallInt(minute), Value::smallInt(second), Value::smallInt(weekdayOf(year, month, day)),
                                   Value::smallInt(yearDay), Value::smallInt(dst)}));
  return callPy(t, structTime, {Value(items)});
}

Raised raiseNotComparable(Thread* t, Value a, Value b) {
  return raise(t, exc::TypeError, "can't compare {} to {}", typeName(a), typeName(b));
}

TimeDelta* plainDifference(Thread* t, Date* a, Date* b) {
  return makeDelta(t, ordinalOf(a->year, a->month, a->day) - ordinalOf(b->year, b->month, b->day),
                   microsOfDay(a) - microsOfDay(b), a->micros - b->micros);
}

namespace {

Date* self(Value v) { return v.as<Date>(); }

Value dateNew(Thread* t, Value* args, size_t) {
  uint8_t scratch[4];
  if (args[2].isUnbound() && args[3].isUnbound()) {
    const uint8_t* state = pickledState(args[1], 4, scratch);
    if (state && state[2] >= 1 && state[2] <= 12)
      return TRY(makeDate(t, state[0] << 8 | state[1], state[2], state[3], args[0].as<Type>()));
  }
  int parts[3];
  for (int i = 0; i < 3; ++i) {
    static constexpr const char* kNames[] = {"year", "month", "day"};
    if (args[i + 1].isUnbound())
      return raise(t, exc::TypeError, "function missing required argument '{}' (pos {})", kNames[i], i + 1);
    parts[i] = TRY(intArgumentPy(t, args[i + 1]));
  }
  TRY(checkDate(t, parts[0], parts[1], parts[2]));
  return TRY(makeDate(t, parts[0], parts[1], parts[2], args[0].as<Type>()));
}

// --- class methods

Value today(Thread* t, Value* args, size_t) {
  // date.fromtimestamp(time.time()), by its own name for subclasses.
  Value time = TRY(importAttributePy(t, "time", "time"));
  Value now = TRY(callPy(t, time));
  static Str* name = internStr(t, "fromtimestamp");
  return callMethodPy(t, args[0], name, {now});
}

Value fromTimestamp(Thread* t, Value* args, size_t) {
  int64_t seconds;
  TRY(secondsOfTimestampPy(t, args[1], &seconds));
  std::tm tm;
  TRY(localTime(t, seconds, &tm));
  return dateOfClassPy(t, args[0].as<Type>(), tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
}

Value fromOrdinalMethod(Thread* t, Value* args, size_t) {
  int ordinal = TRY(intArgumentPy(t, args[1]));
  if (ordinal < 1) return raise(t, exc::ValueError, "ordinal must be >= 1");
  int year, month, day;
  fromOrdinal(ordinal, &year, &month, &day);
  if (year > kMaxYear) return raise(t, exc::ValueError, "year {} is out of range", year);
  return dateOfClassPy(t, args[0].as<Type>(), year, month, day);
}

Value fromIsoFormat(Thread* t, Value* args, size_t) {
  IsoArgument text;
  TRY(text.read(t, args[1]));
  int year, month, day;
  size_t size = text.view().size();
  if ((size != 7 && size != 8 && size != 10) || !parseIsoDate(text.view(), &year, &month, &day))
    return raiseInvalidIso(t, args[1]);
  return dateOfClassPy(t, args[0].as<Type>(), year, month, day);
}

Value fromIsoCalendar(Thread* t, Value* args, size_t) {
  int parts[3];
  for (int i = 0; i < 3; ++i) {
    Value v = args[i + 1];
    int64_t wide = TRY(indexInt64Py(t, v, exc::ValueError));
    if (wide > INT32_MAX || wide < INT32_MIN) return raise(t, exc::ValueError, "ISO calendar component out of range");
    parts[i] = static_cast<int>(wide);
  }
  int year, month, day;
  switch (fromIsoWeek(parts[0], parts[1], parts[2], &year, &month, &day)) {
    case -4:
      return raise(t, exc::ValueError, "Year is out of range: {}", parts[0]);
    case -2:
      return raise(t, exc::ValueError, "Invalid week: {}", parts[1]);
    case -3:
      return raise(t, exc::ValueError, "Invalid day: {} (range is [1, 7])", parts[2]);
    default:
      return dateOfClassPy(t, args[0].as<Type>(), year, month, day);
  }
}

// --- methods

Value dateRepr(Thread* t, Value v) {
  Date* d = self(v);
  return TRY(makeStr(t, fmt::format("{}({}, {}, {})", typeName(v), d->year, d->month, d->day)));
}
Value isoFormat(Thread* t, Value* args, size_t) { return TRY(makeStr(t, isoDate(self(args[0])))); }
Value dateStr(Thread* t, Value v) {
  static Str* name = internStr(t, "isoformat");
  return callMethodPy(t, v, name);
}
Value ctimeMethod(Thread* t, Value* args, size_t) { return TRY(makeStr(t, ctimeText(self(args[0])))); }
Value strftimeMethod(Thread* t, Value* args, size_t) {
  static Str* name = internStr(t, "timetuple");
  Value tuple = TRY(callMethodPy(t, args[0], name));
  return strftimePy(t, args[0], args[1], tuple, args[0]);
}
Value timeTuple(Thread* t, Value* args, size_t) {
  Date* d = self(args[0]);
  return timeTuplePy(t, d->year, d->month, d->day, 0, 0, 0, -1);
}
Value toOrdinal(Thread*, Value* args, size_t) {
  Date* d = self(args[0]);
  return Value::smallInt(ordinalOf(d->year, d->month, d->day));
}
Value weekday(Thread*, Value* args, size_t) {
  return Value::smallInt(weekdayOf(self(args[0])->year, self(args[0])->month, self(args[0])->day));
}
Value isoWeekday(Thread*, Value* args, size_t) {
  return Value::smallInt(weekdayOf(self(args[0])->year, self(args[0])->month, self(args[0])->day) + 1);
}
Value isoCalendar(Thread* t, Value* args, size_t) {
  Date* d = self(args[0]);
  int year = d->year, monday = isoWeekOneMonday(year), today = ordinalOf(year, d->month, d->day);
  int week = (today - monday) / 7, dayOfWeek = (today - monday) % 7;
  if (dayOfWeek < 0) {
    dayOfWeek += 7;
    --week;
  }
  if (week < 0) {
    --year;
    monday = isoWeekOneMonday(year);
    week = (today - monday) / 7;
    dayOfWeek = (today - monday) % 7;
  } else if (week >= 52 && today >= isoWeekOneMonday(year + 1)) {
    ++year;
    week = 0;
  }
  Value items[] = {Value::smallInt(year), Value::smallInt(week + 1), Value::smallInt(dayOfWeek + 1)};
  return makeTupleOf(t, isoCalendarType, items, 3);
}

Value replace(Thread* t, Value* args, size_t) {
  Date* d = self(args[0]);
  int parts[3] = {d->year, d->month, d->day};
  for (int i = 0; i < 3; ++i)
    if (!args[i + 1].isUnbound()) parts[i] = TRY(intArgumentPy(t, args[i + 1]));
  TRY(checkDate(t, parts[0], parts[1], parts[2]));
  return TRY(makeDate(t, parts[0], parts[1], parts[2], typeOf(d)));
}

Value reduce(Thread* t, Value* args, size_t) {
  Date* d = self(args[0]);
  const char state[] = {static_cast<char>(d->year >> 8), static_cast<char>(d->year), static_cast<char>(d->month),
                        static_cast<char>(d->day)};
  Value bytes = TRY(makeBytes(t, {state, 4}));
  Value arguments = TRY(makeTuple(t, {bytes}));
  return TRY(makeTuple(t, {Value(typeOf(d)), arguments}));
}

bool dateHash(Thread*, Value v, int64_t* out) {
  Date* d = self(v);
  if (d->hash == -1) {
    const uint8_t state[] = {static_cast<uint8_t>(d->year >> 8), static_cast<uint8_t>(d->year), d->month, d->day};
    d->hash = base::hashBytes(state, sizeof state);
  }
  *out = d->hash;
  return true;
}

Value dateCompare(Thread*, Value a, Value b, CompareOp op) {
  if (!isDate(b)) return notImplemented;  // a datetime's own comparison comes first, so this is date.__eq__(datetime)
  Date *x = self(a), *y = self(b);
  int left = x->year << 16 | x->month << 8 | x->day, right = y->year << 16 | y->month << 8 | y->day;
  return compareResult(op, left < right ? -1 : left > right);
}

Value dateAdd(Thread* t, Value a, Value b) {
  if (isDateTime(a) || isDateTime(b)) return notImplemented;
  if (isDate(a)) return isDelta(b) ? addDeltaPy(t, self(a), b.as<TimeDelta>(), false) : notImplemented;
  return isDelta(a) && isDate(b) ? addDeltaPy(t, self(b), a.as<TimeDelta>(), false) : notImplemented;
}
Value dateSubtract(Thread* t, Value a, Value b) {
  if (!isDate(a) || isDateTime(a) || isDateTime(b)) return notImplemented;
  if (isDate(b)) return TRY(plainDifference(t, self(a), self(b)));
  return isDelta(b) ? addDeltaPy(t, self(a), b.as<TimeDelta>(), true) : notImplemented;
}

template <auto field>
Value getField(Thread*, Value v) {
  return Value::smallInt(self(v)->*field);
}

const NativeDef kMethods[] = {
    {"fromtimestamp", "(cls, timestamp, /)", fromTimestamp, "Create a date from a POSIX timestamp.", NativeDef::kClassMethod},
    {"today", "(cls, /)", today, "What fromtimestamp() makes of the present time.", NativeDef::kClassMethod},
    {"fromordinal", "(cls, ordinal, /)", fromOrdinalMethod, "The date with this ordinal in the proleptic Gregorian calendar.",
     NativeDef::kClassMethod},
    {"fromisoformat", "(cls, string, /)", fromIsoFormat, "The date that a text in a format of ISO 8601 stands for.",
     NativeDef::kClassMethod},
    {"fromisocalendar", "(cls, year, week, day)", fromIsoCalendar,
     "int, int, int -> Construct a date from the ISO year, week number and weekday.", NativeDef::kClassMethod},
    {"ctime", "(self, /)", ctimeMethod, "Return ctime() style string."},
    {"strftime", "(self, format)", strftimeMethod, "format -> strftime() style string."},
    {"__format__", "(self, format, /)", formatMethod, "Formats self with strftime."},
    {"isoformat", "(self, /)", isoFormat, "The date as text, YYYY-MM-DD."},
    {"isoweekday", "(self, /)", isoWeekday, "The weekday as a number: Monday is 1, Sunday is 7."},
    {"isocalendar", "(self, /)", isoCalendar, "ISO year, week number and weekday, as a named tuple."},
    {"timetuple", "(self, /)", timeTuple, "The fields as a time.struct_time."},
    {"toordinal", "(self, /)", toOrdinal, "The day's ordinal: 1 January of year 1 is 1."},
    {"weekday", "(self, /)", weekday, "The weekday as a number: Monday is 0, Sunday is 6."},
    {"replace", "(self, year=<absent>, month=<absent>, day=<absent>)", replace, "Return date with new specified fields."},
    {"__reduce__", "(self, /)", reduce, "__reduce__() -> (cls, state)"},
};
const GetSetDef kGetSets[] = {
    {"year", getField<&Date::year>, nullptr, nullptr},
    {"month", getField<&Date::month>, nullptr, nullptr},
    {"day", getField<&Date::day>, nullptr, nullptr},
};
const NativeDef kNew = {"__new__", "(cls, year=<absent>, month=<absent>, day=<absent>)", dateNew, nullptr};

// --- IsoCalendarDate

Value calendarNew(Thread* t, Value* args, size_t) { return makeTupleOf(t, args[0].as<Type>(), args + 1, 3); }
Value calendarRepr(Thread* t, Value v) {
  auto* items = v.as<Tuple>();
  std::string parts[3];
  for (int i = 0; i < 3; ++i) parts[i] = TRY(reprTextPy(t, items->items[i]));
  return TRY(makeStr(t, fmt::format("{}(year={}, week={}, weekday={})", typeName(v), parts[0], parts[1], parts[2])));
}
template <int index>
Value calendarItem(Thread*, Value v) {
  return v.as<Tuple>()->items[index];
}
// Pickled as a plain tuple, as the type is not public.
Value calendarReduce(Thread* t, Value* args, size_t) {
  Value plain = TRY(makeTuple(t, args[0].as<Tuple>()->items, 3));
  Value arguments = TRY(makeTuple(t, {plain}));
  return TRY(makeTuple(t, {Value(types::tuple), arguments}));
}
const NativeDef kCalendarNew = {"__new__", "(cls, year, week, weekday)", calendarNew, nullptr};
const NativeDef kCalendarMethods[] = {{"__reduce__", "(self, /)", calendarReduce, nullptr}};
const GetSetDef kCalendarGetSets[] = {{"year", calendarItem<0>, nullptr, nullptr},
                                      {"week", calendarItem<1>, nullptr, nullptr},
                                      {"weekday", calendarItem<2>, nullptr, nullptr}};

}  // namespace

// The date so many days later. False with OverflowError pending.
static bool moveDays(Thread* t, int64_t days, int* year, int* month, int* day) {
  if (days < -31 || days > 31 || *day + days < 1) {
    int64_t ordinal = ordinalOf(*year, *month, *day) + days;
    if (ordinal < 1 || ordinal > kMaxOrdinal) return raise(t, exc::OverflowError, "date value out of range");
    fromOrdinal(static_cast<int>(ordinal), year, month, day);
    return true;
  }
  // At most into the next month, or the one after that (31 January and 31 days).
  *day += static_cast<int>(days);
  while (*day > 28) {
    int length = daysInMonth(*year, *month);
    if (*day <= length) break;
    *day -= length;
    *month = *month == 12 ? 1 : *month + 1;
    *year += *month == 1;
    if (*year > kMaxYear) return raise(t, exc::OverflowError, "date value out of range");
  }
  return true;
}

Value addDeltaPy(Thread* t, Date* d, TimeDelta* delta, bool negative) {
  int64_t sign = negative ? -1 : 1;
  int year = d->year, month = d->month, day = d->day;
  if (!isInstance(Value(d), datetimeType)) {
    TRY(moveDays(t, sign * delta->days, &year, &month, &day));
    return typeOf(d) == dateType ? Value(TRY(makeDate(t, year, month, day))) : dateOfClassPy(t, typeOf(d), year, month, day);
  }
  int64_t micros = d->micros + sign * delta->micros;
  int64_t seconds = microsOfDay(d) + sign * delta->seconds;
  seconds += micros < 0 ? -1 : micros / kMicrosPerSecond;
  micros = micros < 0 ? micros + kMicrosPerSecond : micros % kMicrosPerSecond;
  int64_t days = seconds < 0 ? -((kSecondsPerDay - 1 - seconds) / kSecondsPerDay) : seconds / kSecondsPerDay;
  seconds -= days * kSecondsPerDay;
  TRY(moveDays(t, days + sign * delta->days, &year, &month, &day));
  DateTime fields{};
  fields.year = static_cast<uint16_t>(year);
  fields.month = static_cast<uint8_t>(month);
  fields.day = static_cast<uint8_t>(day);
  fields.hour = static_cast<uint8_t>(seconds / 3600);
  fields.minute = static_cast<uint8_t>(seconds / 60 % 60);
  fields.second = static_cast<uint8_t>(seconds % 60);
  fields.micros = static_cast<int32_t>(micros);
  return dateTimeOfClassPy(t, typeOf(d), fields, d->tzinfo);
}

const TypeSpec dateSpec = {
    .name = "datetime.date",
    .kind = kRecordKind,
    .flags = kBaseType,
    .slots =
        {.repr = dateRepr, .str = dateStr, .hash = dateHash, .compare = dateCompare, .add = dateAdd, .subtract = dateSubtract},
    .methods = kMethods,
    .getsets = kGetSets,
    .create = &kNew,
    .doc = "date(year, month, day) --> date object"};
const TypeSpec isoCalendarSpec = {.name = "datetime.IsoCalendarDate",
                                  .base = &types::tuple,
                                  .kind = Kind::Tuple,
                                  .slots = {.repr = calendarRepr},
                                  .methods = kCalendarMethods,
                                  .getsets = kCalendarGetSets,
                                  .create = &kCalendarNew,
                                  .doc = "The result of date.isocalendar() or datetime.isocalendar()"};

}  // namespace typhon::datetime
