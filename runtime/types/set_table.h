// The table of a set: CPython's open addressing with short linear runs, so that iteration order is CPython's.
#pragma once

#include "runtime/types/set.h"

namespace typhon {

struct SetEntry {
  Value key;     // Unbound: free; the error mark: a deleted entry
  int64_t hash;  // 0 when free, -1 when deleted
  bool live() const { return !key.isUnbound() && !key.isError(); }
};
struct SetTable : Object {
  uint64_t mask;
  SetEntry entries[];
};
inline constexpr uint64_t kSetMinimumSize = 8;
inline constexpr uint64_t kSetLinearProbes = 9;
inline constexpr int kSetPerturbShift = 5;

}  // namespace typhon
