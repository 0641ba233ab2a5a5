// time: clocks, sleeping, broken-down times.
#include <cerrno>
#include <climits>
#include <cmath>
#include <cstring>
#include <ctime>
#include <pthread.h>

#include "runtime/exec/thread.h"
#include "runtime/memory/roots.h"
#include "runtime/memory/stacks.h"
#include "runtime/modules/time_support.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/codecs.h"
#include "runtime/types/dict.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/module.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/str.h"
#include "runtime/types/struct_sequence.h"
#include "runtime/types/tuple.h"

namespace typhon {

namespace {

Type* structTime = nullptr;
Module* timeModuleObject = nullptr;

// --- clocks

template <int64_t (*clock)()>
Value seconds(Thread* t, Value*, size_t) {
  return secondsFromNs(t, clock());
}
template <int64_t (*clock)()>
Value nanoseconds(Thread* t, Value*, size_t) {
  return makeInt(t, clock());
}

Maybe<int64_t> clockNs(Thread* t, Value id) {
  int clock = TRY(intArgumentPy(t, id));
  timespec now;
  if (clock_gettime(clock, &now) != 0) return raiseOs(t, errno);
  return int64_t{now.tv_sec} * 1000000000 + now.tv_nsec;
}
Value clockGetTime(Thread* t, Value* args, size_t) { return secondsFromNs(t, TRY(clockNs(t, args[0]))); }
Value clockGetTimeNs(Thread* t, Value* args, size_t) { return makeInt(t, TRY(clockNs(t, args[0]))); }
Value setClock(Thread* t, Value id, int64_t s, int64_t ns) {
  int clock = TRY(intArgumentPy(t, id));
  timespec time = {s, ns};
  if (clock_settime(clock, &time) != 0) return raiseOs(t, errno);
  return Value::none();
}
Value clockSetTime(Thread* t, Value* args, size_t) {
  int64_t s, ns;
  TRY(timespecFromSecondsPy(t, args[1], Rounding::Floor, &s, &ns));
  return setClock(t, args[0], s, ns);
}
Value clockSetTimeNs(Thread* t, Value* args, size_t) {
  if (!isInt(args[1])) return raise(t, exc::TypeError, "expect int, got {}", typeName(args[1]));
  int64_t ns = TRY(toInt64(t, args[1]));
  int64_t s = ns / 1000000000, rest = ns % 1000000000;
  if (rest < 0) {
    rest += 1000000000;
    --s;
  }
  return setClock(t, args[0], s, rest);
}
Value clockGetRes(Thread* t, Value* args, size_t) {
  int clock = TRY(intArgumentPy(t, args[0]));
  timespec resolution;
  if (clock_getres(clock, &resolution) != 0) return raiseOs(t, errno);
  return makeFloat(t, static_cast<double>(resolution.tv_sec) + static_cast<double>(resolution.tv_nsec) * 1e-9);
}
// Whether one of the program's threads has this identifier.
bool hasThread(uint64_t ident) {
  struct Search {
    uint64_t ident;
    bool found;
  } search{ident, false};
  forEachThread(
      [](Thread* each, void* context) {
        auto* s = static_cast<Search*>(context);
        s->found |= each->ident == s->ident;
      },
      &search);
  return search.found;
}

Value threadClock(Thread* t, Value* args, size_t) {
  int64_t thread = TRY(toInt64(t, TRY(indexPy(t, args[0]))));
  // The C library trusts the number and would read memory that is none.
  if (!hasThread(static_cast<uint64_t>(thread))) return raiseOs(t, ESRCH);
  clockid_t clock;
  if (int error = pthread_getcpuclockid(static_cast<pthread_t>(thread), &clock)) return raiseOs(t, error);
  return Value::smallInt(clock);
}

Value getClockInfo(Thread* t, Value* args, size_t) {
  struct Row {
    const char* name;
    clockid_t clock;
    const char* implementation;
    bool monotonic, adjustable;
  };
  static const Row rows[] = {
      {"time", CLOCK_REALTIME, "clock_gettime(CLOCK_REALTIME)", false, true},
      {"monotonic", CLOCK_MONOTONIC, "clock_gettime(CLOCK_MONOTONIC)", true, false},
      {"perf_counter", CLOCK_MONOTONIC, "clock_gettime(CLOCK_MONOTONIC)", true, false},
      {"process_time", CLOCK_PROCESS_CPUTIME_ID, "clock_gettime(CLOCK_PROCESS_CPUTIME_ID)", true, false},
      {"thread_time", CLOCK_THREAD_CPUTIME_ID, "clock_gettime(CLOCK_THREAD_CPUTIME_ID)", true, false},
  };
  if (!isa<Str>(args[0]))
    return raise(t, exc::TypeError, "get_clock_info() argument 1 must be str, not {}", argumentTypeName(args[0]));
  for (const Row& row : rows) {
    if (!equals(args[0].as<Str>(), row.name)) continue;
    timespec resolution;
    if (clock_getres(row.clock, &resolution) != 0) return raiseOs(t, errno);
    Dict* d = TRY(makeDict(t));
    Str* implementation = TRY(makeStr(t, row.implementation));
    Value res = TRY(makeFloat(t, static_cast<double>(resolution.tv_sec) + static_cast<double>(resolution.tv_nsec) * 1e-9));
    TRY(dictSetStr(t, d, TRY(internStr(t, "implementation")), Value(implementation)));
    TRY(dictSetStr(t, d, TRY(internStr(t, "monotonic")), Value::boolean(row.monotonic)));
    TRY(dictSetStr(t, d, TRY(internStr(t, "adjustable")), Value::boolean(row.adjustable)));
    TRY(dictSetStr(t, d, TRY(internStr(t, "resolution")), res));
    return callExPy(t, Value(types::simpleNamespace), emptyTuple(), d);
  }
  return raise(t, exc::ValueError, "unknown clock");
}

Value sleepFunction(Thread* t, Value* args, size_t) {
  int64_t ns;
  TRY(timeFromSecondsPy(t, args[0], Rounding::Up, &ns));
  if (ns < 0) return raise(t, exc::ValueError, "sleep length must be non-negative");
  TRY(sleepPy(t, ns));
  return Value::none();
}

// --- broken-down times

Value toStruct(Thread* t, const tm& time) {
  Str* zone = TRY(decodeFsName(t, time.tm_zone ? time.tm_zone : ""));
  return makeStructSequence(
      t, structTime,
      {Value::smallInt(time.tm_year + int64_t{1900}), Value::smallInt(time.tm_mon + 1), Value::smallInt(time.tm_mday),
       Value::smallInt(time.tm_hour), Value::smallInt(time.tm_min), Value::smallInt(time.tm_sec),
       Value::smallInt((time.tm_wday + 6) % 7), Value::smallInt(time.tm_yday + 1), Value::smallInt(time.tm_isdst), Value(zone),
       Value::smallInt(time.tm_gmtoff)});
}

// The point of time an optional argument gives: now if it is left out or None.
bool timeArgument(Thread* t, Value v, time_t* when) {
  if (v.isUnbound() || v.isNone()) {
    *when = time(nullptr);
    return true;
  }
  int64_t s, ns;
  TRY(timespecFromSecondsPy(t, v, Rounding::Floor, &s, &ns));
  *when = s;
  return true;
}

bool localTime(Thread* t, time_t when, tm* out) {
  errno = 0;
  if (localtime_r(&when, out)) return true;
  return raiseOs(t, errno ? errno : EINVAL);
}

Value gmTime(Thread* t, Value* args, size_t) {
  time_t when;
  tm time;
  TRY(timeArgument(t, args[0], &when));
  errno = 0;
  if (!gmtime_r(&when, &time)) return raiseOs(t, errno ? errno : EINVAL);
  return toStruct(t, time);
}

Value localTimeFunction(Thread* t, Value* args, size_t) {
  time_t when;
  tm time;
  TRY(timeArgument(t, args[0], &when));
  TRY(localTime(t, when, &time));
  return toStruct(t, time);
}

// A time tuple's fields; tm_zone lives as long as the tuple does.
bool fromStruct(Thread* t, Value v, tm* out, const char* format, std::string* zone) {
  std::memset(out, 0, sizeof *out);
  if (!isa<Tuple>(v)) return raise(t, exc::TypeError, "Tuple or struct_time argument required");
  Tuple* tuple = v.as<Tuple>();
  if (tuple->length != 9) return raise(t, exc::TypeError, "{}(): illegal time tuple argument", format);
  int fields[9];
  for (size_t i = 0; i < 9; ++i) {
    if (isFloat(tuple->items[i]) || !(isInt(tuple->items[i]) || typeOf(tuple->items[i])->slots.index))
      return raise(t, exc::TypeError, "'{}' object cannot be interpreted as an integer", typeName(tuple->items[i]));
    int64_t field = TRY(toInt64(t, TRY(indexPy(t, tuple->items[i])), "long"));
    if (field > INT_MAX) return raise(t, exc::OverflowError, "signed integer is greater than maximum");
    if (field < INT_MIN) return raise(t, exc::OverflowError, "signed integer is less than minimum");
    fields[i] = static_cast<int>(field);
  }
  if (fields[0] < INT_MIN + 1900) return raise(t, exc::OverflowError, "year out of range");
  out->tm_year = fields[0] - 1900;
  out->tm_mon = fields[1] - 1;
  out->tm_mday = fields[2];
  out->tm_hour = fields[3];
  out->tm_min = fields[4];
  out->tm_sec = fields[5];
  out->tm_wday = (fields[6] + 1) % 7;
  out->tm_yday = fields[7] - 1;
  out->tm_isdst = fields[8];
  if (typeOf(v) == structTime) {
    Value name = TRY(getAttrPy(t, v, "tm_zone")), offset = TRY(getAttrPy(t, v, "tm_gmtoff"));
    if (isa<Str>(name)) {
      *zone = toUtf8(name.as<Str>());
      out->tm_zone = zone->c_str();
    }
    int64_t seconds;
    if (isInt(offset) && fitsInt64(offset, &seconds)) out->tm_gmtoff = seconds;
  }
  return true;
}

bool checkFields(Thread* t, tm* time) {
  auto wrong = [&](const char* text) -> bool { return raise(t, exc::ValueError, "{}", text); };
  if (time->tm_mon == -1) time->tm_mon = 0;
  if (time->tm_mon < 0 || time->tm_mon > 11) return wrong("month out of range");
  if (time->tm_mday == 0) time->tm_mday = 1;
  if (time->tm_mday < 0 || time->tm_mday > 31) return wrong("day of month out of range");
  if (time->tm_hour < 0 || time->tm_hour > 23) return wrong("hour out of range");
  if (time->tm_min < 0 || time->tm_min > 59) return wrong("minute out of range");
  if (time->tm_sec < 0 || time->tm_sec > 61) return wrong("seconds out of range");
  if (time->tm_wday < 0) return wrong("day of week out of range");
  if (time->tm_yday == -1) time->tm_yday = 0;
  if (time->tm_yday < 0 || time->tm_yday > 365) return wrong("day of year out of range");
  return true;
}

Value strfTime(Thread* t, Value* args, size_t) {
  if (!isa<Str>(args[0])) return raise(t, exc::TypeError, "strftime() argument 1 must be str, not {}", argumentTypeName(args[0]));
  tm time;
  std::string zone;
  if (args[1].isUnbound()) {
    TRY(localTime(t, ::time(nullptr), &time));
  } else {
    TRY(fromStruct(t, args[1], &time, "strftime", &zone));
    TRY(checkFields(t, &time));
  }
  // The C library knows -1, 0 and 1.
  if (time.tm_isdst < -1) {
    time.tm_isdst = -1;
  } else if (time.tm_isdst > 1) {
    time.tm_isdst = 1;
  }
  std::string format = toUtf8(args[0].as<Str>());
  if (format.find('\0') != std::string::npos) return raise(t, exc::ValueError, "embedded null character");
  if (format.empty()) return Value(names::empty);
  std::string out;
  for (size_t size = 1024;; size *= 2) {
    out.resize(size);
    size_t n = std::strftime(out.data(), size, format.c_str(), &time);
    if (n > 0 || size >= 256 * format.size()) {
      out.resize(n);
      break;
    }
  }
  return Value(TRY(decodeFsName(t, out)));
}

Value ascText(Thread* t, const tm& time) {
  static const char* const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static const char* const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  return Value(TRY(makeStr(t, fmt::format("{} {}{:3} {:02}:{:02}:{:02} {}", days[time.tm_wday], months[time.tm_mon], time.tm_mday,
                                          time.tm_hour, time.tm_min, time.tm_sec, int64_t{1900} + time.tm_year))));
}

Value ascTime(Thread* t, Value* args, size_t) {
  tm time;
  std::string zone;
  if (args[0].isUnbound()) {
    TRY(localTime(t, ::time(nullptr), &time));
  } else {
    TRY(fromStruct(t, args[0], &time, "asctime", &zone));
    TRY(checkFields(t, &time));
  }
  return ascText(t, time);
}

Value cTime(Thread* t, Value* args, size_t) {
  time_t when;
  tm time;
  TRY(timeArgument(t, args[0], &when));
  TRY(localTime(t, when, &time));
  return ascText(t, time);
}

Value mkTime(Thread* t, Value* args, size_t) {
  tm time;
  std::string zone;
  TRY(fromStruct(t, args[0], &time, "mktime", &zone));
  time.tm_wday = -1;  // stays if there is no such time: -1 seconds is one
  time_t when = mktime(&time);
  if (when == -1 && time.tm_wday == -1) return raise(t, exc::OverflowError, "mktime argument out of range");
  return makeFloat(t, static_cast<double>(when));
}

Value strpTime(Thread* t, Value* args, size_t argc) {
  Str* name = TRY(internStr(t, "_strptime"));
  Value module = TRY(importNamePy(t, name, nullptr, Value::none(), Value::none(), Value::smallInt(0)));
  Value function = TRY(getAttrPy(t, module, "_strptime_time"));
  return callPy(t, function, Args{args, argc, nullptr});
}

// Sets timezone, altzone, daylight and tzname.
bool setZone(Thread* t, Module* m) {
  constexpr time_t kYear = (365 * 24 + 6) * 3600;
  tm january, july;
  time_t start = time(nullptr) / kYear * kYear;
  TRY(localTime(t, start, &january));
  long januaryZone = -january.tm_gmtoff;
  std::string januaryName = january.tm_zone ? january.tm_zone : "   ";
  TRY(localTime(t, start + kYear / 2, &july));
  long julyZone = -july.tm_gmtoff;
  std::string julyName = july.tm_zone ? july.tm_zone : "   ";
  bool south = januaryZone < julyZone;  // summer in January
  TRY(moduleSet(t, m, "timezone", Value::smallInt(south ? julyZone : januaryZone)));
  TRY(moduleSet(t, m, "altzone", Value::smallInt(south ? januaryZone : julyZone)));
  TRY(moduleSet(t, m, "daylight", Value::smallInt(januaryZone != julyZone)));
  Str* first = TRY(decodeFsName(t, south ? julyName : januaryName));
  Str* second = TRY(decodeFsName(t, south ? januaryName : julyName));
  Tuple* both = TRY(makeTuple(t, {Value(first), Value(second)}));
  return moduleSet(t, m, "tzname", Value(both));
}

Value tzSet(Thread* t, Value*, size_t) {
  tzset();
  TRY(setZone(t, timeModuleObject));
  return Value::none();
}

const NativeDef kFunctions[] = {
    {"time", "()", seconds<base::wallClockNs>,
     "time() -> floating point number\n"
     "\n"
     "Seconds since the epoch, with fractions where the clock has them."},
    {"time_ns", "()", nanoseconds<base::wallClockNs>,
     "time_ns() -> int\n"
     "\n"
     "Nanoseconds since the epoch."},
    {"clock_gettime", "(clk_id, /)", clockGetTime,
     "clock_gettime(clk_id) -> float\n\nReturn the time of the specified clock clk_id as a float."},
    {"clock_gettime_ns", "(clk_id, /)", clockGetTimeNs,
     "clock_gettime_ns(clk_id) -> int\n\nReturn the time of the specified clock clk_id as nanoseconds (int)."},
    {"clock_settime", "(clk_id, time, /)", clockSetTime,
     "clock_settime(clk_id, time)\n"
     "\n"
     "Sets a clock, in seconds."},
    {"clock_settime_ns", "(clk_id, time, /)", clockSetTimeNs,
     "clock_settime_ns(clk_id, time)\n"
     "\n"
     "Sets a clock, in nanoseconds."},
    {"clock_getres", "(clk_id, /)", clockGetRes,
     "clock_getres(clk_id) -> floating point number\n"
     "\n"
     "The resolution of a clock, in seconds."},
    {"pthread_getcpuclockid", "(thread_id, /)", threadClock,
     "pthread_getcpuclockid(thread_id) -> int\n"
     "\n"
     "The clock of a thread's processor time."},
    {"sleep", "(seconds, /)", sleepFunction,
     "sleep(seconds)\n"
     "\n"
     "Waits so many seconds; fractions count."},
    {"gmtime", "(seconds=None, /)", gmTime,
     "gmtime([seconds]) -> (tm_year, tm_mon, tm_mday, tm_hour, tm_min,\n"
     "                       tm_sec, tm_wday, tm_yday, tm_isdst)\n"
     "\n"
     "The fields of a time in UTC: so many seconds since the epoch, by default now. tm_gmtoff and tm_zone are attributes only."},
    {"localtime", "(seconds=None, /)", localTimeFunction,
     "localtime([seconds]) -> (tm_year,tm_mon,tm_mday,tm_hour,tm_min,\n"
     "                          tm_sec,tm_wday,tm_yday,tm_isdst)\n"
     "\n"
     "The fields of a local time: so many seconds since the epoch, by default now."},
    {"asctime", "(tuple=<absent>, /)", ascTime,
     "asctime([tuple]) -> string\n"
     "\n"
     "A time as text, like 'Fri Jan 02 15:04:05 2026'; the present one by default."},
    {"ctime", "(seconds=None, /)", cTime,
     "ctime(seconds) -> string\n"
     "\n"
     "The local time of so many seconds since the epoch (by default now) as text, as asctime() writes it."},
    {"mktime", "(tuple, /)", mkTime,
     "mktime(tuple) -> floating point number\n"
     "\n"
     "The seconds since the epoch of a local time. For fields of UTC (from gmtime()) it is off by the zone's distance."},
    {"strftime", "(format, tuple=<absent>, /)", strfTime,
     "strftime(format[, tuple]) -> string\n\nConvert a time tuple to a string according to a format specification.\nSee the "
     "library reference "
     "manual for formatting codes. When the time tuple\nis not present, current time as returned by localtime() is used."},
    {"strptime", "(string, format='%a %b %d %H:%M:%S %Y', /)", strpTime,
     "strptime(string, format) -> struct_time\n\nParse a string to a time tuple according to a format specification.\nSee the "
     "library "
     "reference manual for formatting codes (same as\nstrftime())."},
    {"tzset", "()", tzSet,
     "tzset()\n\nInitialize, or reinitialize, the local timezone to the value stored in\nos.environ['TZ']. The TZ environment "
     "variable should be "
     "specified in\nstandard Unix timezone format as documented in the tzset man page\n(eg. 'US/Eastern', 'Europe/Amsterdam'). "
     "Unknown "
     "timezones will silently\nfall back to UTC."},
    {"monotonic", "()", seconds<base::monotonicNs>,
     "monotonic() -> float\n"
     "\n"
     "A clock that never goes back, in seconds."},
    {"monotonic_ns", "()", nanoseconds<base::monotonicNs>,
     "monotonic_ns() -> int\n"
     "\n"
     "A clock that never goes back, in nanoseconds."},
    {"process_time", "()", seconds<base::processCpuNs>,
     "process_time() -> float\n"
     "\n"
     "Processor time of this process, in seconds."},
    {"process_time_ns", "()", nanoseconds<base::processCpuNs>,
     "process_time_ns() -> int\n"
     "\n"
     "Processor time of this process, in nanoseconds."},
    {"thread_time", "()", seconds<base::threadCpuNs>,
     "thread_time() -> float\n"
     "\n"
     "Processor time of this thread, in seconds."},
    {"thread_time_ns", "()", nanoseconds<base::threadCpuNs>,
     "thread_time_ns() -> int\n"
     "\n"
     "Processor time of this thread, in nanoseconds."},
    {"perf_counter", "()", seconds<base::monotonicNs>,
     "perf_counter() -> float\n"
     "\n"
     "The finest clock there is, in seconds."},
    {"perf_counter_ns", "()", nanoseconds<base::monotonicNs>,
     "perf_counter_ns() -> int\n"
     "\n"
     "The finest clock there is, in nanoseconds."},
    {"get_clock_info", "(name, /)", getClockInfo,
     "get_clock_info(name: str) -> dict\n"
     "\n"
     "What kind of clock that is."},
};

const StructField kTimeFields[] = {
    {"tm_year", "year, for example, 1993"},
    {"tm_mon", "month of year, range [1, 12]"},
    {"tm_mday", "day of month, range [1, 31]"},
    {"tm_hour", "hours, range [0, 23]"},
    {"tm_min", "minutes, range [0, 59]"},
    {"tm_sec", "seconds, range [0, 61])"},
    {"tm_wday", "day of week, range [0, 6], Monday is 0"},
    {"tm_yday", "day of year, range [1, 366]"},
    {"tm_isdst", "1 in summer time, 0 otherwise, -1 if not known"},
    {"tm_zone", "abbreviation of timezone name"},
    {"tm_gmtoff", "offset from UTC in seconds"},
};

bool init(Thread* t, Module* m) {
  timeModuleObject = m;
  addRoot(&timeModuleObject);
  structTime = TRY(makeStructSequenceType(
      t, "time.struct_time",
      "A time in nine fields, as gmtime(), localtime() and strptime() return it and asctime(), mktime() and strftime() take it.\n"
      "\n"
      "Years are counted from 0, months and days of the year from 1, weekdays from Monday, which is 0: not as in C.",
      kTimeFields, 9));
  addRoot(&structTime);
  TRY(moduleSet(t, m, "struct_time", Value(structTime)));
  TRY(moduleSet(t, m, "_STRUCT_TM_ITEMS", Value::smallInt(11)));
  struct {
    const char* name;
    int value;
  } const clocks[] = {{"CLOCK_REALTIME", CLOCK_REALTIME},
                      {"CLOCK_MONOTONIC", CLOCK_MONOTONIC},
                      {"CLOCK_MONOTONIC_RAW", CLOCK_MONOTONIC_RAW},
                      {"CLOCK_PROCESS_CPUTIME_ID", CLOCK_PROCESS_CPUTIME_ID},
                      {"CLOCK_THREAD_CPUTIME_ID", CLOCK_THREAD_CPUTIME_ID},
                      {"CLOCK_BOOTTIME", CLOCK_BOOTTIME},
                      {"CLOCK_TAI", CLOCK_TAI}};
  for (auto& clock : clocks) TRY(moduleSet(t, m, clock.name, Value::smallInt(clock.value)));
  tzset();
  return setZone(t, m);
}

}  // namespace

extern const ModuleSpec timeModule = {"time", kFunctions, "This module provides various functions to manipulate time values.",
                                      init};

}  // namespace typhon
