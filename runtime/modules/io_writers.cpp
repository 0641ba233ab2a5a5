#include "runtime/modules/io_writers.h"

#include <algorithm>
#include <vector>

#include "runtime/exec/errors.h"
#include "runtime/memory/roots.h"
#include "runtime/memory/weak.h"
#include "runtime/modules/gc.h"

namespace typhon {
namespace {

struct Writer {
  int fd;
  dev_t device;
  ino_t inode;
  // A file that outlives a collection is in use: it is left alone ever longer.
  uint32_t skip = 0, nextSkip = 1;
};
std::vector<Writer> writers;

constexpr uint32_t kMostSkipped = 1024;
constexpr int kRounds = 4;  // what finalizers let go may have files of its own

}  // namespace

void noteWriter(int fd, const struct stat& file) {
  forgetWriter(fd);
  if (S_ISREG(file.st_mode)) writers.push_back({fd, file.st_dev, file.st_ino});
}

void forgetWriter(int fd) {
  std::erase_if(writers, [&](const Writer& w) { return w.fd == fd; });
}

bool anyWriters() { return !writers.empty(); }

bool settleWritersPy(Thread* t, const struct stat* file, NativeFn fn, const Value* args, size_t argc) {
  auto concerned = [&](const Writer& w) { return file ? w.inode == file->st_ino && w.device == file->st_dev : w.fd > 2; };
  bool asked = false;
  for (Writer& w : writers) {
    if (!concerned(w)) continue;
    if (w.skip)
      --w.skip;
    else
      asked = true;
  }
  if (!asked) return false;
  RootedVector kept(t);
  for (size_t i = 0; i < argc; ++i) {
    if (kept.push(args[i])) continue;
    clearPending(t);
    return false;
  }
  for (int round = 0; round < kRounds; ++round) {
    collectWithin(t, fn);
    if (!(t->poll.load(std::memory_order_relaxed) & kPollFinalizers)) break;
    runPendingFinalizersPy(t);
  }
  for (Writer& w : writers) {
    if (!concerned(w)) continue;
    w.skip = w.nextSkip;
    w.nextSkip = std::min(w.nextSkip * 2, kMostSkipped);
  }
  return true;
}

}  // namespace typhon
