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
void MappedArray<T>::shrink() {
  size_t used = base::roundUp(size_ * sizeof(T), kPageSize), all = capacity_ * sizeof(T) / kPageSize * kPageSize;
  if (used < all) madvise(reinterpret_cast<char*>(data_) + used, all - used, MADV_DONTNEED);
}

}  // namespace typhon::memory
