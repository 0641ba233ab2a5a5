// POSIX timestamps and the system's local time.
#pragma once

#include <ctime>

#include "runtime/exec/errors.h"
#include "runtime/object/value.h"

namespace typhon::datetime {

// A timestamp argument rounded down to seconds; OverflowError "timestamp out of range for platform time_t".
bool secondsOfTimestampPy(Thread* t, Value v, int64_t* seconds);
// The same in microseconds, a half to the even one.
bool microsOfTimestampPy(Thread* t, Value v, int64_t* seconds, int64_t* micros);
bool localTime(Thread* t, int64_t seconds, std::tm* out);
bool utcTime(Thread* t, int64_t seconds, std::tm* out);

}  // namespace typhon::datetime
