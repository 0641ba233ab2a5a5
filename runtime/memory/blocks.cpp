// Blocks: bump allocation into runs of free lines, and what a collection leaves free.
//
// The allocator fills recyclable blocks (survivors with enough free lines among them) first, then free blocks. Before the heap
// grows it fills the short runs that were left among survivors, in sparse blocks. Objects larger than a line that do not fit the
// current run go to an overflow block of their own, so that small objects can still fill the run. A run is zeroed piece by piece
// just ahead of the cursor, while it is about to be in the cache anyway.
#include <cstring>

#include "runtime/base/os.h"
#include "runtime/memory/mapped_array.h"

namespace typhon {

AllocationCursor allocationCursor;

namespace memory {

namespace {

constexpr size_t kZeroStep = 4096;
constexpr uint16_t kWorthFilling = 3072 / kLineSize;  // free lines
constexpr unsigned kShortestRun = 96 / kLineSize;     // lines: to fill shorter ones costs more than they are worth
constexpr unsigned kShortRun = 64 / kLineSize;        // lines: filled before the heap grows
constexpr uint16_t kManyShort = 2048 / kLineSize;     // lines in short runs that make a block sparse
constexpr size_t kMediumSize = 128;                   // objects above do not end the current run when they do not fit
constexpr uint32_t kWorthReturning = 16;              // blocks: a call to the system costs as much as zeroing dozens of pages
constexpr size_t kWorthFilledByOwner = 256;           // bytes: objects of which so much need not be zero are not zeroed

struct Run {
  char* next = nullptr;
  char* end = nullptr;  // zeroed up to here
  char* limit = nullptr;
};

uint32_t freeList = kNoIndex;        // those that hold memory
uint32_t returnedList = kNoIndex;    // free blocks whose memory was given back
uint32_t reserveList = kNoIndex;     // of the first kReserveBlocks, those that are free
uint32_t recyclableList = kNoIndex;  // blocks worth filling with small objects
uint32_t roomyList = kNoIndex;       // recyclable ones that are at least half free: larger objects fit into them as well
uint32_t sparseList = kNoIndex;      // blocks with many short runs, not worth filling otherwise
size_t freeCount = 0, usedCount = 0, heldLines = 0;
size_t ownedByLarge = 0;        // bytes that the other space has grown by without anything being given back for them
MappedArray<uint32_t> touched;  // blocks taken since the last collection
// A block that is being filled, and where to look for the next run in it.
struct Filling {
  uint32_t block = kNoIndex;
  unsigned line = 0;
  unsigned shortest = kShortestRun;  // run that is taken
};
Filling current;  // the run in it is the allocation cursor's
char* currentLimit = nullptr;
Filling overflowing;
Run overflow;

void pushBlock(uint32_t* list, uint32_t i, BlockState state) {
  Block& b = space.blocks[i];
  b.state = state;
  b.next = *list;
  *list = i;
}
uint32_t popBlock(uint32_t* list) {
  uint32_t i = *list;
  if (i != kNoIndex) *list = space.blocks[i].next;
  return i;
}

// A block nobody has used yet.
uint32_t takeNewBlock() {
  if (space.smallTop + kBlockSize > space.smallCommitted) {
    if (space.smallCommitted + kCommitStep > space.largeCommitted || !commit(space.smallCommitted, kCommitStep)) return kNoIndex;
    makeUpForBlocks(kCommitStep);
    // Where there are no huge pages, one call is cheaper than a fault for every page.
    base::populateMemory(reinterpret_cast<void*>(space.smallCommitted), kCommitStep);
    space.smallCommitted += kCommitStep;
  }
  uint32_t i = blockIndex(space.smallTop);
  space.smallTop += kBlockSize;
  Block& b = space.blocks[i];
  b.fresh = b.resident = true;
  b.freeLines = kLinesPerBlock;
  ++usedCount;
  return i;
}

// A free block whose memory was given back. Where all of a step was, all of it is brought in at once, as a fault would do.
uint32_t takeReturnedBlock() {
  if (returnedList == kNoIndex) return kNoIndex;
  uint32_t first = returnedList / kBlocksPerStep * kBlocksPerStep, end = first + kBlocksPerStep;
  if (end > blockIndex(space.smallTop)) end = blockIndex(space.smallTop);
  bool whole = true;
  for (uint32_t i = first; i < end; ++i) whole &= !space.blocks[i].resident;
  if (!whole) {
    uint32_t i = popBlock(&returnedList);
    makeUpForBlocks(kBlockSize);
    base::populateMemory(reinterpret_cast<void*>(blockAddress(i)), kBlockSize);
    space.blocks[i].resident = true;
    ++usedCount;
    return i;
  }
  makeUpForBlocks(kCommitStep);
  base::populateMemory(reinterpret_cast<void*>(blockAddress(first)), size_t{end - first} << kBlockShift);
  for (uint32_t* link = &returnedList; *link != kNoIndex;) {
    uint32_t i = *link;
    Block& b = space.blocks[i];
    if (i < first || i >= end) {
      link = &b.next;
      continue;
    }
    *link = b.next;
    b.resident = true;
    pushBlock(&freeList, i, BlockState::Free);
    ++freeCount;
    ++usedCount;
  }
  --freeCount;
  return popBlock(&freeList);
}

uint32_t takeFreeBlock() {
  uint32_t i = popBlock(&freeList);
  if (i != kNoIndex) {
    --freeCount;
  } else {
    if (limitAllows(kBlockSize)) {
      i = takeReturnedBlock();
      if (i == kNoIndex) i = takeNewBlock();
    }
    if (i == kNoIndex && reserveOpen) {
      i = popBlock(&reserveList);
      usedCount += i != kNoIndex;
    }
    if (i == kNoIndex) return kNoIndex;
  }
  space.blocks[i].state = BlockState::Allocating;
  touched.push(i);
  return i;
}

uint32_t takeRecyclableBlock(uint32_t* list) {
  uint32_t i = popBlock(list);
  if (i == kNoIndex) return i;
  space.blocks[i].state = BlockState::Allocating;
  touched.push(i);
  return i;
}

// Zeroes the next piece of a run so that `size` bytes fit behind `next`.
void extend(Run& run, size_t size) {
  size_t step = static_cast<size_t>(run.limit - run.end);
  size_t wanted = size > kZeroStep ? size : kZeroStep;
  if (step > wanted) step = wanted;
  std::memset(run.end, 0, step);
  run.end += step;
}

void startRun(Run& run, uint32_t block, unsigned firstLine, unsigned lines) {
  char* begin = reinterpret_cast<char*>(blockAddress(block)) + firstLine * kLineSize;
  run.next = begin;
  run.limit = begin + lines * kLineSize;
  run.end = space.blocks[block].fresh ? run.limit : begin;
}

// The first line from `line` on that holds something (or that is free); kLinesPerBlock if there is none.
unsigned findLine(const Block& b, unsigned line, bool held) {
  while (line < kLinesPerBlock) {
    uint64_t rest = (held ? b.lines[line / 64] : ~b.lines[line / 64]) >> (line % 64);
    if (rest) return line + static_cast<unsigned>(__builtin_ctzll(rest));
    line = (line / 64 + 1) * 64;
  }
  return kLinesPerBlock;
}

// The next run of at least `lines` free lines in the block. False when there is none.
bool nextRun(Filling& filling, unsigned lines, Run* run) {
  if (filling.block == kNoIndex) return false;
  Block& b = space.blocks[filling.block];
  unsigned line, end = filling.line;
  do {
    line = findLine(b, end, false);
    if (line >= kLinesPerBlock) {
      filling.line = line;
      return false;
    }
    end = findLine(b, line + 1, true);
  } while (end - line < lines);
  filling.line = end;
  startRun(*run, filling.block, line, end - line);
  noteAllocation((end - line) * kLineSize);
  return true;
}

// Puts the cursor on the next run of free lines of the current block that has room for `size` bytes. Shorter ones are passed by
// uncounted: counted towards the budget, they could bring one collection after another with nothing allocated in between.
bool nextRunInBlock(size_t size) {
  unsigned lines = static_cast<unsigned>((size + kLineSize - 1) / kLineSize);
  Run run;
  if (!nextRun(current, lines < current.shortest ? current.shortest : lines, &run)) return false;
  allocationCursor.next = run.next;
  allocationCursor.end = run.end;
  currentLimit = run.limit;
  return true;
}

void leaveBlock(Filling& filling) {
  if (filling.block != kNoIndex) space.blocks[filling.block].fresh = false;
  filling = Filling{};
}

// Makes room for an object in the overflow run. False when a block is needed and cannot be had.
bool makeOverflowRoom(size_t size, bool mayCollect) {
  unsigned lines = static_cast<unsigned>((size + kLineSize - 1) / kLineSize);
  // A roomy block may have no run that is long enough: few are tried.
  for (int tries = 0; !nextRun(overflowing, lines, &overflow); ++tries) {
    leaveBlock(overflowing);
    if (mayCollect && budgetSpent()) return false;
    uint32_t i = tries < 2 ? takeRecyclableBlock(&roomyList) : kNoIndex;
    if (i == kNoIndex) i = takeFreeBlock();
    if (i == kNoIndex) return false;
    overflowing.block = i;
  }
  return true;
}

// A larger object in the overflow run. Null when a block is needed and cannot be had.
char* allocateOverflow(size_t size, size_t zeroed, bool mayCollect) {
  if (size > static_cast<size_t>(overflow.limit - overflow.next) && !makeOverflowRoom(size, mayCollect)) return nullptr;
  char* p = overflow.next;
  overflow.next += size;
  if (overflow.next <= overflow.end) return p;
  if (size - zeroed < kWorthFilledByOwner) {
    extend(overflow, static_cast<size_t>(overflow.next - overflow.end));
  } else {
    if (p + zeroed > overflow.end) std::memset(overflow.end, 0, static_cast<size_t>(p + zeroed - overflow.end));
    overflow.end = overflow.next;
  }
  return p;
}

}  // namespace

void initBlocks() {
  touched.reserve((space.end - space.base) >> kBlockShift);
  allocationCursor.startBits = reinterpret_cast<uint8_t*>(space.startBits);
  for (uint32_t i = 0; i < kReserveBlocks && takeNewBlock() == i; ++i) {
    --usedCount;
    pushBlock(&reserveList, i, BlockState::Free);
  }
}

char* allocateFromBlocks(size_t size, size_t zeroed, bool mayCollect) {
  for (;;) {
    if (size <= static_cast<size_t>(allocationCursor.end - allocationCursor.next)) {
      char* p = allocationCursor.next;
      allocationCursor.next += size;
      return p;
    }
    if (size <= static_cast<size_t>(currentLimit - allocationCursor.next)) {
      Run run{allocationCursor.next, allocationCursor.end, currentLimit};
      extend(run, size);
      allocationCursor.end = run.end;
      continue;
    }
    size_t medium = current.shortest == kShortRun ? kShortRun * kLineSize : kMediumSize;
    if (size > medium && current.block != kNoIndex) return allocateOverflow(size, zeroed, mayCollect);
    if (nextRunInBlock(size)) continue;
    leaveBlock(current);
    if (mayCollect && budgetSpent()) return nullptr;
    uint32_t i = takeRecyclableBlock(&recyclableList);
    if (i == kNoIndex) i = takeRecyclableBlock(&roomyList);
    if (i == kNoIndex && freeList == kNoIndex) {
      i = takeRecyclableBlock(&sparseList);
      if (i != kNoIndex) current.shortest = kShortRun;
    }
    if (i == kNoIndex) i = takeFreeBlock();
    if (i == kNoIndex) return nullptr;
    current.block = i;
  }
}

namespace {
char* hiddenEnd = nullptr;
}

void hideCursorForStress() {
  if (hiddenEnd) return;
  hiddenEnd = allocationCursor.end;
  allocationCursor.end = allocationCursor.next;
}

void releaseCursorForStress() {
  if (!hiddenEnd) return;
  allocationCursor.end = hiddenEnd;
  hiddenEnd = nullptr;
}

void retireCursors() {
  hiddenEnd = nullptr;
  leaveBlock(current);
  leaveBlock(overflowing);
  allocationCursor.next = allocationCursor.end = currentLimit = nullptr;
  overflow = Run{};
}

namespace {

// Overwrites dead objects: from each dead start to the next start bit, live or dead.
void poisonBlock(uint32_t i) {
  uintptr_t first = blockAddress(i), last = first + kBlockSize;
  uintptr_t dead = 0;
  for (uintptr_t a = first; a < last; a += 512) {
    for (uint64_t bits = space.startBits[a >> 9]; bits; bits &= bits - 1) {
      uintptr_t object = a + (static_cast<uintptr_t>(__builtin_ctzll(bits)) << 3);
      if (dead) std::memset(reinterpret_cast<void*>(dead), 0xdb, object - dead);
      dead = testBit(space.markBits, object) ? 0 : object;
    }
  }
  if (dead) std::memset(reinterpret_cast<void*>(dead), 0xdb, last - dead);
}

// Free lines in runs that the allocator will take at once, and in those that it takes before the heap grows.
struct UsableLines {
  unsigned longRuns = 0, shortRuns = 0;
};
UsableLines usableLines(const Block& b) {
  static_assert(kShortestRun == 6 && kShortRun == 4);
  UsableLines usable;
  for (uint64_t lines : b.lines) {
    if (!lines || !~lines) {
      usable.longRuns += lines ? 0 : 64;
      continue;
    }
    // Where runs of two, four and six begin; then all lines that are in one of them.
    uint64_t two = ~lines & ~lines >> 1, four = two & two >> 2, six = four & two >> 4;
    uint64_t sixes = six | six << 1, fours = four | four << 1;
    unsigned inLong = static_cast<unsigned>(__builtin_popcountll(sixes | sixes << 2 | sixes << 4));
    usable.longRuns += inLong;
    usable.shortRuns += static_cast<unsigned>(__builtin_popcountll(fours | fours << 2)) - inLong;
  }
  return usable;
}

// What gc.collect() counts among the dead: the layouts that cycles of programs run through. The rest (numbers, arguments, bound
// methods, iterators, tables) is garbage that a count of references would have freed long before.
bool isCounted(const Object* o) {
  switch (o->kind) {
    case Kind::Instance:
    case Kind::List:
    case Kind::Dict:
    case Kind::Set:
    case Kind::Function:
    case Kind::Type:
    case Kind::Module:
    case Kind::Generator:
    case Kind::Exception:
      return true;
    default:
      return false;
  }
}

size_t sweepBlock(uint32_t i, bool major, bool count, bool poison) {
  Block& b = space.blocks[i];
  if (major) std::memcpy(b.lines, b.nextLines, sizeof b.lines);
  uint64_t* start = space.startBits + (blockAddress(i) >> 9);
  const uint64_t* mark = space.markBits + (blockAddress(i) >> 9);
  size_t dead = 0;
  if (count) {
    for (size_t w = 0; w < kBitWordsPerBlock; ++w) {
      for (uint64_t bits = start[w] & ~mark[w]; bits; bits &= bits - 1) {
        uintptr_t address = blockAddress(i) + (w << 9) + (static_cast<uintptr_t>(__builtin_ctzll(bits)) << 3);
        dead += isCounted(reinterpret_cast<const Object*>(address));
      }
    }
  }
  if (poison) poisonBlock(i);
  for (size_t w = 0; w < kBitWordsPerBlock; ++w) start[w] &= mark[w];
  UsableLines usable = usableLines(b);
  heldLines += b.freeLines;
  heldLines -= usable.longRuns;
  b.freeLines = static_cast<uint16_t>(usable.longRuns);
  b.sparse = usable.shortRuns >= kManyShort;
  return dead;
}

void listBlock(uint32_t i) {
  Block& b = space.blocks[i];
  if (b.freeLines == kLinesPerBlock && i < kReserveBlocks) {
    usedCount -= b.state != BlockState::Free;
    pushBlock(&reserveList, i, BlockState::Free);
  } else if (!b.resident) {
    pushBlock(&returnedList, i, BlockState::Free);
  } else if (b.freeLines == kLinesPerBlock) {
    pushBlock(&freeList, i, BlockState::Free);
    ++freeCount;
  } else if (b.freeLines >= kLinesPerBlock / 2) {
    pushBlock(&roomyList, i, BlockState::Recyclable);
  } else if (b.freeLines >= kWorthFilling) {
    pushBlock(&recyclableList, i, BlockState::Recyclable);
  } else if (b.sparse) {
    pushBlock(&sparseList, i, BlockState::Recyclable);
  } else {
    b.state = BlockState::Full;
  }
}

}  // namespace

size_t sweepBlocks(bool major, bool count, bool poison) {
  size_t dead = 0;
  if (major) {
    freeList = returnedList = recyclableList = roomyList = sparseList = reserveList = kNoIndex;
    freeCount = 0;
    for (uint32_t i = blockIndex(space.smallTop); i-- > 0;) {
      dead += sweepBlock(i, true, count, poison);
      listBlock(i);
    }
  } else {
    for (size_t k = touched.size(); k-- > 0;) {
      dead += sweepBlock(touched[k], false, count, poison);
      listBlock(touched[k]);
    }
  }
  touched.truncate(0);
  return dead;
}

void startMajorBlocks() {
  // All that is above smallTop was never used, and was cleared when it last was.
  base::populateMemory(space.markBits + (space.base >> 9), (space.smallTop - space.base) / 64);
  std::memset(space.markBits + (space.base >> 9), 0, (space.smallTop - space.base) / 64);
  for (uint32_t i = blockIndex(space.smallTop); i-- > 0;) std::memset(space.blocks[i].nextLines, 0, sizeof(Block::Lines));
}

BlockCounts blockCounts() { return {usedCount, freeCount, heldLines}; }

namespace {

// Gives back the memory of free blocks, `excess` of them or a few less.
void returnBlocks(size_t excess) {
  size_t before = freeCount;
  auto isFree = [](uint32_t i) {
    const Block& b = space.blocks[i];
    return b.state == BlockState::Free && b.resident && i >= kReserveBlocks;
  };
  auto give = [](uint32_t first, uint32_t end) {
    base::decommitMemory(reinterpret_cast<void*>(blockAddress(first)), size_t{end - first} << kBlockShift);
    for (uint32_t i = first; i < end; ++i) {
      space.blocks[i].fresh = true;
      space.blocks[i].resident = false;
    }
    freeCount -= end - first;
    usedCount -= end - first;
  };
  auto left = [&] { return excess - (before - freeCount); };
  // From the top down, so that what is used gathers at the bottom. Whole steps first: they come back as huge pages.
  for (bool whole : {true, false}) {
    for (uint32_t end = blockIndex(space.smallTop); end > 0 && left() >= kWorthReturning;) {
      if (!isFree(end - 1)) {
        --end;
        continue;
      }
      uint32_t first = end - 1;
      while (first > 0 && end - first < left() && isFree(first - 1)) --first;
      uint32_t from = first, to = end;
      if (whole) {
        from = (first + kBlocksPerStep - 1) / kBlocksPerStep * kBlocksPerStep;
        to = end / kBlocksPerStep * kBlocksPerStep;
      }
      if (from < to && to - from >= kWorthReturning) give(from, to);
      end = first;
    }
  }
  if (freeCount == before) return;
  freeList = returnedList = kNoIndex;
  for (uint32_t i = blockIndex(space.smallTop); i-- > kReserveBlocks;) {
    Block& b = space.blocks[i];
    if (b.state == BlockState::Free) pushBlock(b.resident ? &freeList : &returnedList, i, BlockState::Free);
  }
}

}  // namespace

void releaseFreeBlocks(size_t keep) {
  if (freeCount > keep) returnBlocks(freeCount - keep);
}

void makeUpForLarge(size_t bytes) {
  ownedByLarge += bytes;
  if (ownedByLarge < kCommitStep / 2) return;
  size_t spare = (nurseryBudget() >> kBlockShift) / 2;
  if (freeCount > spare + kWorthReturning) {
    size_t excess = freeCount - spare, wanted = ownedByLarge >> kBlockShift;
    returnBlocks(excess < wanted ? excess : wanted);
  }
  ownedByLarge = 0;
}

void closeReserveIfFree() {
  if (!reserveOpen) return;
  uint32_t free = 0;
  for (uint32_t i = 0; i < kReserveBlocks; ++i) free += space.blocks[i].state == BlockState::Free;
  if (free >= kReserveBlocks * 3 / 4) reserveOpen = false;
}

void trimBlocks() {
  uintptr_t top = space.smallTop;
  while (blockIndex(top) > kReserveBlocks && space.blocks[blockIndex(top - kBlockSize)].state == BlockState::Free)
    top -= kBlockSize;
  if (top == space.smallTop) return;
  uint32_t first = blockIndex(top), end = blockIndex(space.smallTop);
  for (uint32_t* list : {&freeList, &returnedList}) {
    for (uint32_t* link = list; *link != kNoIndex;) {
      if (*link >= first)
        *link = space.blocks[*link].next;
      else
        link = &space.blocks[*link].next;
    }
  }
  for (uint32_t i = first; i < end; ++i) {
    Block& b = space.blocks[i];
    freeCount -= b.resident;
    usedCount -= b.resident;
    b.resident = false;
    b.state = BlockState::Unused;
  }
  base::decommitMemory(reinterpret_cast<void*>(top), space.smallTop - top);
  space.smallTop = space.smallCommitted = top;
}

void forEachInBlocks(void (*visit)(Object*, void*), void* context) {
  for (uint32_t i = 0; i < blockIndex(space.smallTop); ++i) {
    uintptr_t address = blockAddress(i);
    for (size_t w = 0; w < kBitWordsPerBlock; ++w, address += 512) {
      for (uint64_t bits = space.startBits[address >> 9]; bits; bits &= bits - 1)
        visit(reinterpret_cast<Object*>(address + (static_cast<uintptr_t>(__builtin_ctzll(bits)) << 3)), context);
    }
  }
}

}  // namespace memory
}  // namespace typhon
