// How the storage of lists grows, for who knows how many items will be appended.
#pragma once

#include <algorithm>
#include <cstddef>

namespace typhon {

inline size_t grownCapacity(size_t capacity, size_t atLeast) {
  // Half as much again, a quarter once that is half a MiB.
  return std::max(atLeast, capacity + (capacity < (1 << 16) ? capacity / 2 : capacity / 4) + (capacity ? 2 : 4));
}

// What an empty list comes to have when `count` items are appended one by one.
inline size_t capacityAfterAppends(size_t count) {
  size_t capacity = 0;
  while (capacity < count) capacity = grownCapacity(capacity, capacity + 1);
  return capacity;
}

}  // namespace typhon
