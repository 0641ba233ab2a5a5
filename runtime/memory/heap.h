// The heap: allocation, the write barrier, collection. docs/memory.md tells how it works: mark-region blocks in the manner
// of Immix, sticky mark bits, objects that do not move, a large-object space, VM frames scanned precisely and C++ stacks
// conservatively.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "runtime/object/object.h"

namespace typhon {

struct Frame;

// What a trace function calls for everything an object refers to.
class Tracer {
 public:
  void visit(Value v) {
    if (v.isObject()) visitObject(v.asObject());
  }
  void visit(const Object* o) {  // null is fine
    if (o) visitObject(const_cast<Object*>(o));
  }
  void visitRange(const Value* values, size_t count) {
    for (size_t i = 0; i < count; ++i) visit(values[i]);
  }
  // Words that may or may not be references (C++ stacks, saved registers).
  void visitConservative(const void* begin, const void* end);

  // A tracer marks, unless it was made with a function that gets the references instead.
  bool marks() const { return !visitor_; }
  Tracer() = default;
  Tracer(void (*visitor)(Object*, void*), void* context) : visitor_(visitor), context_(context) {}

 private:
  void visitObject(Object* o);
  void (*visitor_)(Object*, void*) = nullptr;
  void* context_ = nullptr;
};

// Where the next small object goes: zeroed memory from `next` to `end`. startBits is biased: the byte of address a is
// startBits[a >> 6], its bit a >> 3 & 7. Engines may compile the fast path of allocateObject inline.
struct AllocationCursor {
  char* next;
  char* end;
  uint8_t* startBits;
};
extern AllocationCursor allocationCursor;

// Kinds with a dispose function are remembered when they are allocated.
constexpr bool isDisposedKind(Kind kind) {
  switch (kind) {
#define KIND_DISPOSED(name) case Kind::name:
#define KIND_PLAIN(name)
#define KIND(name, traced, disposed) KIND_##disposed(name)
#include "runtime/object/kinds.def"
#undef KIND
#undef KIND_PLAIN
#undef KIND_DISPOSED
    return true;
    default:
      return false;
  }
}

// The general case of allocateObject.
[[nodiscard]] Object* allocateObjectSlow(Thread* t, size_t bytes, Kind kind, uint32_t shapeId);

// Allocates `bytes` (header included) of zeroed memory as an object of this kind and shape. May collect; runs no Python
// code. Null with MemoryError pending when memory or the limit is exhausted. Sizes above PTRDIFF_MAX/2 fail at once.
[[nodiscard]] inline Object* allocateObject(Thread* t, size_t bytes, Kind kind, uint32_t shapeId) {
  char* p = allocationCursor.next;
  if (bytes <= static_cast<size_t>(allocationCursor.end - p) && !isDisposedKind(kind)) [[likely]] {
    uintptr_t a = reinterpret_cast<uintptr_t>(p);
    allocationCursor.next = p + ((bytes + 7) & ~size_t{7});
    allocationCursor.startBits[a >> 6] |= static_cast<uint8_t>(1u << (a >> 3 & 7));
    uint64_t header = shapeId | static_cast<uint64_t>(kind) << 32;
    std::memcpy(p, &header, sizeof header);
    return reinterpret_cast<Object*>(p);
  }
  return allocateObjectSlow(t, bytes, kind, shapeId);
}

// The same for a leaf whose owner fills it at once: what lies behind the first `zeroed` bytes (the structure) may hold anything.
[[nodiscard]] Object* allocateUnfilledSlow(Thread* t, size_t bytes, size_t zeroed, Kind kind, uint32_t shapeId);
[[nodiscard]] inline Object* allocateUnfilled(Thread* t, size_t bytes, size_t zeroed, Kind kind, uint32_t shapeId) {
  if (bytes - zeroed < 256) return allocateObject(t, bytes, kind, shapeId);
  return allocateUnfilledSlow(t, bytes, zeroed, kind, shapeId);
}

// A new instance of the type: a zeroed base layout of `baseBytes` (8 for Kind::Instance: the header), of the type's
// instanceKind, with its attribute tail filled with Unbound. Null with MemoryError pending.
[[nodiscard]] Object* allocateInstance(Thread* t, Type* type, size_t baseBytes);

// Allocates a T (plus `extraBytes` behind it) as an exact instance of `type`, whose attribute tail must be empty or is
// added and filled with Unbound. Null with MemoryError pending.
template <class T>
[[nodiscard]] inline T* allocate(Thread* t, Type* type, size_t extraBytes = 0) {
  return static_cast<T*>(allocateInstance(t, type, sizeof(T) + extraBytes));
}
// The same for internal objects that have no type (ValueArray, Cell tables ...): shape id 0.
template <class T>
[[nodiscard]] inline T* allocateInternal(Thread* t, size_t extraBytes = 0) {
  return static_cast<T*>(allocateObject(t, sizeof(T) + extraBytes, KindOf<T>::value, 0));
}

// To be called after storing a reference into `owner`, unless owner was allocated since the last possible collection.
void logWrite(Object* owner);
inline void writeBarrier(Object* owner) {
  if (owner->gc & kOldUnlogged) [[unlikely]]
    logWrite(owner);
}

// The same when the place in `owner` is known: a large array then only has its page scanned again, not all of it.
void logWriteAt(Object* owner, const void* place);
inline void writeBarrierAt(Object* owner, const void* place) {
  if (owner->gc & kOldUnlogged) [[unlikely]]
    logWriteAt(owner, place);
}

// Memory that an object holds outside the heap (GMP, malloc'ed buffers, files) counts towards the next collection.
void addExternalBytes(int64_t delta);

// A full collection, as gc.collect(): returns how many of the freed objects CPython's collector could have had to find
// (containers, instances, functions, types, modules, generators, exceptions). Runs no Python code itself; finalizers and
// weak-reference callbacks that became due run at the next poll.
size_t collectGarbage(Thread* t);

struct HeapStatistics {
  uint64_t minorCollections, majorCollections, liveBytes, reservedBytes, allocatedBytes, externalBytes;
};
HeapStatistics heapStatistics();
// Pauses: the longest and the sum, in nanoseconds.
struct PauseStatistics {
  uint64_t longestMinor, longestMajor, totalMinor, totalMajor;
};
PauseStatistics pauseStatistics();
// The most that the heap may hold, external bytes not counted; 0: what the reserved address space allows.
void setHeapLimit(size_t bytes);

// Calls `visit(object, context)` for every object in the heap that is marked live after a full collection (gc.get_objects).
void forEachObject(Thread* t, void (*visit)(Object*, void*), void* context);
// Calls it for everything `o` refers to directly (gc.get_referents).
void forEachReferent(Object* o, void (*visit)(Object*, void*), void* context);

// Set up once per process, before anything else. limitBytes 0: what the system gives (RLIMIT_AS counts).
void initHeap();

// Stress modes (also from the environment: TYPHON_GC_STRESS=N collects at every Nth allocation, TYPHON_GC_POISON=1 overwrites
// what is freed). Hostile builds have both on by default.
struct HeapStress {
  uint32_t collectEvery = 0;
  bool poison = false;
};
void setHeapStress(HeapStress stress);

}  // namespace typhon
