// The table of a set: CPython's open addressing with short linear runs, so that iteration order is CPython's.
#pragma once

#include <bit>

#include "runtime/types/set.h"

namespace typhon {

// The tag is the complement of the hash, so that zeroed memory is a free entry: no hash is -1.
// What deleted entries have, not the tag of any int.
inline constexpr uint64_t kSetDeletedTag = uint64_t{1} << 63;
struct SetEntry {
  Value key;     // the error mark: a deleted entry
  uint64_t tag;  // 0: free
  int64_t hash() const { return static_cast<int64_t>(~tag); }
  bool free() const { return tag == 0; }
  bool deleted() const { return tag == kSetDeletedTag && key.isError(); }
  bool live() const { return tag != 0 && !key.isError(); }
};
inline uint64_t setTag(int64_t hash) { return ~static_cast<uint64_t>(hash); }
struct SetTable : Object {
  uint64_t mask;
  uint64_t takenFirst;  // of tables of up to 64 places
  SetEntry entries[];

  // A bit for each entry: whether it is not free. Tables are sparse; to iterate looks at words of these bits, and an item whose
  // first place is free is known to be absent without a look at the entries. Those of a small table lie in the line that is
  // looked at anyway, those of a large one behind the entries.
  uint64_t* taken() { return mask < 64 ? &takenFirst : reinterpret_cast<uint64_t*>(entries + mask + 1); }
  const uint64_t* taken() const { return const_cast<SetTable*>(this)->taken(); }
  bool isTaken(uint64_t i) const { return taken()[i / 64] >> i % 64 & 1; }
  bool firstPlaceIsFree(uint64_t tag) const { return !isTaken(~tag & mask); }
  void fill(SetEntry* e, Value key, uint64_t tag) {
    *e = {key, tag};
    auto i = static_cast<uint64_t>(e - entries);
    // By bytes: a word would be loaded again right after it was stored, item by item where a table is filled in order.
    reinterpret_cast<uint8_t*>(taken())[i / 8] |= static_cast<uint8_t>(1u << i % 8);
  }
  // The first entry from i on that is not free; beyond the mask if there is none.
  uint64_t nextTaken(uint64_t i) const {
    for (; i <= mask; i = (i | 63) + 1) {
      if (uint64_t rest = taken()[i / 64] >> i % 64) return i + static_cast<unsigned>(std::countr_zero(rest));
    }
    return i;
  }
  static constexpr size_t bytesFor(uint64_t size) {
    size_t words = size > 64 ? size / 64 : 0;
    return sizeof(Object) + 2 * sizeof(uint64_t) + size * sizeof(SetEntry) + words * sizeof(uint64_t);
  }
};
static_assert(SetTable::bytesFor(0) == sizeof(SetTable));
inline constexpr uint64_t kSetMinimumSize = 8;
inline constexpr uint64_t kSetLinearProbes = 9;
inline constexpr int kSetPerturbShift = 5;

}  // namespace typhon
