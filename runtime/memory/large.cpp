// The large-object space: runs of pages from the top of the heap's address range, one object each. Free runs are kept in
// bins by size and joined with their neighbours; the page table resolves interior pointers and holds the cards of the write
// barrier.
#include <cstring>

#include "runtime/base/os.h"
#include "runtime/memory/kinds.h"
#include "runtime/memory/mapped_array.h"

namespace typhon::memory {

namespace {

constexpr unsigned kBins = 40;
constexpr uint32_t kWorthReturning = 64;    // pages
constexpr size_t kSpare = size_t{1} << 20;  // free memory that is not given back for the other space

uint32_t bins[kBins];
MappedArray<uint32_t> objects;  // first pages of live runs; those from firstNew on were allocated since the last collection
MappedArray<uint32_t> carded;   // first pages of runs with a set card
size_t firstNew = 0;
size_t livePages = 0;
size_t residentFree = 0;   // free pages that hold memory
size_t ownedByBlocks = 0;  // bytes that the other space has grown by without anything being given back for them

unsigned binOf(uint32_t length) { return 31u - static_cast<unsigned>(__builtin_clz(length)); }

void linkFree(uint32_t first, uint32_t length) {
  Page& p = space.pages[first];
  p.state = Page::FreeRun;
  p.first = first;
  p.length = length;
  Page& last = space.pages[first + length - 1];
  last.state = Page::FreeRun;
  last.first = first;
  uint32_t& head = bins[binOf(length)];
  p.previous = kNoIndex;
  p.next = head;
  if (head != kNoIndex) space.pages[head].previous = first;
  head = first;
}

void unlinkFree(uint32_t first) {
  Page& p = space.pages[first];
  if (p.previous != kNoIndex) {
    space.pages[p.previous].next = p.next;
  } else {
    bins[binOf(p.length)] = p.next;
  }
  if (p.next != kNoIndex) space.pages[p.next].previous = p.previous;
}

uint32_t findFree(uint32_t length) {
  unsigned bin = binOf(length);
  unsigned tries = 32;
  for (uint32_t i = bins[bin]; i != kNoIndex && tries-- > 0; i = space.pages[i].next) {
    if (space.pages[i].length >= length) return i;
  }
  for (++bin; bin < kBins; ++bin) {
    if (bins[bin] != kNoIndex) return bins[bin];
  }
  return kNoIndex;
}

// Gives back the memory of a free run's pages that hold any.
void decommit(uint32_t first, uint32_t length) {
  base::decommitMemory(reinterpret_cast<void*>(pageAddress(first)), size_t{length} << kPageShift);
  for (uint32_t i = first; i < first + length; ++i) {
    residentFree -= space.pages[i].resident;
    space.pages[i].dirtyMemory = space.pages[i].resident = false;
  }
}

// A fault in a step of which nothing is there brings in all of it, where the system has huge pages: the free pages beside those
// from `first` to `end`, which hold memory now, count as free memory that can be given back.
void noteNeighbours(uint32_t first, uint32_t end) {
  uint32_t bottom = pageIndex(space.largeBottom), top = pageIndex(space.end);
  for (uint32_t step = first / kPagesPerStep * kPagesPerStep; step < end; step += kPagesPerStep) {
    uint32_t from = step > bottom ? step : bottom, to = step + kPagesPerStep < top ? step + kPagesPerStep : top;
    bool absent = true;
    for (uint32_t i = from; i < to && absent; ++i) absent = !space.pages[i].resident;
    if (!absent) continue;
    for (uint32_t i = from; i < to; ++i) {
      if (i >= first && i < end) continue;
      space.pages[i].resident = true;
      ++residentFree;
    }
  }
}

// Takes the pages of what was a free run into use; the first `zeroed` bytes are made zero where they are not.
void clean(uint32_t first, uint32_t length, size_t zeroed) {
  uint32_t end = first + static_cast<uint32_t>((zeroed + kPageSize - 1) >> kPageShift);
  for (uint32_t i = first; i < end;) {
    if (!space.pages[i].dirtyMemory) {
      ++i;
      continue;
    }
    uint32_t from = i;
    while (i < end && space.pages[i].dirtyMemory) ++i;
    std::memset(reinterpret_cast<void*>(pageAddress(from)), 0, size_t{i - from} << kPageShift);
  }
  // Those without memory are brought in by one call, unless there are so many that they may well never be used.
  constexpr uint32_t kMany = 4 * kPagesPerStep;
  uint32_t absent = 0;
  for (uint32_t i = first; i < first + length && absent == 0; ++i) absent += !space.pages[i].resident;
  if (absent > 0) noteNeighbours(first, first + length);
  absent = 0;
  for (uint32_t i = first; i < first + length; ++i) {
    Page& p = space.pages[i];
    absent += !p.resident;
    residentFree -= p.resident;
    p.dirtyMemory = false;
    p.resident = true;
  }
  if (absent == 0) return;
  if (absent <= kMany) base::populateMemory(reinterpret_cast<void*>(pageAddress(first)), size_t{length} << kPageShift);
  makeUpForLarge(size_t{absent} << kPageShift);
}

void freeRun(uint32_t first, uint32_t length) {
  for (uint32_t i = first; i < first + length; ++i) {
    space.pages[i].state = Page::Unused;
    space.pages[i].dirtyMemory = true;
  }
  residentFree += length;
  // Pages below and above: the page below the lowest one never belongs to this space.
  if (pageAddress(first) > space.largeBottom && space.pages[first - 1].state == Page::FreeRun) {
    uint32_t before = space.pages[first - 1].first;
    unlinkFree(before);
    length += first - before;
    first = before;
  }
  uint32_t after = first + length;
  if (pageAddress(after) < space.end && space.pages[after].state == Page::FreeRun) {
    unlinkFree(after);
    length += space.pages[after].length;
  }
  linkFree(first, length);
}

// `length` pages from `from` on belong to the object that begins at `first`.
void enterLive(uint32_t first, uint32_t from, uint32_t length) {
  for (uint32_t i = from; i < from + length; ++i) {
    Page& p = space.pages[i];
    p.state = Page::Live;
    p.first = first;
    p.carded = false;
    p.cards = 0;
  }
  livePages += length;
  noteAllocation(size_t{length} << kPageShift);
}

bool commitDownTo(uintptr_t bottom) {
  if (bottom >= space.largeCommitted) return true;
  uintptr_t committed = bottom / kCommitStep * kCommitStep;
  if (committed < space.smallCommitted) return false;
  if (!commit(committed, space.largeCommitted - committed)) return false;
  space.largeCommitted = committed;
  return true;
}

}  // namespace

void initLarge() {
  for (uint32_t& bin : bins) bin = kNoIndex;
  objects.reserve((space.end - space.base) / kLargeSize);
  carded.reserve((space.end - space.base) / kLargeSize);
}

char* allocateLarge(size_t bytes, size_t zeroed) {
  size_t pages = (bytes + kPageSize - 1) >> kPageShift;
  if (objects.full() || pages >= (space.end - space.base) >> kPageShift) return nullptr;
  uint32_t length = static_cast<uint32_t>(pages);
  uint32_t first = findFree(length);
  if (first != kNoIndex) {
    unlinkFree(first);
    uint32_t have = space.pages[first].length;
    if (have > length) linkFree(first + length, have - length);
    clean(first, length, zeroed);
  } else {
    if (!limitAllows(pages << kPageShift)) return nullptr;
    uintptr_t bottom = space.largeBottom - (pages << kPageShift);
    if (bottom > space.largeBottom || !commitDownTo(bottom)) return nullptr;
    space.largeBottom = bottom;
    first = pageIndex(bottom);
    for (uint32_t i = first; i < first + length; ++i) space.pages[i].resident = true;
    makeUpForLarge(pages << kPageShift);
  }
  enterLive(first, first, length);
  space.pages[first].length = length;
  space.pages[first].next = static_cast<uint32_t>(objects.size());
  // The bit of an object that lay here may be left in the set that is not being marked in.
  clearBit(space.markBits, pageAddress(first));
  objects.push(first);
  return reinterpret_cast<char*>(pageAddress(first));
}

void trimLarge() {
  uint32_t first = pageIndex(space.largeBottom);
  if (space.largeBottom == space.end || space.pages[first].state != Page::FreeRun) return;
  uint32_t length = space.pages[first].length;
  unlinkFree(first);
  decommit(first, length);
  for (uint32_t i = first; i < first + length; ++i) space.pages[i].state = Page::Unused;
  space.largeBottom += size_t{length} << kPageShift;
}

void sweepLarge(bool major, bool poison) {
  size_t kept = major ? 0 : firstNew;
  for (size_t i = kept; i < objects.size(); ++i) {
    uint32_t first = objects[i];
    uintptr_t address = pageAddress(first);
    if (testBit(space.markBits, address)) {
      space.pages[first].next = static_cast<uint32_t>(kept);
      objects[kept++] = first;
      continue;
    }
    clearBit(space.startBits, address);
    uint32_t length = space.pages[first].length;
    livePages -= length;
    if (poison) std::memset(reinterpret_cast<void*>(address), 0xdb, size_t{length} << kPageShift);
    freeRun(first, length);
  }
  objects.truncate(kept);
  firstNew = kept;
}

namespace {

// Gives back the memory of free runs until no more than `keep` pages hold any. Whole steps first: they come back as huge pages.
void returnLarge(size_t keep) {
  for (bool whole : {true, false}) {
    for (unsigned bin = kBins; bin-- > 0 && residentFree > keep;) {
      for (uint32_t i = bins[bin]; i != kNoIndex && residentFree > keep; i = space.pages[i].next) {
        uint32_t from = i, to = i + space.pages[i].length;
        if (whole) {
          from = (from + kPagesPerStep - 1) / kPagesPerStep * kPagesPerStep;
          to = to / kPagesPerStep * kPagesPerStep;
        }
        if (from >= to || to - from < kWorthReturning) continue;
        bool holds = false;
        for (uint32_t k = from; k < to && !holds; ++k) holds = space.pages[k].resident;
        if (holds) decommit(from, to - from);
      }
    }
  }
}

}  // namespace

void releaseFreeLarge(size_t keep) { returnLarge(keep >> kPageShift); }

void makeUpForBlocks(size_t bytes) {
  ownedByBlocks += bytes;
  if (ownedByBlocks < kCommitStep / 2) return;
  size_t pages = ownedByBlocks >> kPageShift, spare = kSpare >> kPageShift;
  if (residentFree > spare) returnLarge(residentFree - pages > spare && residentFree > pages ? residentFree - pages : spare);
  ownedByBlocks = 0;
}

size_t rejuvenateLarge(Object* o) {
  uint32_t first = pageIndex(reinterpret_cast<uintptr_t>(o));
  Page& page = space.pages[first];
  size_t size = size_t{page.length} << kPageShift;
  uint32_t place = page.next;
  if (place >= firstNew) return 0;
  clearBit(space.markBits, pageAddress(first));
  // It changes places with the last of the old ones.
  uint32_t other = objects[--firstNew];
  objects[place] = other;
  space.pages[other].next = place;
  objects[firstNew] = first;
  page.next = static_cast<uint32_t>(firstNew);
  return size;
}

size_t releaseLarge(Object* o, bool poison) {
  uint32_t first = pageIndex(reinterpret_cast<uintptr_t>(o));
  Page& page = space.pages[first];
  uint32_t place = page.next, other = objects[objects.size() - 1], length = page.length;
  objects[place] = other;
  space.pages[other].next = place;
  objects.truncate(objects.size() - 1);
  clearBit(space.startBits, pageAddress(first));
  clearBit(space.markBits, pageAddress(first));
  livePages -= length;
  if (poison) std::memset(reinterpret_cast<void*>(pageAddress(first)), 0xdb, size_t{length} << kPageShift);
  freeRun(first, length);
  return size_t{length} << kPageShift;
}

bool isCarded(Object* large) { return space.pages[pageIndex(reinterpret_cast<uintptr_t>(large))].carded; }

bool extendLarge(Object* o, size_t bytes) {
  uint32_t first = pageIndex(reinterpret_cast<uintptr_t>(o)), length = space.pages[first].length, behind = first + length;
  if (bytes > space.end - pageAddress(first)) return false;
  uint32_t wanted = static_cast<uint32_t>((bytes + kPageSize - 1) >> kPageShift);
  if (wanted <= length) return true;
  if (pageAddress(behind) >= space.end || space.pages[behind].state != Page::FreeRun) return false;
  uint32_t more = wanted - length, have = space.pages[behind].length;
  if (have < more) return false;
  unlinkFree(behind);
  if (have > more) linkFree(behind + more, have - more);
  clean(behind, more, 0);
  enterLive(first, behind, wanted - length);
  space.pages[first].length = wanted;
  return true;
}

void shortenLarge(Object* o, size_t bytes) {
  uint32_t first = pageIndex(reinterpret_cast<uintptr_t>(o)), length = space.pages[first].length;
  uint32_t wanted = static_cast<uint32_t>((bytes + kPageSize - 1) >> kPageShift);
  if (wanted >= length) return;
  space.pages[first].length = wanted;
  livePages -= length - wanted;
  freeRun(first + wanted, length - wanted);
}

void startMajorLarge() {
  for (uint32_t first : objects) clearBit(space.markBits, pageAddress(first));
  forgetCards();
}

void forgetCards() {
  for (uint32_t first : carded) {
    for (uint32_t i = first; i < first + space.pages[first].length; ++i) space.pages[i].cards = 0;
    space.pages[first].carded = false;
  }
  carded.truncate(0);
}

LargeCounts largeCounts() { return {livePages << kPageShift, residentFree << kPageShift}; }

void markCard(Object* large, const void* place) {
  uint32_t first = pageIndex(reinterpret_cast<uintptr_t>(large));
  uintptr_t a = reinterpret_cast<uintptr_t>(place);
  space.pages[pageIndex(a)].cards |= uint32_t{1} << ((a & (kPageSize - 1)) >> kCardShift);
  if (!space.pages[first].carded) {
    space.pages[first].carded = true;
    carded.push(first);
  }
}

void scanCards(Tracer& tracer) {
  for (uint32_t first : carded) {
    uint32_t length = space.pages[first].length;
    bool live = testBit(space.markBits, pageAddress(first));  // else a major collection has not come to it
    for (uint32_t i = first; i < first + length; ++i) {
      uint32_t cards = space.pages[i].cards;
      space.pages[i].cards = 0;
      if (!live) continue;
      for (; cards; cards &= cards - 1) {
        // Whatever the layout is: every word that could be a reference is taken for one.
        uintptr_t begin = pageAddress(i) + (static_cast<uintptr_t>(__builtin_ctz(cards)) << kCardShift);
        tracer.visitConservative(reinterpret_cast<void*>(begin), reinterpret_cast<void*>(begin + (size_t{1} << kCardShift)));
      }
    }
    space.pages[first].carded = false;
  }
  carded.truncate(0);
}

void forEachLarge(void (*visit)(Object*, void*), void* context) {
  for (size_t i = 0; i < objects.size(); ++i) visit(reinterpret_cast<Object*>(pageAddress(objects[i])), context);
}

}  // namespace typhon::memory
