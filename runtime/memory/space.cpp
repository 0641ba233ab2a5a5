// Reserving the heap's address space and finding objects from addresses.
#include <sys/mman.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "runtime/base/os.h"
#include "runtime/memory/layout.h"

namespace typhon::memory {

Space space;

namespace {

void* reserveTable(size_t bytes) {
  void* p = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return p == MAP_FAILED ? nullptr : p;
}

// How much address space to ask for: twice the machine's memory, or half of what RLIMIT_AS allows, three eighths where that is
// little (the collector's tables and lists take two fifths as much again; stacks, libraries and external memory need the rest).
size_t wantedReserve() {
  size_t physical = static_cast<size_t>(sysconf(_SC_PHYS_PAGES)) * base::pageSize();
  size_t wanted = physical * 2;
  if (wanted < size_t{8} << 30) wanted = size_t{8} << 30;
  if (wanted > size_t{1} << 40) wanted = size_t{1} << 40;
  size_t limit = base::addressSpaceLimit();
  size_t allowed = limit < size_t{1} << 30 ? limit / 8 * 3 : limit / 2;
  if (allowed < wanted) wanted = allowed;
  return wanted / kCommitStep * kCommitStep;
}

bool tryReserve(size_t size) {
  size_t bitBytes = size / 64, blockBytes = size / kBlockSize * sizeof(Block), pageBytes = size / kPageSize * sizeof(Page);
  void* range = base::reserveMemory(size, kCommitStep);
  if (!range) return false;
  char* tables = static_cast<char*>(reserveTable(3 * bitBytes + blockBytes + pageBytes));
  if (!tables) {
    base::unmapMemory(range, size);
    return false;
  }
  space.base = reinterpret_cast<uintptr_t>(range);
  space.end = space.base + size;
  space.smallTop = space.smallCommitted = space.base;
  space.largeBottom = space.largeCommitted = space.end;
  // One fault instead of 512, and fewer misses of the TLB; a fault alone can cost as much as 10 us on a virtual machine.
  base::preferHugePages(range, size);
  space.startBits = reinterpret_cast<uint64_t*>(tables) - (space.base >> 9);
  space.markBits = reinterpret_cast<uint64_t*>(tables + bitBytes) - (space.base >> 9);
  space.spareMarkBits = reinterpret_cast<uint64_t*>(tables + 2 * bitBytes) - (space.base >> 9);
  space.blocks = reinterpret_cast<Block*>(tables + 3 * bitBytes);
  space.pages = reinterpret_cast<Page*>(tables + 3 * bitBytes + blockBytes);
  return true;
}

}  // namespace

bool commit(uintptr_t address, size_t size) {
  if (!base::commitMemory(reinterpret_cast<void*>(address), size)) return false;
  constexpr size_t kDense = 4 * kCommitStep;  // a larger object leaves most of the bits alone
  if (size <= kDense) {
    base::populateMemory(space.startBits + (address >> 9), size / 64);
    base::populateMemory(space.markBits + (address >> 9), size / 64);
  }
  if (address == space.smallCommitted) {
    base::populateMemory(&space.blocks[blockIndex(address)], (size >> kBlockShift) * sizeof(Block));
  } else {
    base::populateMemory(&space.pages[pageIndex(address)], (size >> kPageShift) * sizeof(Page));
  }
  return true;
}

void initSpace() {
  for (size_t size = wantedReserve(); size >= (size_t{16} << 20); size = size / 2 / kCommitStep * kCommitStep) {
    if (tryReserve(size)) return;
  }
  std::fputs("typhon: no address space for the heap\n", stderr);
  std::exit(1);
}

Object* resolveAddress(uintptr_t a) {
  if (inSmall(a)) {
    uintptr_t first = a & ~(kBlockSize - 1);
    uintptr_t lowest = a - first > kLargeSize ? a - kLargeSize : first;
    size_t word = a >> 9;
    unsigned bit = a >> 3 & 63;
    uint64_t bits = space.startBits[word] & (~uint64_t{0} >> (63 - bit));
    while (!bits) {
      if (word == lowest >> 9) return nullptr;
      bits = space.startBits[--word];
    }
    uintptr_t start = (word << 9) + (static_cast<uintptr_t>(63 - __builtin_clzll(bits)) << 3);
    return start < lowest ? nullptr : reinterpret_cast<Object*>(start);
  }
  if (inLarge(a)) {
    Page& page = space.pages[pageIndex(a)];
    if (page.state != Page::Live) return nullptr;
    uintptr_t start = pageAddress(page.first);
    return testBit(space.startBits, start) ? reinterpret_cast<Object*>(start) : nullptr;
  }
  return nullptr;
}

}  // namespace typhon::memory
