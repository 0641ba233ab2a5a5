// Allocation's slow paths, the write log's entry, statistics, limits and stress modes.
#include "runtime/memory/heap.h"

#include <cstdlib>

#include "runtime/exec/errors.h"
#include "runtime/memory/heap_internal.h"

namespace typhon {

namespace memory {

HeapStress stress;
AllocationObserver allocationObserver = nullptr;
bool reserveOpen = false;

namespace {
uint64_t stressCount = 0;
bool initialised = false;
}  // namespace

}  // namespace memory

using namespace memory;

namespace {

Object* begin(char* p, Kind kind, uint32_t shapeId) {
  setBit(space.startBits, reinterpret_cast<uintptr_t>(p));
  Object* o = reinterpret_cast<Object*>(p);
  o->shape = shapeId;
  o->kind = kind;
  return o;
}

char* allocateBytes(Thread* t, size_t bytes, size_t zeroed) {
  if (bytes > kLargeSize) {
    if (budgetSpent(bytes)) collectForBudget(t);
    char* p = allocateLarge(bytes, zeroed);
    if (!p) {
      collect(t, Collection::Major, false);
      p = allocateLarge(bytes, zeroed);
      if (!p) {
        trimBlocks();
        p = allocateLarge(bytes, zeroed);
      }
    }
    return p;
  }
  size_t size = (bytes + 7) & ~size_t{7};
  if (zeroed > size) zeroed = size;
  char* p = allocateFromBlocks(size, zeroed, true);
  if (!p && budgetSpent()) {
    collectForBudget(t);
    p = allocateFromBlocks(size, zeroed, false);
  }
  if (!p) {
    collect(t, Collection::Major, false);
    p = allocateFromBlocks(size, zeroed, false);
    if (!p) {
      trimLarge();
      p = allocateFromBlocks(size, zeroed, false);
    }
  }
  return p;
}

}  // namespace

Object* allocateObjectSlow(Thread* t, size_t bytes, Kind kind, uint32_t shapeId) {
  return allocateUnfilledSlow(t, bytes, bytes, kind, shapeId);
}

Object* allocateUnfilledSlow(Thread* t, size_t bytes, size_t zeroed, Kind kind, uint32_t shapeId) {
  if (bytes > size_t{PTRDIFF_MAX} / 2) [[unlikely]]
    return raiseMemory(t);
  if (allocatesSlowly()) [[unlikely]] {
    // The cursor looks full to the inline path, so that every allocation comes here.
    if (stress.collectEvery && ++stressCount % stress.collectEvery == 0) stressStep(t);
    releaseCursorForStress();
  }
  char* p = allocateBytes(t, bytes, zeroed);
  if (allocatesSlowly()) [[unlikely]]
    hideCursorForStress();
  if (!p) {
    reserveOpen = true;
    return raiseMemory(t);
  }
  Object* o = begin(p, kind, shapeId);
  if (isDisposedKind(kind) && !registerDisposable(o)) return raiseMemory(t);
  if (allocationObserver) [[unlikely]]
    allocationObserver(t, o, bytes);
  return o;
}

void setHeapStress(HeapStress wanted) {
  releaseCursorForStress();
  stress = wanted;
  if (allocatesSlowly()) hideCursorForStress();
}

void setAllocationObserver(AllocationObserver observer) {
  releaseCursorForStress();
  allocationObserver = observer;
  if (allocatesSlowly()) hideCursorForStress();
}

void initHeap() {
  if (initialised) return;
  initialised = true;
  initSpace();
  initBlocks();
  initLarge();
  initMarker();
  initCollector();
  initWeak();
  HeapStress wanted;
#ifdef TYPHON_HOSTILE
  wanted = {2000, true};
#endif
  if (const char* text = std::getenv("TYPHON_GC_STRESS"); text && *text)
    wanted.collectEvery = static_cast<uint32_t>(std::strtoul(text, nullptr, 10));
  if (const char* text = std::getenv("TYPHON_GC_POISON"); text && *text) wanted.poison = *text != '0';
  setHeapStress(wanted);
}

}  // namespace typhon
