// The _datetime module.
#include "runtime/memory/roots.h"
#include "runtime/modules/datetime/datetime.h"
#include "runtime/types/dict.h"
#include "runtime/types/str.h"

namespace typhon {
namespace datetime {

bool setTypeAttribute(Thread* t, Type* type, const char* name, Value v) {
  Str* key = TRY(internStr(t, name));
  return dictSetStr(t, type->dict, key, v);
}

namespace {

bool setLimits(Thread* t) {
  Value tick = TRY(makeDelta(t, 0, 0, 1)), day = TRY(makeDelta(t, 1, 0, 0));
  Value minDelta = TRY(makeDelta(t, -kMaxDeltaDays, 0, 0)),
        maxDelta = TRY(makeDelta(t, kMaxDeltaDays, kSecondsPerDay - 1, kMicrosPerSecond - 1));
  Value minDate = TRY(makeDate(t, 1, 1, 1)), maxDate = TRY(makeDate(t, 9999, 12, 31));
  Value minTime = TRY(makeTime(t, 0, 0, 0, 0, 0, Value::none())),
        maxTime = TRY(makeTime(t, 23, 59, 59, 999999, 0, Value::none()));
  DateTime f{};
  f.year = f.month = f.day = 1;
  Value minDateTime = TRY(makeDateTime(t, f, Value::none()));
  f.year = 9999;
  f.month = 12;
  f.day = 31;
  f.hour = 23;
  f.minute = f.second = 59;
  f.micros = 999999;
  Value maxDateTime = TRY(makeDateTime(t, f, Value::none()));
  Value zero = TRY(makeDelta(t, 0, 0, 0));
  auto* zone = TRY(makeRecord<TimeZone>(t, timezoneType));
  zone->offset = zero;
  writeBarrier(zone);
  utc = zone;
  constexpr int64_t kAlmostDay = 23 * 3600 + 59 * 60;
  Value most = TRY(makeDelta(t, 0, kAlmostDay, 0)), least = TRY(makeDelta(t, 0, -kAlmostDay, 0));
  Value maxZone = TRY(makeTimeZone(t, most, Value::unbound())), minZone = TRY(makeTimeZone(t, least, Value::unbound()));
  const struct {
    Type* type;
    Value min, max, resolution;
  } rows[] = {{deltaType, minDelta, maxDelta, tick},
              {dateType, minDate, maxDate, day},
              {timeType, minTime, maxTime, tick},
              {datetimeType, minDateTime, maxDateTime, tick},
              {timezoneType, minZone, maxZone, Value::unbound()}};
  for (auto& row : rows) {
    TRY(setTypeAttribute(t, row.type, "min", row.min));
    TRY(setTypeAttribute(t, row.type, "max", row.max));
    if (!row.resolution.isUnbound()) TRY(setTypeAttribute(t, row.type, "resolution", row.resolution));
  }
  return setTypeAttribute(t, timezoneType, "utc", utc);
}

const IntConstant kConstants[] = {{"MINYEAR", kMinYear}, {"MAXYEAR", kMaxYear}};

bool init(Thread* t, Module* m) {
  for (Type** type : {&deltaType, &dateType, &timeType, &datetimeType, &tzinfoType, &timezoneType, &isoCalendarType})
    addRoot(type);
  addRoot(&utc);
  deltaType = TRY(moduleAddType(t, m, deltaSpec));
  dateType = TRY(moduleAddType(t, m, dateSpec));
  timeType = TRY(moduleAddType(t, m, timeSpec));
  datetimeType = TRY(moduleAddType(t, m, datetimeSpec));
  tzinfoType = TRY(moduleAddType(t, m, tzinfoSpec));
  timezoneType = TRY(moduleAddType(t, m, timezoneSpec));
  isoCalendarType = TRY(makeNativeType(t, isoCalendarSpec));
  TRY(setLimits(t));
  return moduleSetInts(t, m, kConstants) && moduleSet(t, m, "UTC", utc);
}

}  // namespace
}  // namespace datetime

extern const ModuleSpec datetimeModule = {"_datetime", {}, "Fast implementation of the datetime type.", datetime::init};

}  // namespace typhon
