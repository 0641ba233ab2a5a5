// See time_support.h.
#include "runtime/modules/time_support.h"

#include <cerrno>
#include <cmath>
#include <ctime>

#include "runtime/exec/blocking.h"
#include "runtime/modules/signals.h"
#include "runtime/ops/ops.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"

namespace typhon {

namespace {

double rounded(double d, Rounding rounding) {
  switch (rounding) {
    case Rounding::Floor:
      return std::floor(d);
    case Rounding::Ceiling:
      return std::ceil(d);
    case Rounding::HalfEven:
      return std::nearbyint(d);
    case Rounding::Up:
      return d >= 0 ? std::ceil(d) : std::floor(d);
  }
  return d;
}

}  // namespace

bool timeFromSecondsPy(Thread* t, Value v, Rounding rounding, int64_t* ns) {
  if (isFloat(v)) {
    double d = asDouble(v);
    if (std::isnan(d)) return raise(t, exc::ValueError, "Invalid value NaN (not a number)");
    d = rounded(d * 1e9, rounding);
    if (!(d >= -9223372036854775808.0 && d < 9223372036854775808.0))
      return raise(t, exc::OverflowError, "timestamp out of range for platform time_t");
    *ns = static_cast<int64_t>(d);
    return true;
  }
  Value index = TRY(indexPy(t, v));
  int64_t seconds;
  if (!fitsInt64(index, &seconds) || __builtin_mul_overflow(seconds, int64_t{1000000000}, ns))
    return raise(t, exc::OverflowError, "timestamp too large to convert to C _PyTime_t");
  return true;
}

bool timespecFromSecondsPy(Thread* t, Value v, Rounding rounding, int64_t* seconds, int64_t* ns) {
  if (isFloat(v)) {
    double d = asDouble(v);
    if (std::isnan(d)) return raise(t, exc::ValueError, "Invalid value NaN (not a number)");
    double whole, fraction = std::modf(d, &whole);
    fraction = rounded(fraction * 1e9, rounding);
    if (fraction >= 1e9) {
      fraction -= 1e9;
      whole += 1.0;
    } else if (fraction < 0) {
      fraction += 1e9;
      whole -= 1.0;
    }
    if (!(whole >= -9223372036854775808.0 && whole < 9223372036854775808.0))
      return raise(t, exc::OverflowError, "timestamp out of range for platform time_t");
    *seconds = static_cast<int64_t>(whole);
    *ns = static_cast<int64_t>(fraction);
    return true;
  }
  Value index = TRY(indexPy(t, v));
  *ns = 0;
  if (!fitsInt64(index, seconds)) return raise(t, exc::OverflowError, "timestamp out of range for platform time_t");
  return true;
}

Value secondsFromNs(Thread* t, int64_t ns) {
  // Dividing keeps more digits than multiplying by 1e-9.
  if (ns % 1000000000 == 0) return makeFloat(t, static_cast<double>(ns / 1000000000));
  return makeFloat(t, static_cast<double>(ns) / 1e9);
}

bool sleepPy(Thread* t, int64_t ns) {
  int64_t deadline;
  if (__builtin_add_overflow(base::monotonicNs(), ns, &deadline)) deadline = INT64_MAX;
  for (;;) {
    timespec until = {deadline / 1000000000, deadline % 1000000000};
    int error = blocking(t, [&] { return clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr); });
    if (error == 0) return true;
    if (error != EINTR) return raiseOs(t, error);
    TRY(checkSignalsPy(t));
  }
}

}  // namespace typhon
