// The table of a set: CPython's open addressing with short linear runs, so that iteration order is CPython's.
#pragma once

#include "runtime/types/set.h"

namespace typhon {

// The tag is the complement of the hash, so that zeroed memory is a free entry: no hash is -1.
struct SetEntry {
  Value key;     // the error mark: a deleted entry
  uint64_t tag;  // 0: free
  int64_t hash() const { return static_cast<int64_t>(~tag); }
  bool free() const { return tag == 0; }
  bool live() const { return tag != 0 && !key.isError(); }
};
inline uint64_t setTag(int64_t hash) { return ~static_cast<uint64_t>(hash); }
// What deleted entries have, not the tag of any int.
inline constexpr uint64_t kSetDeletedTag = uint64_t{1} << 63;
struct SetTable : Object {
  uint64_t mask;
  SetEntry entries[];
};
inline constexpr uint64_t kSetMinimumSize = 8;
inline constexpr uint64_t kSetLinearProbes = 9;
inline constexpr int kSetPerturbShift = 5;

}  // namespace typhon
