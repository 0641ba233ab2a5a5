// MappedArray's memory management.
#pragma once

#include <sys/mman.h>

#include "runtime/base/os.h"
#include "runtime/memory/heap_internal.h"

namespace typhon::memory {

template <class T>
void MappedArray<T>::reserve(size_t capacity) {
  size_t bytes = base::roundUp(capacity * sizeof(T), kPageSize);
  void* p = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (p == MAP_FAILED) return;  // stays empty: pushing fails
  data_ = static_cast<T*>(p);
  capacity_ = bytes / sizeof(T);
}

template <class T>
bool MappedArray<T>::populate() {
  constexpr size_t kLeast = 4 * kPageSize, kMost = size_t{1} << 20;
  size_t bytes = populated_ * sizeof(T);
  bytes = bytes < kLeast ? kLeast : bytes > kMost ? kMost : bytes;
  size_t left = (capacity_ - populated_) * sizeof(T);
  if (left == 0) return false;
  if (bytes > left) bytes = left;
  base::populateMemory(data_ + populated_, bytes);
  populated_ += bytes / sizeof(T);
  return true;
}

template <class T>
void MappedArray<T>::shrink() {
  size_t used = base::roundUp(size_ * sizeof(T), kPageSize), all = capacity_ * sizeof(T) / kPageSize * kPageSize;
  if (used < all) base::decommitMemory(reinterpret_cast<char*>(data_) + used, all - used);
  populated_ = used / sizeof(T) < capacity_ ? used / sizeof(T) : capacity_;
}

}  // namespace typhon::memory
