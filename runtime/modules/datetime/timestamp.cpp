// POSIX timestamps.
#include "runtime/modules/datetime/timestamp.h"

#include <cmath>

#include "runtime/ops/ops.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"

namespace typhon::datetime {
namespace {

Raised outOfRange(Thread* t) { return raise(t, exc::OverflowError, "timestamp out of range for platform time_t"); }

double roundHalfEven(double x) {
  double rounded = std::round(x);
  return std::fabs(x - rounded) == 0.5 ? 2.0 * std::round(x / 2.0) : rounded;
}

bool wholeSeconds(Thread* t, Value v, int64_t* seconds) {
  Value i = TRY(indexPy(t, v));
  return fitsInt64(i, seconds) ? true : outOfRange(t);
}

bool finite(Thread* t, double d) {
  if (std::isnan(d)) return raise(t, exc::ValueError, "Invalid value NaN (not a number)");
  return std::fabs(d) < 9.2e18 ? true : outOfRange(t);
}

}  // namespace

bool secondsOfTimestampPy(Thread* t, Value v, int64_t* seconds) {
  if (!isFloat(v)) return wholeSeconds(t, v, seconds);
  TRY(finite(t, asDouble(v)));
  *seconds = static_cast<int64_t>(std::floor(asDouble(v)));
  return true;
}

bool microsOfTimestampPy(Thread* t, Value v, int64_t* seconds, int64_t* micros) {
  *micros = 0;
  if (!isFloat(v)) return wholeSeconds(t, v, seconds);
  TRY(finite(t, asDouble(v)));
  double whole, fraction = std::modf(asDouble(v), &whole);
  fraction = roundHalfEven(fraction * 1e6);
  if (fraction >= 1e6) {
    fraction -= 1e6;
    whole += 1;
  } else if (fraction < 0) {
    fraction += 1e6;
    whole -= 1;
  }
  *seconds = static_cast<int64_t>(whole);
  *micros = static_cast<int64_t>(fraction);
  return true;
}

bool localTime(Thread* t, int64_t seconds, std::tm* out) {
  time_t time = seconds;
  errno = 0;
  if (localtime_r(&time, out)) return true;
  return raiseOs(t, errno ? errno : EINVAL);
}

bool utcTime(Thread* t, int64_t seconds, std::tm* out) {
  time_t time = seconds;
  errno = 0;
  if (gmtime_r(&time, out)) return true;
  return raiseOs(t, errno ? errno : EINVAL);
}

}  // namespace typhon::datetime
