// Local time.
#include "runtime/modules/datetime/local_time.h"

#include "runtime/modules/datetime/timestamp.h"
#include "runtime/types/str.h"

namespace typhon::datetime {
namespace {

constexpr int64_t kMaxFold = 24 * 3600;

// What the local clock shows at u, both in kEpoch's count.
bool local(Thread* t, int64_t u, int64_t* out) {
  std::tm tm;
  TRY(localTime(t, u - kEpoch, &tm));
  int year = tm.tm_year + 1900;
  if (year < kMinYear || year > kMaxYear) return raise(t, exc::ValueError, "year {} is out of range", year);
  *out = utcToSeconds(year, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);
  return true;
}

bool fieldsOf(Thread* t, const std::tm& tm, int64_t micros, DateTime* out) {
  int year = tm.tm_year + 1900;
  if (year < kMinYear || year > kMaxYear) return raise(t, exc::ValueError, "year {} is out of range", year);
  out->year = static_cast<uint16_t>(year);
  out->month = static_cast<uint8_t>(tm.tm_mon + 1);
  out->day = static_cast<uint8_t>(tm.tm_mday);
  out->hour = static_cast<uint8_t>(tm.tm_hour);
  out->minute = static_cast<uint8_t>(tm.tm_min);
  out->second = static_cast<uint8_t>(std::min(tm.tm_sec, 59));  // leap seconds
  out->micros = static_cast<int32_t>(micros);
  out->fold = 0;
  return true;
}

}  // namespace

bool localToSeconds(Thread* t, const DateTime* d, int64_t* out) {
  int64_t wanted = utcToSeconds(d->year, d->month, d->day, d->hour, d->minute, d->second);
  int64_t shown;
  TRY(local(t, wanted, &shown));
  int64_t a = shown - wanted, u1 = wanted - a, t1;
  TRY(local(t, u1, &t1));
  int64_t b;
  if (t1 == wanted) {
    // One solution; an earlier one, or with fold a later one, may exist.
    int64_t u2 = d->fold ? u1 + kMaxFold : u1 - kMaxFold;
    TRY(local(t, u2, &shown));
    b = shown - u2;
    if (a == b) {
      *out = u1;
      return true;
    }
  } else {
    b = t1 - u1;
  }
  int64_t u2 = wanted - b, t2;
  TRY(local(t, u2, &t2));
  if (t2 == wanted) {
    *out = u2;
  } else if (t1 == wanted) {
    *out = u1;
  } else {
    // In a gap: neither offset gives it.
    *out = d->fold ? std::min(u1, u2) : std::max(u1, u2);
  }
  return true;
}

bool fieldsOfLocalTime(Thread* t, int64_t seconds, int64_t micros, bool detectFold, DateTime* out) {
  std::tm tm;
  TRY(localTime(t, seconds, &tm));
  TRY(fieldsOf(t, tm, micros, out));
  if (!detectFold || seconds - kMaxFold <= 0) return true;
  int64_t shown = utcToSeconds(out->year, out->month, out->day, out->hour, out->minute, out->second), probe;
  TRY(local(t, kEpoch + seconds - kMaxFold, &probe));
  int64_t transition = shown - probe - kMaxFold;
  if (transition >= 0) return true;
  TRY(local(t, kEpoch + seconds + transition, &probe));
  out->fold = probe == shown;
  return true;
}

bool fieldsOfUtcTime(Thread* t, int64_t seconds, int64_t micros, DateTime* out) {
  std::tm tm;
  TRY(utcTime(t, seconds, &tm));
  return fieldsOf(t, tm, micros, out);
}

Value localZoneAt(Thread* t, int64_t timestamp) {
  std::tm tm;
  TRY(localTime(t, timestamp, &tm));
  TimeDelta* offset = TRY(makeDelta(t, 0, tm.tm_gmtoff, 0));
  Str* name = TRY(makeStr(t, tm.tm_zone));
  return TRY(makeTimeZone(t, Value(offset), Value(name)));
}

}  // namespace typhon::datetime
