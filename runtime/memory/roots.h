// Roots besides VM frames and C++ stacks.
#pragma once

#include <cstddef>
#include <initializer_list>

#include "runtime/memory/heap.h"

namespace typhon {

// Registers a function that visits a static data structure's references during every collection.
void addRootFunction(void (*trace)(Tracer&));
// Registers one static Value or typed pointer for the life of the process.
void addRoot(Value* location);
void addRootPointer(Object** location);
template <class T>
void addRoot(T** location) {
  addRootPointer(reinterpret_cast<Object**>(location));
}

// Calls visit for what VM frames and registered roots refer to directly. C++ stacks are left out: what only they hold is in use
// by native code or a stale word. Collects nothing.
void forEachRoot(Thread* current, void (*visit)(Object*, void*), void* context);

// A growing array of Values for C++ code; its contents are roots while it lives. Keep it on the stack.
class RootedVector {
 public:
  explicit RootedVector(Thread* t);
  ~RootedVector();
  RootedVector(const RootedVector&) = delete;
  RootedVector& operator=(const RootedVector&) = delete;

  // False with MemoryError pending.
  [[nodiscard]] bool push(Value v);
  Value pop() { return data_[--size_]; }
  void truncate(size_t size) { size_ = size; }
  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  Value* data() { return data_; }
  Value& operator[](size_t i) { return data_[i]; }
  Value* begin() { return data_; }
  Value* end() { return data_ + size_; }
  Value& back() { return data_[size_ - 1]; }

 private:
  friend class RootedVectors;
  static constexpr size_t kInline = 8;  // most are short
  Thread* thread_;
  Value* data_ = inline_;
  size_t size_ = 0, capacity_ = kInline;
  RootedVector *next_ = nullptr, *previous_ = nullptr;
  Value inline_[kInline];
};

}  // namespace typhon
