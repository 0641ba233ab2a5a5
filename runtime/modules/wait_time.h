// Timeouts of calls that wait: a deadline that survives interruption by signals (PEP 475).
#pragma once

#include "runtime/base/os.h"
#include "runtime/modules/time_support.h"

namespace typhon {

class Deadline {
 public:
  static Deadline never() { return Deadline(); }
  static Deadline in(int64_t ns) {
    Deadline d;
    d.forever_ = false;
    if (__builtin_add_overflow(base::monotonicNs(), ns, &d.at_)) d.at_ = INT64_MAX;
    d.first_ = ns;
    return d;
  }
  bool forever() const { return forever_; }
  // What is left: what was asked for the first time, then at least 0.
  int64_t left() {
    if (first_ >= 0) {
      int64_t ns = first_;
      first_ = -1;
      return ns;
    }
    int64_t ns = at_ - base::monotonicNs();
    return ns > 0 ? ns : 0;
  }
  // The same in milliseconds, rounded up, for poll(): -1 for ever.
  int milliseconds() {
    if (forever_) return -1;
    int64_t ms = (left() + 999'999) / 1'000'000;
    return ms > INT32_MAX ? INT32_MAX : static_cast<int>(ms);
  }

 private:
  bool forever_ = true;
  int64_t at_ = 0, first_ = -1;
};

}  // namespace typhon
