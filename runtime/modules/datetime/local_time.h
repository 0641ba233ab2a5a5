// Between local time and the time line: seconds since 1 January of year 1.
#pragma once

#include "runtime/modules/datetime/datetime.h"

namespace typhon::datetime {

constexpr int64_t kEpoch = int64_t{719163} * kSecondsPerDay;  // of 1970

inline int64_t utcToSeconds(int year, int month, int day, int hour, int minute, int second) {
  return ((int64_t{ordinalOf(year, month, day)} * 24 + hour) * 60 + minute) * 60 + second;
}
// The timestamp (in kEpoch's count) at which the local clock shows a time; `fold` chooses where it does so twice.
bool localToSeconds(Thread* t, const DateTime* d, int64_t* out);
// A datetime from the system's local time or UTC, with fold as the clock has it.
bool fieldsOfLocalTime(Thread* t, int64_t seconds, int64_t micros, bool detectFold, DateTime* out);
bool fieldsOfUtcTime(Thread* t, int64_t seconds, int64_t micros, DateTime* out);
// The system's time zone at a timestamp.
Value localZoneAt(Thread* t, int64_t timestamp);

}  // namespace typhon::datetime
