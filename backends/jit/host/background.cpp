#include "backends/jit/host/background.h"

#include <pthread.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <deque>
#include <vector>

namespace typhon::jit {
namespace {

constexpr size_t kStackBytes = size_t{16} << 20;  // LLVM recurses

// Never destroyed: the thread works until the process ends, and no exit waits for it.
struct Worker {
  // Plain POSIX objects, which a fork's child can make anew.
  pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  pthread_cond_t wake = PTHREAD_COND_INITIALIZER;      // the thread: there is something to do, or no fork any more
  pthread_cond_t progress = PTHREAD_COND_INITIALIZER;  // others: a job is done, or the thread has come to a halt
  std::deque<Job*> waiting;
  std::vector<Job*> done;
  std::atomic<size_t> doneCount = 0;
  Job* running = nullptr;
  bool started = false;
  bool forking = false, halted = false;  // the thread is in no job, or in mayFork()
};

Worker& worker() {
  static Worker* instance = new Worker;
  return *instance;
}

struct Lock {
  Lock() { pthread_mutex_lock(&worker().mutex); }
  ~Lock() { pthread_mutex_unlock(&worker().mutex); }
};

void addDone(Worker& w, Job* job) {
  w.done.push_back(job);
  w.doneCount.store(w.done.size(), std::memory_order_release);
}

Job* mostUrgent(Worker& w) {
  auto best = std::min_element(w.waiting.begin(), w.waiting.end(), [](Job* a, Job* b) { return a->urgency < b->urgency; });
  Job* job = *best;
  w.waiting.erase(best);
  return job;
}

// Stays there while a fork is under way. The mutex is held.
void halt(Worker& w) {
  w.halted = true;
  pthread_cond_broadcast(&w.progress);
  while (w.forking) pthread_cond_wait(&w.wake, &w.mutex);
  w.halted = false;
}

void* work(void*) {
  Worker& w = worker();
  pthread_setname_np(pthread_self(), "typhon-jit");
  pthread_mutex_lock(&w.mutex);
  for (;;) {
    while (w.forking || w.waiting.empty()) {
      w.halted = true;
      if (w.forking) pthread_cond_broadcast(&w.progress);
      pthread_cond_wait(&w.wake, &w.mutex);
      w.halted = false;
    }
    Job* job = w.running = mostUrgent(w);
    pthread_mutex_unlock(&w.mutex);
    job->run();
    pthread_mutex_lock(&w.mutex);
    w.running = nullptr;
    addDone(w, job);
    pthread_cond_broadcast(&w.progress);
  }
}

// A fork takes place while the thread is between two jobs, or where a job says that it may: a child finds LLVM with no lock taken
// and no table half written. It has no such thread until it submits a job.
void beforeFork() {
  Worker& w = worker();
  pthread_mutex_lock(&w.mutex);
  w.forking = true;
  while (w.started && !w.halted) pthread_cond_wait(&w.progress, &w.mutex);
}

void afterForkInParent() {
  Worker& w = worker();
  w.forking = false;
  pthread_cond_broadcast(&w.wake);
  pthread_mutex_unlock(&w.mutex);
}

void afterForkInChild() {
  Worker& w = worker();
  w.mutex = PTHREAD_MUTEX_INITIALIZER;
  w.wake = w.progress = PTHREAD_COND_INITIALIZER;
  w.forking = w.started = w.halted = false;
  if (!w.running) return;
  w.running->lost = true;
  addDone(w, w.running);
  w.running = nullptr;
}

// The mutex is held.
bool start(Worker& w) {
  static bool prepared = pthread_atfork(beforeFork, afterForkInParent, afterForkInChild) == 0;
  if (!prepared) return false;
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, kStackBytes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pthread_t thread;
  w.started = pthread_create(&thread, &attributes, work, nullptr) == 0;
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  pthread_attr_destroy(&attributes);
  return w.started;
}

}  // namespace

bool submitJob(Job* job) {
  Worker& w = worker();
  Lock lock;
  if (!w.started && !start(w)) return false;
  w.waiting.push_back(job);
  pthread_cond_signal(&w.wake);
  return true;
}

bool withdrawJob(Job* job) {
  Worker& w = worker();
  Lock lock;
  return std::erase(w.waiting, job) != 0;
}

Job* finishedJob() {
  Worker& w = worker();
  if (!w.doneCount.load(std::memory_order_acquire)) return nullptr;
  Lock lock;
  if (w.done.empty()) return nullptr;
  Job* job = w.done.front();
  w.done.erase(w.done.begin());
  w.doneCount.store(w.done.size(), std::memory_order_release);
  return job;
}

size_t jobsUnderWay() {
  Worker& w = worker();
  Lock lock;
  return w.waiting.size() + (w.running != nullptr);
}

void awaitJob(Job* job) {
  Worker& w = worker();
  Lock lock;
  // A fork may have taken the thread away.
  if (!w.waiting.empty() && !w.started && !start(w)) return;
  if (job) job->urgency = Job::Urgency::Awaited;
  auto underWay = [&] {
    if (!job) return !w.waiting.empty() || w.running;
    return w.running == job || std::find(w.waiting.begin(), w.waiting.end(), job) != w.waiting.end();
  };
  while (underWay()) pthread_cond_wait(&w.progress, &w.mutex);
}

void mayFork() {
  Worker& w = worker();
  Lock lock;
  // Not in the thread that works for its own caller.
  if (w.running && w.forking) halt(w);
}

}  // namespace typhon::jit
