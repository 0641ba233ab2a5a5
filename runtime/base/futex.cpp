// See futex.h.
#include "runtime/base/futex.h"

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <ctime>

namespace typhon::base {

int futexWait(std::atomic<uint32_t>* word, uint32_t expected, int64_t deadlineNs) {
  timespec deadline = {deadlineNs / 1000000000, deadlineNs % 1000000000};
  // The bitset form takes an absolute time on the monotonic clock.
  long result = syscall(SYS_futex, word, FUTEX_WAIT_BITSET_PRIVATE, expected, deadlineNs == kNoDeadline ? nullptr : &deadline,
                        nullptr, FUTEX_BITSET_MATCH_ANY);
  return result < 0 ? errno : 0;
}

void futexWake(std::atomic<uint32_t>* word, int count) {
  syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, count, nullptr, nullptr, 0);
}

int FutexLock::acquire(int64_t deadlineNs) {
  while (word_.exchange(2, std::memory_order_acquire) != 0) {
    int error = futexWait(&word_, 2, deadlineNs);
    if (error == ETIMEDOUT || error == EINTR) {
      // It may have been given back just now.
      return word_.exchange(2, std::memory_order_acquire) == 0 ? 0 : error;
    }
  }
  return 0;
}

}  // namespace typhon::base
