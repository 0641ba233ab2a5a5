// The marker: an explicit stack in its own mapping, objects prefetched a few steps before they are scanned. Marking an
// object marks its lines, its shape and, through its kind's trace function and its shape, what it refers to.
#include "runtime/memory/kinds.h"
#include "runtime/memory/mapped_array.h"
#include "runtime/memory/weak.h"
#include "runtime/base/os.h"
#include "runtime/object/fixed_shapes.h"
#include "runtime/types/list.h"
#include "runtime/types/tuple.h"
#include "runtime/types/value_array.h"

namespace typhon {

namespace memory {

namespace {

constexpr size_t kSlice = 2048;  // values of a long array that are scanned at a time
constexpr unsigned kAhead = 8;   // objects prefetched; a power of two

// Objects to scan. An odd entry is an array (plus one) that has been scanned as far as the entry below it says.
MappedArray<uintptr_t> stack;
bool overflowed = false;
bool markingMajor = false;
uint64_t bytes = 0;
bool tracingStacks = false;
MappedArray<Object*> heldByStacks;  // large leaves

inline bool testAndSetMark(uintptr_t a) {
  uint64_t& word = space.markBits[a >> 9];
  uint64_t bit = uint64_t{1} << (a >> 3 & 63);
  if (word & bit) return true;
  word |= bit;
  return false;
}

inline void mark(Object* o) {
  uintptr_t a = reinterpret_cast<uintptr_t>(o);
  assert(inHeap(a) && testBit(space.startBits, a));
  if (testAndSetMark(a)) return;
  if (!stack.push(a)) [[unlikely]]
    overflowed = true;
}

// Whether it is a large object that refers to nothing.
bool isLargeLeaf(const Object* o) {
  if (!inLarge(reinterpret_cast<uintptr_t>(o))) return false;
  switch (o->kind) {
    case Kind::Str:  // (a long one has its text in itself)
    case Kind::StrBuffer:
    case Kind::Bytes:
    case Kind::ByteStore:
    case Kind::Int:
      return o->shape < kFixedShapeCount;  // an instance of a subclass may have attributes and a finalizer
    default:
      return false;
  }
}

inline void markValues(const Value* values, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    if (values[i].isObject()) mark(values[i].asObject());
  }
}

// Scans a slice of an array and puts the rest back on the stack.
void scanSlice(Object* array, const Value* items, size_t count, size_t from) {
  size_t end = count - from > kSlice ? from + kSlice : count;
  if (end < count) {
    if (!stack.push(end) || !stack.push(reinterpret_cast<uintptr_t>(array) | 1)) {
      overflowed = true;
      end = count;
    }
  }
  markValues(items + from, end - from);
}

void scanArray(Object* o, size_t from) {
  if (o->kind == Kind::ValueArray) {
    ValueArray* a = static_cast<ValueArray*>(o);
    scanSlice(a, a->items, a->capacity, from);
  } else {
    Tuple* t = static_cast<Tuple*>(o);
    scanSlice(t, t->items, t->length, from);
  }
}

// The commonest kinds are known here by heart: most of what a collection does is done for them.
inline size_t sizeOf(const Object* o) {
  switch (o->kind) {
    case Kind::Instance:
      return sizeof(Instance);
    case Kind::Tuple:
      return sizeof(Tuple) + static_cast<const Tuple*>(o)->length * sizeof(Value);
    case Kind::ValueArray:
      return sizeof(ValueArray) + static_cast<const ValueArray*>(o)->capacity * sizeof(Value);
    case Kind::List:
      return sizeof(List);
    case Kind::Cell:
      return sizeof(Cell);
    default:
      return kindOf(o).sizeOf(o);
  }
}

inline void traceReferences(Object* o) {
  switch (o->kind) {
    case Kind::Instance:
      break;
    case Kind::ValueArray:
    case Kind::Tuple:
      scanArray(o, 0);
      break;
    case Kind::List:
      if (ValueArray* store = static_cast<List*>(o)->store) mark(store);
      break;
    default:
      if (auto trace = kindOf(o).trace) {
        Tracer tracer;
        trace(o, tracer);
      }
  }
}

inline void traceTail(Object* o, const Shape* s, size_t offset) {
  markValues(reinterpret_cast<const Value*>(reinterpret_cast<const char*>(o) + offset), tailWords(s));
}

inline const Shape* shapeFor(const Object* o) { return o->shape ? shapeTable[o->shape] : nullptr; }

void scan(Object* o) {
  o->gc |= kOldUnlogged;
  size_t size = sizeOf(o);
  if (const Shape* s = shapeFor(o)) {
    mark(const_cast<Shape*>(s));
    if (uint32_t words = tailWords(s)) {
      size_t offset = s->tailOffset ? s->tailOffset : (size + 7) & ~size_t{7};
      traceTail(o, s, offset);
      size = offset + words * sizeof(Value);
    }
  }
  uintptr_t a = reinterpret_cast<uintptr_t>(o);
  bytes += size;
  if (a < space.smallTop) markLines(a, a + size);
  traceReferences(o);
}

// The stack had no room for something that was marked: scan everything marked until nothing new turns up.
void recoverFromOverflow() {
  while (overflowed) {
    overflowed = false;
    auto again = [](Object* o, void*) {
      if (!isMarked(o)) return;
      uint64_t before = bytes;
      scan(o);
      bytes = before;
      drainMarkStack();
    };
    forEachInBlocks(again, nullptr);
    forEachLarge(again, nullptr);
  }
}

bool recovering = false;

}  // namespace

void initMarker() {
  size_t entries = (space.end - space.base) / 128;
  if (entries > size_t{1} << 28) entries = size_t{1} << 28;
  stack.reserve(entries);
  heldByStacks.reserve((space.end - space.base) / kLargeSize);
}

void startMarking(bool major) {
  bytes = 0;
  overflowed = false;
  markingMajor = major;
  stack.truncate(0);
}

uint64_t markedBytes() { return bytes; }

void markLines(uintptr_t begin, uintptr_t end) {
  Block& b = space.blocks[blockIndex(begin)];
  uint64_t* lines = markingMajor ? b.nextLines : b.lines;
  size_t first = (begin & (kBlockSize - 1)) >> kLineShift;
  size_t last = ((end - 1) & (kBlockSize - 1)) >> kLineShift;
  uint64_t from = ~uint64_t{0} << (first % 64), to = ~uint64_t{0} >> (63 - last % 64);
  size_t word = first / 64, lastWord = last / 64;
  if (word == lastWord) {
    lines[word] |= from & to;
    return;
  }
  lines[word] |= from;
  while (++word < lastWord) lines[word] = ~uint64_t{0};
  lines[lastWord] |= to;
}

namespace {

// Drains until the stack is empty, or until `deadline`; then everything taken off goes back. Whether it is empty.
template <bool bounded>
bool drain(int64_t deadline) {
  Object* ring[kAhead] = {};
  unsigned position = 0, idle = 0, steps = 0;
  for (;;) {
    Object* next = nullptr;
    if (!stack.empty()) {
      uintptr_t entry = stack.pop();
      if (entry & 1) [[unlikely]] {
        size_t from = stack.pop();
        scanArray(reinterpret_cast<Object*>(entry & ~uintptr_t{1}), from);
        continue;
      }
      next = reinterpret_cast<Object*>(entry);
      __builtin_prefetch(next);
      idle = 0;
    } else if (++idle > kAhead) {
      return true;
    }
    Object* due = ring[position];
    ring[position] = next;
    position = (position + 1) & (kAhead - 1);
    if (due) scan(due);
    if constexpr (bounded) {
      if (++steps % 512 == 0 && (stress.collectEvery || base::threadCpuNs() > deadline)) {
        for (Object* o : ring) {
          if (o && !stack.push(reinterpret_cast<uintptr_t>(o))) overflowed = true;
        }
        return false;
      }
    }
  }
}

}  // namespace

void drainMarkStack() {
  drain<false>(0);
  if (overflowed && !recovering) {
    recovering = true;
    recoverFromOverflow();
    recovering = false;
  }
}

bool drainMarkStackFor(int64_t ns) {
  int64_t deadline;
  if (__builtin_add_overflow(base::threadCpuNs(), ns, &deadline)) deadline = INT64_MAX;
  return drain<true>(deadline);
}

void markObject(Object* o) { mark(o); }

void startStacks() {
  heldByStacks.truncate(0);
  tracingStacks = true;
}

void endStacks() { tracingStacks = false; }

void markHeldByStacks() {
  size_t kept = 0;
  for (Object* o : heldByStacks) {
    if (isMarked(o)) continue;
    mark(o);
    heldByStacks[kept++] = o;
  }
  heldByStacks.truncate(kept);
  drainMarkStack();
}

size_t keepYoung() {
  size_t size = 0;
  for (Object* o : heldByStacks) size += rejuvenateLarge(o);
  heldByStacks.truncate(0);
  return size;
}

void traceChildren(Object* o) {
  if (const Shape* s = shapeFor(o)) {
    mark(const_cast<Shape*>(s));
    if (tailWords(s)) traceTail(o, s, tailOffsetOf(o, s));
  }
  traceReferences(o);
}

void traceLogged(Object* o) {
  o->gc |= kOldUnlogged;
  traceChildren(o);
}

}  // namespace memory

bool tracesWeakly() { return memory::markingMajor; }
bool skipsOld(const Tracer& tracer) { return tracer.marks() && !memory::markingMajor; }

void Tracer::visitObject(Object* o) {
  if (visitor_) [[unlikely]] {
    visitor_(o, context_);
  } else if (memory::tracingStacks && memory::isLargeLeaf(o) && memory::heldByStacks.push(o)) {
    // Marked later, if it was not reached in another way.
  } else {
    memory::mark(o);
  }
}

[[clang::no_sanitize("address")]] void Tracer::visitConservative(const void* begin, const void* end) {
  using namespace memory;
  const uintptr_t* word = reinterpret_cast<const uintptr_t*>((reinterpret_cast<uintptr_t>(begin) + 7) & ~uintptr_t{7});
  for (; word + 1 <= static_cast<const uintptr_t*>(end); ++word) {
    uintptr_t a = *word;
    if (!inHeap(a)) continue;
    // Nearly all are tagged references to the start of an object, and most of these are marked.
    if ((a & 7) == 1 && !visitor_ && testBit(space.markBits, a - 1)) continue;
    Object* o = (a & 7) == 1 && testBit(space.startBits, a - 1) ? reinterpret_cast<Object*>(a - 1) : resolveAddress(a);
    if (!o) continue;
    if (!visitor_ && !isMarked(o)) {
      // It may have been allocated a moment ago and not know its size yet: keep the lines up to the next object.
      uintptr_t first = reinterpret_cast<uintptr_t>(o);
      if (inSmall(first)) {
        uintptr_t limit = (first & ~(kBlockSize - 1)) + kBlockSize;
        if (limit > first + kLargeSize) limit = first + kLargeSize;
        uintptr_t stop = first + 8;
        while (stop < limit && !testBit(space.startBits, stop)) stop += 8;
        markLines(first, stop);
      }
    }
    visitObject(o);
  }
}

}  // namespace typhon
