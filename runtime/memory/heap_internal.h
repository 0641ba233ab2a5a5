// The parts of the heap among themselves: allocator, large-object space, marker, collector.
#pragma once

#include "runtime/memory/heap.h"
#include "runtime/memory/layout.h"
#include "runtime/memory/observe.h"

namespace typhon::memory {

// A growing array in its own reserved address space: for the collector's lists, which must not call malloc.
template <class T>
class MappedArray {
 public:
  // Reserves room for `capacity` elements; memory is only used where it is written.
  void reserve(size_t capacity);
  bool full() const { return size_ == capacity_; }
  // False when it is full.
  bool push(T v) {
    if (size_ == populated_ && !populate()) [[unlikely]]
      return false;
    data_[size_++] = v;
    return true;
  }
  T pop() { return data_[--size_]; }
  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  void truncate(size_t size) { size_ = size; }
  T& operator[](size_t i) { return data_[i]; }
  T* begin() { return data_; }
  T* end() { return data_ + size_; }
  // Gives back the memory behind the elements.
  void shrink();

 private:
  // Brings in more of the memory, as much again as there is within limits. False when that is all.
  bool populate();
  T* data_ = nullptr;
  size_t size_ = 0, capacity_ = 0;
  size_t populated_ = 0;
};

// --- allocator of blocks (blocks.cpp)
struct BlockCounts {
  size_t used;       // blocks that hold memory
  size_t free;       // those of them that are free
  size_t heldLines;  // lines with survivors in them
};
void initBlocks();
// A piece of `size` bytes (a multiple of 8, at most kLargeSize), of which the first `zeroed` read zero (at least). Null when a
// block is needed and either the nursery budget is spent (`mayCollect`) or there is no memory.
char* allocateFromBlocks(size_t size, size_t zeroed, bool mayCollect);
// Stress and observation: makes the cursor look full to the inline path; makes it usable again.
void hideCursorForStress();
void releaseCursorForStress();
// Ends the current runs: before every collection.
void retireCursors();
// After marking: dead objects' start bits go, blocks are sorted by what is free in them. Returns the number of dead objects when
// `count` is set. Minor: only blocks that were allocated into.
size_t sweepBlocks(bool major, bool count, bool poison);
// Clears the mark bits and the line marks to come.
void startMajorBlocks();
BlockCounts blockCounts();
// Gives the memory of free blocks beyond `keep` back to the system, in long stretches only.
void releaseFreeBlocks(size_t keep);
// The other space grows by `bytes`: as much of what lies free in this one goes back to the system, if there is more of it than
// what will soon be used again.
void makeUpForLarge(size_t bytes);
void makeUpForBlocks(size_t bytes);
// When memory is short: takes the free blocks at the top out of use, so that large objects may have their addresses; and the
// reverse.
void trimBlocks();
void trimLarge();

// --- the reserve: the first blocks are kept for what handling a MemoryError takes (tracebacks, messages, clean-up code). They
// are open from a failed allocation until a major collection finds them free again.
extern bool reserveOpen;
inline constexpr uint32_t kReserveBlocks = 32;
inline constexpr size_t kReserveBytes = kReserveBlocks * kBlockSize;
void closeReserveIfFree();  // (blocks.cpp)

// --- large objects (large.cpp)
void initLarge();
// The first `zeroed` bytes read zero (at least). Null when there is no room.
char* allocateLarge(size_t bytes, size_t zeroed);
void sweepLarge(bool major, bool poison);
void startMajorLarge();
void forgetCards();
struct LargeCounts {
  size_t live, free;  // bytes in live runs, and of free pages that hold memory
};
LargeCounts largeCounts();
// Gives free runs' memory back to the system until they hold no more than `keep` bytes.
void releaseFreeLarge(size_t keep);
// Makes an old object a young one again: a minor collection frees it unless it is reached from the roots. Returns its bytes.
size_t rejuvenateLarge(Object* o);
// Frees a young one that nothing refers to, while no collection is under way. Returns its bytes.
size_t releaseLarge(Object* o, bool poison);
bool isCarded(Object* large);
// What extendInPlace and shortenInPlace (tuning.h) do for a large object.
bool extendLarge(Object* o, size_t bytes);
void shortenLarge(Object* o, size_t bytes);
void markCard(Object* large, const void* place);
// Scans the pages with set cards, clears the cards.
void scanCards(Tracer& tracer);
void forEachInBlocks(void (*visit)(Object*, void*), void* context);
void forEachLarge(void (*visit)(Object*, void*), void* context);

// --- marker (marker.cpp)
void initMarker();
// `major`: line marks go into nextLines.
void startMarking(bool major);
void drainMarkStack();
// Marks until that many nanoseconds have passed (or after a few objects, in stress mode); true when nothing is left to do.
bool drainMarkStackFor(int64_t ns);
uint64_t markedBytes();  // sizes of what was marked since startMarking
void markObject(Object* o);
// Between these: what stacks refer to. A large leaf that nothing else refers to is not made old by a collection, so that the next
// one of any kind can free it: a long string that was only in the making would otherwise be kept until a major one.
void startStacks();
void endStacks();
// When all else is marked: marks those, too.
void markHeldByStacks();
// After sweeping: makes them young again. Returns their bytes.
size_t keepYoung();
void traceLogged(Object* o);  // visits the references of an old object again
// The same for an object that may be dead: it is not marked itself.
void traceChildren(Object* o);
void markLines(uintptr_t begin, uintptr_t end);

// --- collector (collector.cpp)
void initCollector();
enum class Collection { Minor, Major };
size_t collect(Thread* t, Collection kind, bool explicitCall);  // returns the number of dead objects
// The next collection of the stress mode: minor, major and stepwise ones in turn.
void stressStep(Thread* t);
// A collection because the budget is spent: minor, major, or a step of a major one.
void collectForBudget(Thread* t);
void noteAllocation(size_t bytes);  // towards the budget
size_t nurseryBudget();             // what is allocated between two collections
// Whether a collection is due before `wanted` bytes more are allocated (a large object's; what is small counts afterwards).
bool budgetSpent(size_t wanted = 0);
bool limitAllows(size_t moreBytes);

// --- roots (roots.cpp)
// `stackPointer`: of the running C++ stack, callee-saved registers spilled above it. explicitCall: the innermost frame is
// in a call instruction.
void traceRoots(Tracer& tracer, void* stackPointer, Thread* current, bool explicitCall);

// --- weak references, finalizers, disposal (weak.cpp)
void initWeak();
void traceFinalizerQueues(Tracer& tracer);
// After marking: clears weak references to the dead, queues callbacks and finalizers, marks what they resurrect, disposes.
void processDead(Tracer& tracer, bool major);
bool finalizersQueued();
[[nodiscard]] bool registerDisposable(Object* o);

extern HeapStress stress;
extern AllocationObserver allocationObserver;
// Whether the inline path of allocation has to find the cursor full.
inline bool allocatesSlowly() { return stress.collectEvery || allocationObserver; }

}  // namespace typhon::memory
