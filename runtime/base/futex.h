// Waiting for a word in memory to change (futex(2)): the only way to wait for another thread that a signal interrupts.
#pragma once

#include <atomic>
#include <cstdint>

namespace typhon::base {

constexpr int64_t kNoDeadline = INT64_MAX;

// Waits while *word is `expected`, until woken or until monotonicNs() reaches the deadline. 0, or ETIMEDOUT, EINTR, EAGAIN (it
// was something else). May wake for no reason.
int futexWait(std::atomic<uint32_t>* word, uint32_t expected, int64_t deadlineNs);
void futexWake(std::atomic<uint32_t>* word, int count);

// A lock that one thread may take and another give back, waiting at most until the deadline. 0 free, 1 taken, 2 taken and
// perhaps waited for.
class FutexLock {
 public:
  bool tryAcquire() {
    uint32_t free = 0;
    return word_.compare_exchange_strong(free, 1, std::memory_order_acquire);
  }
  // 0 when it has been taken, else ETIMEDOUT or EINTR.
  int acquire(int64_t deadlineNs);
  void release() {
    if (word_.exchange(0, std::memory_order_release) == 2) futexWake(&word_, 1);
  }
  bool taken() const { return word_.load(std::memory_order_relaxed) != 0; }
  void reset() { word_.store(0, std::memory_order_relaxed); }

 private:
  std::atomic<uint32_t> word_{0};
};

}  // namespace typhon::base
