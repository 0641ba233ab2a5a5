// The _datetime module: layouts of its types, the proleptic Gregorian calendar, and what its files share.
#pragma once

#include "runtime/modules/module_support.h"
#include "runtime/object/record.h"
#include "runtime/ops/ops.h"

namespace typhon::datetime {

constexpr int kMinYear = 1, kMaxYear = 9999, kMaxOrdinal = 3652059, kMaxDeltaDays = 999999999;
constexpr int64_t kMicrosPerSecond = 1000000, kSecondsPerDay = 86400, kMicrosPerDay = kMicrosPerSecond * kSecondsPerDay;

struct TimeDelta : Record {
  static constexpr uint32_t kValues = 0;
  int32_t days, seconds, micros;  // normal: 0 <= seconds < 86400, 0 <= micros < 1000000
  int64_t hash;                   // -1: not computed yet
  __int128 total() const { return static_cast<__int128>(days) * kMicrosPerDay + seconds * kMicrosPerSecond + micros; }
  bool isZero() const { return !days && !seconds && !micros; }
};

// A date; a datetime begins alike.
struct Date : Record {
  static constexpr uint32_t kValues = 1;
  Value tzinfo;  // of a datetime: None or a tzinfo; None in a date
  uint16_t year;
  uint8_t month, day;
  uint8_t hour, minute, second, fold;  // from here on of datetimes and times only
  int32_t micros;
  int64_t hash;
};
using DateTime = Date;
using Time = Date;

struct TimeZone : Record {
  static constexpr uint32_t kValues = 2;
  Value offset;  // timedelta
  Value name;    // str, or Unbound
};

extern Type *deltaType, *dateType, *timeType, *datetimeType, *tzinfoType, *timezoneType, *isoCalendarType;
extern Value utc;

inline bool isDelta(Value v) { return isInstance(v, deltaType); }
inline bool isDate(Value v) { return isInstance(v, dateType); }
inline bool isDateTime(Value v) { return isInstance(v, datetimeType); }
inline bool isTime(Value v) { return isInstance(v, timeType); }
inline bool isTzinfo(Value v) { return isInstance(v, tzinfoType); }

// --- calendar.cpp
bool isLeap(int year);
int daysInMonth(int year, int month);
int daysBeforeMonth(int year, int month);
int ordinalOf(int year, int month, int day);  // 1: 1 January of year 1
void fromOrdinal(int ordinal, int* year, int* month, int* day);
inline int weekdayOf(int year, int month, int day) { return (ordinalOf(year, month, day) + 6) % 7; }  // 0: Monday
int isoWeekOneMonday(int year);  // ordinal of the Monday that begins the first week of the ISO year
// ValueErrors of impossible dates and times.
bool checkDate(Thread* t, int year, int month, int day);
bool checkTime(Thread* t, int hour, int minute, int second, int micros, int fold);
// Year, month and day of an ISO week date. 0, or: -2 week, -3 weekday, -4 year out of range.
int fromIsoWeek(int year, int week, int weekday, int* y, int* m, int* d);

// --- timedelta.cpp
// OverflowError when the days are too many.
TimeDelta* makeDelta(Thread* t, int64_t days, int64_t seconds, int64_t micros, bool normalize = true, Type* cls = nullptr);
TimeDelta* makeDeltaFromMicros(Thread* t, __int128 micros, Type* cls = nullptr);
extern const TypeSpec deltaSpec;

// --- tzinfo.cpp
extern const TypeSpec tzinfoSpec, timezoneSpec;
TimeZone* makeTimeZone(Thread* t, Value offset, Value nameOrUnbound);
// TypeError "tzinfo argument must be None or of a tzinfo subclass, not type 'x'".
bool checkTzinfo(Thread* t, Value v);
// tzinfo.utcoffset(argument) and dst: None or a timedelta of less than a day. tzinfo may be None.
Value callOffsetPy(Thread* t, Value tzinfo, const char* method, Value argument);
inline Value utcOffsetPy(Thread* t, Value tzinfo, Value argument) { return callOffsetPy(t, tzinfo, "utcoffset", argument); }
// tzinfo.tzname(argument): None or a str.
Value callTznamePy(Thread* t, Value tzinfo, Value argument);
// "+01:00" with the separator ":" or "".
std::string offsetText(const TimeDelta* offset, const char* separator);

// --- date.cpp, time.cpp, datetime.cpp
extern const TypeSpec dateSpec, timeSpec, datetimeSpec, isoCalendarSpec;
Date* makeDate(Thread* t, int year, int month, int day, Type* cls = nullptr);  // valid
DateTime* makeDateTime(Thread* t, const DateTime& fields, Value tzinfo, Type* cls = nullptr);
Time* makeTime(Thread* t, int hour, int minute, int second, int micros, int fold, Value tzinfo, Type* cls = nullptr);
// The same as an instance of cls, which is called unless it is the type itself.
Value dateOfClassPy(Thread* t, Type* cls, int year, int month, int day);
Value dateTimeOfClassPy(Thread* t, Type* cls, const DateTime& fields, Value tzinfo);
// date or datetime plus (or minus) a timedelta.
Value addDeltaPy(Thread* t, Date* d, TimeDelta* delta, bool negative);
// datetime - datetime (or date - date) where both are of a kind.
TimeDelta* plainDifference(Thread* t, Date* a, Date* b);
Value timeTuplePy(Thread* t, int year, int month, int day, int hour, int minute, int second, int dst);
inline int microsOfDay(const Date* d) { return ((d->hour * 60 + d->minute) * 60 + d->second); }

// --- text.cpp
enum class TimeSpec : uint8_t { Auto, Hours, Minutes, Seconds, Milliseconds, Microseconds };
bool timeSpecArgument(Thread* t, Value v, TimeSpec* spec);
std::string isoDate(const Date* d);
std::string isoTime(const Date* d, TimeSpec spec);
std::string ctimeText(const Date* d);
// o.strftime(format): the directives that need the object, then time.strftime with `timeTuple`. tzinfoArgument: what tzinfo's
// methods get.
Value strftimePy(Thread* t, Value object, Value format, Value timeTuple, Value tzinfoArgument);
// o.__format__(format)
Value formatMethod(Thread* t, Value* args, size_t argc);
// The parts of ISO texts. false: malformed.
struct ParsedTime {
  int hour = 0, minute = 0, second = 0, micros = 0;
  bool hasZone = false;
  int64_t zoneMicros = 0;
};
bool parseIsoDate(std::u32string_view text, int* year, int* month, int* day);
bool parseIsoTime(std::u32string_view text, ParsedTime* out);
size_t isoSeparator(std::u32string_view text);  // of date and time; npos: malformed
// The tzinfo that a parsed text names.
Value zoneOf(Thread* t, const ParsedTime& time);
// The characters of a str argument, which are few as a rule.
class IsoArgument {
 public:
  // TypeError "fromisoformat: argument must be str".
  [[nodiscard]] bool read(Thread* t, Value v);
  std::u32string_view view() const { return view_; }

 private:
  char32_t few_[48];
  std::u32string many_;
  std::u32string_view view_;
};
Raised raiseInvalidIso(Thread* t, Value text);

// Whether two offsets (None or timedeltas) are the same.
bool sameOffset(Value a, Value b);
// What __reduce__ returns: the class, and the state with the tzinfo unless that is None.
Value reduced(Thread* t, Type* cls, Value state, Value tzinfo);
// A pickled state given to a constructor: `size` bytes (or such a latin-1 str), else null.
const uint8_t* pickledState(Value v, size_t size, uint8_t* scratch);

// cls._attribute of the type's dict, for min, max and resolution.
bool setTypeAttribute(Thread* t, Type* type, const char* name, Value v);
// Comparison results.
Raised raiseNotComparable(Thread* t, Value a, Value b);

}  // namespace typhon::datetime
