// When to collect, and the order of a collection. Mark bits are sticky: a minor collection keeps them, so that only objects
// allocated since the last collection can die, and it starts from the roots and from the old objects in the write log. A major
// collection marks in a second set of bits, cleared first. In a large heap it is done in steps between which the program
// runs: what was scanned and then written to is in the write log and is scanned again in the last step, as are the roots.
#include <cstdio>

#include "runtime/base/os.h"
#include "runtime/exec/engine.h"
#include "runtime/exec/thread.h"
#include "runtime/memory/kinds.h"
#include "runtime/memory/mapped_array.h"
#include "runtime/memory/stacks.h"
#include "runtime/memory/tuning.h"
#include "runtime/memory/weak.h"

namespace typhon {

namespace memory {

namespace {

constexpr size_t kSmallestBudget = size_t{4} << 20, kLargestBudget = size_t{16} << 20;
constexpr uint64_t kLongMinorNs = 15'000'000;
constexpr size_t kSmallestMajor = size_t{6} << 20;

size_t budget = kSmallestBudget;
size_t allocated = 0;  // since the last collection
uint64_t allocatedEver = 0;
uint64_t liveBytes = 0;  // after the last collection
uint64_t majorThreshold = kSmallestMajor;
int64_t externalBytes = 0;
int64_t externalAtCollection = 0;
size_t heapLimit = ~size_t{0};
uint64_t minorCollections = 0, majorCollections = 0;
PauseStatistics pauses{};
bool collecting = false;
bool logLost = false;  // the write log was full: only a major collection is sound
bool reporting = false;

MappedArray<Object*> writeLog;

enum class Step { Minor, Major, Start, Continue, Finish };

constexpr uint64_t kStepwiseFrom = uint64_t{96} << 20;  // live bytes from which a major collection is done in steps
constexpr int64_t kStepNs = 12'000'000;
bool cycleRunning = false;  // a major collection has been started and not finished
uint64_t cycleBegan = 0;    // allocatedEver at that moment

// How long the next step may take: longer when the program allocates faster than the marker gets on, and to the end
// when it has allocated as much again as was alive.
int64_t stepTime() {
  uint64_t since = allocatedEver - cycleBegan;
  if (since > liveBytes) return INT64_MAX / 2;
  if (since > liveBytes / 2) return 4 * kStepNs;
  return since > liveBytes / 4 ? 2 * kStepNs : kStepNs;
}

struct Request {
  Thread* thread;
  Step step;
  bool explicitCall;
  const void* stackFrom;  // where the look through the running C++ stack begins; null: at the top
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

void report(Step step, uint64_t pause);

size_t run(Thread* t, Step step, bool explicitCall, const void* stackFrom = nullptr) {
  if (collecting) return 0;
  collecting = true;
  Request request{t, step, explicitCall, stackFrom, 0};
  if (explicitCall) clearStaleStack();
  int64_t begin = base::monotonicNs();
  typhonSpillAndCall(collectWithStack, &request);
  uint64_t pause = static_cast<uint64_t>(base::monotonicNs() - begin);
  if (step == Step::Minor) {
    pauses.totalMinor += pause;
    if (pause > pauses.longestMinor) pauses.longestMinor = pause;
    // Smaller portions give shorter pauses.
    if (pause > kLongMinorNs && budget > kSmallestBudget) budget = budget / 2 < kSmallestBudget ? kSmallestBudget : budget / 2;
  } else {
    pauses.totalMajor += pause;
    if (pause > pauses.longestMajor) pauses.longestMajor = pause;
  }
  collecting = false;
  if (reporting) report(step, pause);
  if (finalizersQueued()) {
    forEachThread([](Thread* thread, void*) { thread->poll.fetch_or(kPollFinalizers, std::memory_order_relaxed); }, nullptr);
    if (t) t->poll.fetch_or(kPollFinalizers, std::memory_order_relaxed);
  }
  return request.dead;
}

uint64_t externalNow();

// What the survivors keep from being used: a small object that lives on among dead ones holds a whole line.
uint64_t heldBytes() { return (uint64_t{blockCounts().heldLines} << kLineShift) + largeCounts().live; }

// One line for each collection (gc.DEBUG_STATS).
void report(Step step, uint64_t pause) {
  static const char* const kNames[] = {"minor", "major", "major, first step", "major, step", "major, last step"};
  BlockCounts blocks = blockCounts();
  LargeCounts large = largeCounts();
  constexpr double kMiB = 1 << 20;
  std::fprintf(stderr,
               "gc: %s: %.3f ms; live %.1f MiB of which %.1f young, held %.1f MiB, blocks %.1f MiB of which %.1f free, large "
               "%.1f MiB and %.1f free; "
               "outside %.1f MiB; budget %.1f MiB, next major at %.1f MiB\n",
               kNames[static_cast<int>(step)], static_cast<double>(pause) / 1e6, static_cast<double>(liveBytes) / kMiB,
               static_cast<double>(markedBytes()) / kMiB, static_cast<double>(heldBytes()) / kMiB,
               static_cast<double>(blocks.used << kBlockShift) / kMiB, static_cast<double>(blocks.free << kBlockShift) / kMiB,
               static_cast<double>(large.live) / kMiB, static_cast<double>(large.free) / kMiB,
               static_cast<double>(externalBytes) / kMiB, static_cast<double>(budget) / kMiB,
               static_cast<double>(majorThreshold) / kMiB);
}

// In steps, marks go to the second set of bits: the program runs on, and what was found alive last is told by the first. In one
// go the first is cleared instead, so that a smaller heap never touches the second.
void beginMajor(bool stepwise) {
  if (stepwise) std::swap(space.markBits, space.spareMarkBits);
  startMajorBlocks();
  startMajorLarge();
  writeLog.truncate(0);
  logLost = false;
  startMarking(true);
}

// The old objects that were written to: those that the marking under way has not reached will be scanned anyway, or are dead.
void traceWriteLog(Tracer& tracer) {
  for (Object* o : writeLog) {
    if (isMarked(o)) traceLogged(o);
  }
  writeLog.truncate(0);
  scanCards(tracer);
}

// What may be held before the next major collection is due: half as much again for small heaps. What a program of some ten MiB
// may need beyond what is alive is much the same for all of them, since it is added to what the process needs anyway; to mark
// that little takes few milliseconds. Of larger heaps it is a share, so that a program that only grows does not mark again and
// again what it has.
uint64_t nextMajor(uint64_t after) {
  constexpr uint64_t kLevelFrom = uint64_t{12} << 20, kShareFrom = uint64_t{64} << 20;
  uint64_t growth = after / 2;
  if (after > kLevelFrom) growth = kLevelFrom / 2 + (after - kLevelFrom) / 12;
  if (after > kShareFrom) growth += (after - kShareFrom) / 6;
  return after + growth < kSmallestMajor ? kSmallestMajor : after + growth;
}

void finish(Tracer& tracer, Request& request, bool major) {
  markHeldByStacks();
  processDead(tracer, major);
  request.dead = sweepBlocks(major, request.explicitCall, stress.poison);
  sweepLarge(major, stress.poison);
  uint64_t survived = markedBytes(), young = keepYoung();
  if (major) {
    ++majorCollections;
    liveBytes = survived;
    uint64_t total = heldBytes() + externalNow();
    majorThreshold = nextMajor(total);
    // What the program will have taken until the next major collection stays at hand: to return memory and to get it back costs
    // far more than to zero it.
    size_t keep = static_cast<size_t>(majorThreshold - total) + 2 * kSmallestBudget;
    releaseFreeBlocks((keep + keep / 2) >> kBlockShift);
    releaseFreeLarge(keep);
    cycleRunning = false;
  } else {
    ++minorCollections;
    survived -= young;
    liveBytes += survived;
    // Much survives: collecting less often saves scanning roots, and gives objects time to die.
    if (survived * 10 > allocated * 3 && budget < kLargestBudget && budget < liveBytes / 16) {
      budget += budget / 2;
    } else if (survived * 10 < allocated && budget > kSmallestBudget) {
      budget -= budget / 4;
      if (budget < kSmallestBudget) budget = kSmallestBudget;
    }
  }
}

void collectWithStack(void* stackPointer, void* context) {
  Request& request = *static_cast<Request*>(context);
  Tracer tracer;
  auto roots = [&] {
    void* from = request.stackFrom > stackPointer ? const_cast<void*>(request.stackFrom) : stackPointer;
    traceRoots(tracer, from, request.thread, request.explicitCall);
    traceFinalizerQueues(tracer);
  };
  switch (request.step) {
    case Step::Minor:
      retireCursors();
      startMarking(false);
      traceWriteLog(tracer);
      roots();
      drainMarkStack();
      finish(tracer, request, false);
      break;
    case Step::Major:
      retireCursors();
      beginMajor(false);
      roots();
      drainMarkStack();
      finish(tracer, request, true);
      break;
    case Step::Start:
      beginMajor(true);
      cycleRunning = true;
      cycleBegan = allocatedEver;
      roots();
      drainMarkStackFor(kStepNs);
      break;
    case Step::Continue:
      if (!drainMarkStackFor(stepTime())) break;
      [[fallthrough]];
    case Step::Finish:
      retireCursors();
      if (logLost) {
        // It is not known what was written to: all over again, in one go.
        beginMajor(false);
      } else {
        traceWriteLog(tracer);
      }
      roots();
      drainMarkStack();
      finish(tracer, request, true);
      break;
  }
  externalAtCollection = externalBytes;
  allocated = 0;
  closeReserveIfFree();
  if (allocatesSlowly()) hideCursorForStress();
}

uint64_t externalNow() { return static_cast<uint64_t>(externalBytes > 0 ? externalBytes : 0); }

}  // namespace

void initCollector() {
  writeLog.reserve((space.end - space.base) / 128 < (size_t{1} << 26) ? (space.end - space.base) / 128 : size_t{1} << 26);
}

void noteAllocation(size_t bytes) {
  allocated += bytes;
  allocatedEver += bytes;
}

size_t nurseryBudget() { return budget; }

bool budgetSpent(size_t wanted) {
  size_t limit = cycleRunning ? kSmallestBudget : budget;
  if (allocated >= limit) return true;
  // A large object that goes beyond it is worth a collection first if that can free something.
  if (wanted > limit - allocated && allocated >= limit / 4) return true;
  int64_t external = externalBytes - externalAtCollection;
  return external > static_cast<int64_t>(2 * budget);
}

bool limitAllows(size_t moreBytes) {
  if (heapLimit == ~size_t{0}) return true;
  BlockCounts blocks = blockCounts();
  size_t held = ((blocks.used - blocks.free) << kBlockShift) + largeCounts().live;
  return held + moreBytes <= heapLimit && held + moreBytes >= held;
}

size_t collect(Thread* t, Collection kind, bool explicitCall) {
  if (cycleRunning) {
    size_t dead = run(t, Step::Finish, explicitCall);
    if (kind == Collection::Minor) return dead;
    // What died since the cycle began may have been kept by it.
    return dead + run(t, Step::Major, explicitCall);
  }
  return run(t, kind == Collection::Major || logLost ? Step::Major : Step::Minor, explicitCall);
}

void collectForBudget(Thread* t) {
  Step step = Step::Minor;
  if (cycleRunning) {
    step = Step::Continue;
  } else if (logLost) {
    step = Step::Major;
  } else if (heldBytes() + externalNow() >= majorThreshold) {
    step = liveBytes >= kStepwiseFrom ? Step::Start : Step::Major;
  }
  run(t, step, false);
}

void stressStep(Thread* t) {
  static uint64_t count = 0;
  ++count;
  if (cycleRunning) {
    run(t, count % 5 == 0 ? Step::Finish : Step::Continue, false);
  } else {
    run(t, logLost || count % 16 == 0 ? Step::Major : count % 8 == 0 ? Step::Start : Step::Minor, false);
  }
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

void discard(Object* o) {
  if (!o || !inLarge(reinterpret_cast<uintptr_t>(o))) return;
  size_t size = rejuvenateLarge(o);
  liveBytes -= size < liveBytes ? size : liveBytes;
}

void release(Object* o) {
  discard(o);
  if (!o || !inLarge(reinterpret_cast<uintptr_t>(o)) || cycleRunning || isCarded(o)) return;
  size_t size = releaseLarge(o, stress.poison);
  allocated -= size < allocated ? size : allocated;
}

bool extendInPlace(Object* o, size_t bytes) { return inLarge(reinterpret_cast<uintptr_t>(o)) && extendLarge(o, bytes); }

void shortenInPlace(Object* o, size_t bytes) {
  if (inLarge(reinterpret_cast<uintptr_t>(o))) shortenLarge(o, bytes);
}

void addExternalBytes(int64_t delta) { externalBytes += delta; }

size_t collectGarbageExactly(Thread* t) {
  size_t dead = cycleRunning ? run(t, Step::Finish, true, engineStackTop) : 0;
  return dead + run(t, Step::Major, true, engineStackTop);
}

size_t collectGarbage(Thread* t) { return collect(t, Collection::Major, true); }

HeapStatistics heapStatistics() {
  BlockCounts blocks = blockCounts();
  return {minorCollections, majorCollections, liveBytes, ((blocks.used) << kBlockShift) + largeCounts().live,
          allocatedEver,    externalNow()};
}

PauseStatistics pauseStatistics() { return pauses; }

void reportCollections(bool on) { reporting = on; }

void setHeapLimit(size_t bytes) { heapLimit = bytes ? bytes : ~size_t{0}; }

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
