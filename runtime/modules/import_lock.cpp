// The import lock.
#include <condition_variable>
#include <mutex>

#include "runtime/exec/blocking.h"
#include "runtime/modules/import_internal.h"

namespace typhon {
namespace {

// `owner` and `depth` are read and written by threads that hold the interpreter lock; a thread that has to wait gives it up.
struct ImportLock {
  Thread* owner = nullptr;
  int depth = 0;
  std::mutex mutex;
  std::condition_variable free;
};
ImportLock& lock() {
  static ImportLock instance;
  return instance;
}

}  // namespace

void acquireImportLock(Thread* t) {
  ImportLock& l = lock();
  while (l.owner && l.owner != t) {
    blocking(t, [&l] {
      std::unique_lock guard(l.mutex);
      // A release between the test above and here is noticed at the latest when the time is over.
      l.free.wait_for(guard, std::chrono::milliseconds(5));
    });
  }
  l.owner = t;
  ++l.depth;
}

bool releaseImportLock(Thread* t) {
  ImportLock& l = lock();
  if (l.owner != t) return false;
  if (--l.depth == 0) {
    l.owner = nullptr;
    if (interpreterHasThreads) {
      std::lock_guard guard(l.mutex);
      l.free.notify_one();
    }
  }
  return true;
}

bool importLockIsHeld() { return lock().owner != nullptr; }

}  // namespace typhon
