// The thread in which LLVM runs. It is started with the first job and knows nothing of Python: it takes no interpreter lock,
// holds no reference, and has all signals blocked. Everything here except Job::run is called under the interpreter's lock.
#pragma once

#include <cstddef>
#include <cstdint>

namespace typhon::jit {

struct Job {
  virtual ~Job() = default;
  virtual void run() = 0;  // in the background

  enum class Urgency : uint8_t { Awaited, Hot, Again } urgency = Urgency::Hot;
  bool lost = false;  // the process has forked while it ran: it has come to nothing
};

// Takes the job over until finishedJob() gives it back. False when it cannot: no thread can be started.
bool submitJob(Job* job);
// A job that nobody wants any more: true when it had not begun; it is the caller's again.
bool withdrawJob(Job* job);
// The next job that is done; null when there is none. One load when there is none.
Job* finishedJob();
// How many have been submitted and are not done.
size_t jobsUnderWay();
// Waits for a job that is under way, which is dealt with before all others, or (null) for all of them.
void awaitJob(Job* job);
// In Job::run, where it holds no lock: lets a fork go ahead. Does not return in the child.
void mayFork();

}  // namespace typhon::jit
