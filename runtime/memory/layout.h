// The heap's address space and its side metadata: for the files of this box (and compilers of allocation code) only.
//
// One range of addresses is reserved. Blocks of 32 KiB for small and medium objects are taken from its bottom, runs of
// pages for large objects from its top. Side tables, indexed by address, hold what the collector knows:
//   start bits   one per 8 bytes: an object begins here
//   mark bits    the same geometry, twice: the object survived the last collection (sticky between major collections), and
//                what a major collection that is under way has reached
//   blocks       line marks and state of each 32 KiB block
//   pages        runs of the large-object space
#pragma once

#include <cstddef>
#include <cstdint>

#include "runtime/object/object.h"

namespace typhon::memory {

inline constexpr size_t kBlockShift = 15, kBlockSize = size_t{1} << kBlockShift;
inline constexpr size_t kLineShift = 4, kLineSize = size_t{1} << kLineShift;
inline constexpr size_t kLinesPerBlock = kBlockSize / kLineSize;
inline constexpr size_t kPageShift = 12, kPageSize = size_t{1} << kPageShift;
inline constexpr size_t kLargeSize =
    8192 + 128;  // objects above go to the large-object space; tables of 8 KiB fit with their headers
inline constexpr size_t kBitWordsPerBlock = kBlockSize / 8 / 64;
inline constexpr size_t kCommitStep = size_t{2} << 20;  // a huge page
inline constexpr uint32_t kBlocksPerStep = kCommitStep >> kBlockShift, kPagesPerStep = kCommitStep >> kPageShift;

enum class BlockState : uint8_t {
  Unused,      // never handed out, or its memory was given back
  Free,        // no live object; in a list of free blocks
  Recyclable,  // has free lines worth filling; in a list of such blocks
  Allocating,  // taken by an allocator since the last collection
  Full,        // nothing worth filling
};

struct Block {
  using Lines = uint64_t[kLinesPerBlock / 64];
  Lines lines;         // lines that hold (parts of) live objects: the others may be allocated into
  Lines nextLines;     // the same as far as the major collection under way has come
  uint32_t next;       // in the list of its state
  uint16_t freeLines;  // those in runs that are long enough to be filled
  BlockState state;
  bool sparse;    // among the rest many lines are free, in shorter runs
  bool fresh;     // its memory has never been written: reads zero
  bool resident;  // it has memory: not given back, or brought in again
};

// A page of the large-object space. For the first and the last page of a run all fields hold; inner pages of a live run know
// the first one.
struct Page {
  uint32_t first;           // first page of the run
  uint32_t length;          // pages in the run (of the first page)
  uint32_t next, previous;  // free runs: links in their bin; first page of a live run, next: its place in the list of objects
  enum State : uint8_t { Unused, FreeRun, Live } state;
  bool dirtyMemory;  // in free runs: the page's contents are not zero
  bool resident;     // it has memory: not given back, or brought in again
  bool carded;       // first page: some page of the run has a card set, the object is in the list of carded ones
  uint32_t cards;    // live: in which of the page's 32 pieces of 128 bytes stores have happened since the last collection
};

inline constexpr size_t kCardShift = 7;
static_assert(kPageSize >> kCardShift == 32);

inline constexpr uint32_t kNoIndex = ~uint32_t{0};

struct Space {
  uintptr_t base = 0, end = 0;        // reserved range
  uintptr_t smallTop = 0;             // end of the blocks handed out so far
  uintptr_t smallCommitted = 0;       // end of the committed memory of blocks
  uintptr_t largeBottom = 0;          // first page of the large-object space
  uintptr_t largeCommitted = 0;       // begin of its committed memory
  uint64_t* startBits = nullptr;      // biased: word of address a is startBits[a >> 9]
  uint64_t* markBits = nullptr;       // biased likewise: those that are being marked in, or of the last collection
  uint64_t* spareMarkBits = nullptr;  // the other set
  Block* blocks = nullptr;            // blocks[(a - base) >> kBlockShift]
  Page* pages = nullptr;              // pages[(a - base) >> kPageShift]
};
extern Space space;

// Makes a part of the reserved range usable, whole steps of it. What the tables say about it is needed as soon as it is, and is
// brought in with it. False when the system refuses.
bool commit(uintptr_t address, size_t size);

// Reserves the address space and the tables. Ends the process with a message if not even a small heap fits.
void initSpace();

inline bool inHeap(uintptr_t a) { return a - space.base < space.end - space.base; }
inline bool inSmall(uintptr_t a) { return a - space.base < space.smallTop - space.base; }
inline bool inLarge(uintptr_t a) { return a >= space.largeBottom && a < space.end; }
inline uint32_t blockIndex(uintptr_t a) { return static_cast<uint32_t>((a - space.base) >> kBlockShift); }
inline uint32_t pageIndex(uintptr_t a) { return static_cast<uint32_t>((a - space.base) >> kPageShift); }
inline uintptr_t blockAddress(uint32_t i) { return space.base + (uintptr_t{i} << kBlockShift); }
inline uintptr_t pageAddress(uint32_t i) { return space.base + (uintptr_t{i} << kPageShift); }

inline bool testBit(const uint64_t* bits, uintptr_t a) { return bits[a >> 9] >> (a >> 3 & 63) & 1; }
inline void setBit(uint64_t* bits, uintptr_t a) { bits[a >> 9] |= uint64_t{1} << (a >> 3 & 63); }
inline void clearBit(uint64_t* bits, uintptr_t a) { bits[a >> 9] &= ~(uint64_t{1} << (a >> 3 & 63)); }
inline bool isMarked(const Object* o) { return testBit(space.markBits, reinterpret_cast<uintptr_t>(o)); }

// The object that the address points to or into, or null. Only sound while no block waits to be swept.
Object* resolveAddress(uintptr_t a);

}  // namespace typhon::memory
