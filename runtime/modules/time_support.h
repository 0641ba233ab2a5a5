// Times between Python and C++: what time, _signal, posix, select and _thread share.
#pragma once

#include <cstdint>

#include "runtime/base/os.h"
#include "runtime/exec/errors.h"

namespace typhon {

enum class Rounding : uint8_t { Floor, Ceiling, HalfEven, Up };  // Up: away from zero

// Seconds (float or int) as nanoseconds. ValueError for NaN, OverflowError when they do not fit, TypeError for
// anything else.
bool timeFromSecondsPy(Thread* t, Value v, Rounding rounding, int64_t* ns);
// The same as whole seconds and nanoseconds; OverflowError "timestamp out of range for platform time_t".
bool timespecFromSecondsPy(Thread* t, Value v, Rounding rounding, int64_t* seconds, int64_t* ns);
// Nanoseconds as float seconds.
Value secondsFromNs(Thread* t, int64_t ns);

// Waits; signals are handled meanwhile. False with an exception pending.
bool sleepPy(Thread* t, int64_t ns);

}  // namespace typhon
