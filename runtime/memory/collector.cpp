// When to collect, and the order of a collection. Mark bits are sticky: a minor collection keeps them, so that only objects
// allocated since the last collection can die, and it starts from the roots and from the old objects in the write log. A major
// collection clears them first.
#include "runtime/base/os.h"
#include "runtime/exec/thread.h"
#include "runtime/memory/kinds.h"
#include "runtime/memory/mapped_array.h"
#include "runtime/memory/stacks.h"
#include "runtime/memory/weak.h"

namespace typhon {

namespace memory {

namespace {

constexpr size_t kSmallestBudget = size_t{4} << 20, kLargestBudget = size_t{32} << 20;
constexpr size_t kSmallestMajor = size_t{16} << 20;

size_t budget = kSmallestBudget;
size_t allocated = 0;       // since the last collection
uint64_t allocatedEver = 0;
uint64_t liveBytes = 0;     // after the last collection
uint64_t majorThreshold = kSmallestMajor;
int64_t externalBytes = 0;
int64_t externalAtMajor = 0, externalAtCollection = 0;
size_t heapLimit = ~size_t{0};
uint64_t minorCollections = 0, majorCollections = 0;
PauseStatistics pauses{};
bool collecting = false;
bool logLost = false;  // the write log was full: only a major collection is sound

MappedArray<Object*> writeLog;

struct Request {
  Thread* thread;
  Collection kind;
  bool explicitCall;
  size_t dead;
};

void collectWithStack(void* stackPointer, void* context);

// Zeroes the stack below: what dead calls left there must not keep objects alive when later calls leave holes there.
[[gnu::noinline]] void clearStaleStack() {
  volatile char stale[16384];
  for (size_t i = 0; i < sizeof stale; i += 64) {
    for (size_t k = 0; k < 64; ++k) stale[i + k] = 0;
  }
}

size_t run(Thread* t, Collection kind, bool explicitCall) {
  if (collecting) return 0;
  collecting = true;
  if (logLost) kind = Collection::Major;
  logLost = false;
  Request request{t, kind, explicitCall, 0};
  if (explicitCall) clearStaleStack();
  int64_t begin = base::monotonicNs();
  typhonSpillAndCall(collectWithStack, &request);
  uint64_t pause = static_cast<uint64_t>(base::monotonicNs() - begin);
  if (kind == Collection::Minor) {
    pauses.totalMinor += pause;
    if (pause > pauses.longestMinor) pauses.longestMinor = pause;
  } else {
    pauses.totalMajor += pause;
    if (pause > pauses.longestMajor) pauses.longestMajor = pause;
  }
  collecting = false;
  if (finalizersQueued()) {
    forEachThread([](Thread* thread, void*) { thread->poll.fetch_or(kPollFinalizers, std::memory_order_relaxed); }, nullptr);
    if (t) t->poll.fetch_or(kPollFinalizers, std::memory_order_relaxed);
  }
  return request.dead;
}

void collectWithStack(void* stackPointer, void* context) {
  Request& request = *static_cast<Request*>(context);
  bool major = request.kind == Collection::Major;
  retireCursors();
  startMarking();
  Tracer tracer;
  if (major) {
    clearBlockMarks();
    clearLargeMarks();
    writeLog.truncate(0);
  } else {
    for (Object* o : writeLog) traceLogged(o);
    writeLog.truncate(0);
    scanCards(tracer);
  }
  traceRoots(tracer, stackPointer, request.thread, request.explicitCall);
  traceFinalizerQueues(tracer);
  drainMarkStack();
  processDead(tracer, major);
  request.dead = sweepBlocks(major, request.explicitCall, stress.poison);
  request.dead += sweepLarge(major, stress.poison);

  uint64_t survived = markedBytes();
  if (major) {
    ++majorCollections;
    liveBytes = survived;
    uint64_t total = liveBytes + static_cast<uint64_t>(externalBytes > 0 ? externalBytes : 0);
    majorThreshold = total + total / 2;
    if (majorThreshold < kSmallestMajor) majorThreshold = kSmallestMajor;
    externalAtMajor = externalBytes;
    releaseFreeBlocks(static_cast<size_t>(liveBytes / 4 + kSmallestBudget) >> kBlockShift);
  } else {
    ++minorCollections;
    liveBytes += survived;
    // Much survives: collecting less often saves scanning roots, and gives objects time to die.
    if (survived * 10 > allocated * 3 && budget < kLargestBudget) {
      budget += budget / 2;
    } else if (survived * 10 < allocated && budget > kSmallestBudget) {
      budget -= budget / 4;
      if (budget < kSmallestBudget) budget = kSmallestBudget;
    }
  }
  externalAtCollection = externalBytes;
  allocated = 0;
  if (stress.collectEvery) hideCursorForStress();
}

uint64_t externalNow() {
  return static_cast<uint64_t>(externalBytes > 0 ? externalBytes : 0);
}

}  // namespace

void initCollector() {
  writeLog.reserve((space.end - space.base) / 64 < (size_t{1} << 27) ? (space.end - space.base) / 64 : size_t{1} << 27);
}

void noteAllocation(size_t bytes) {
  allocated += bytes;
  allocatedEver += bytes;
}

bool budgetSpent() {
  if (allocated >= budget) return true;
  int64_t external = externalBytes - externalAtCollection;
  return external > static_cast<int64_t>(2 * budget);
}

bool limitAllows(size_t moreBytes) {
  if (heapLimit == ~size_t{0}) return true;
  BlockCounts blocks = blockCounts();
  size_t held = ((blocks.used - blocks.free) << kBlockShift) + largeBytes();
  return held + moreBytes <= heapLimit && held + moreBytes >= held;
}

void collect(Thread* t, Collection kind, bool explicitCall) {
  run(t, kind, explicitCall);
}

void collectForBudget(Thread* t) {
  bool major = liveBytes + externalNow() >= majorThreshold;
  run(t, major ? Collection::Major : Collection::Minor, false);
}

}  // namespace memory

using namespace memory;

void logWrite(Object* owner) {
  owner->gc &= static_cast<uint8_t>(~kOldUnlogged);
  if (!writeLog.push(owner)) [[unlikely]] {
    logLost = true;
  }
}

void logWriteAt(Object* owner, const void* place) {
  if (inLarge(reinterpret_cast<uintptr_t>(owner))) {
    markCard(owner, place);
  } else {
    logWrite(owner);
  }
}

void addExternalBytes(int64_t delta) {
  externalBytes += delta;
}

size_t collectGarbage(Thread* t) {
  return run(t, Collection::Major, true);
}

HeapStatistics heapStatistics() {
  BlockCounts blocks = blockCounts();
  return {minorCollections,
          majorCollections,
          liveBytes,
          ((blocks.used) << kBlockShift) + largeBytes(),
          allocatedEver,
          externalNow()};
}

PauseStatistics pauseStatistics() {
  return pauses;
}

void setHeapLimit(size_t bytes) {
  heapLimit = bytes ? bytes : ~size_t{0};
}

void forEachObject(Thread* t, void (*visit)(Object*, void*), void* context) {
  collectGarbage(t);
  forEachInBlocks(visit, context);
  forEachLarge(visit, context);
}

void forEachReferent(Object* o, void (*visit)(Object*, void*), void* context) {
  Tracer tracer(visit, context);
  if (auto trace = kindOf(o).trace) trace(o, tracer);
  if (const Shape* s = o->shape ? shapeTable[o->shape] : nullptr) {
    if (uint32_t words = tailWords(s)) {
      tracer.visitRange(reinterpret_cast<Value*>(reinterpret_cast<char*>(o) + tailOffsetOf(o, s)), words);
    }
  }
}

}  // namespace typhon
