// What a pickler has written and not yet given away: bytes at the end of a growing buffer, most of them added one to
// nine at a time.
#pragma once

#include <cstdlib>
#include <cstring>
#include <string_view>

#include "runtime/types/text.h"

namespace typhon::pickle {

class Output {
 public:
  Output() = default;
  Output(const Output&) = delete;
  ~Output() { std::free(data_); }

  void push(char c) {
    if (size_ == capacity_) [[unlikely]]
      if (!grow(1)) return;
    data_[size_++] = c;
  }
  void append(std::string_view bytes) {
    if (capacity_ - size_ < bytes.size()) [[unlikely]]
      if (!grow(bytes.size())) return;
    copyShort(data_ + size_, bytes.data(), bytes.size());
    size_ += bytes.size();
  }
  // An opcode and a number behind it.
  template <class N>
  void append(char opcode, N number) {
    if (capacity_ - size_ < 1 + sizeof(N)) [[unlikely]]
      if (!grow(1 + sizeof(N))) return;
    data_[size_] = opcode;
    std::memcpy(data_ + size_ + 1, &number, sizeof(N));
    size_ += 1 + sizeof(N);
  }
  // Takes `count` bytes out, from `at` on.
  void erase(size_t at, size_t count) {
    std::memmove(data_ + at, data_ + at + count, size_ - at - count);
    size_ -= count;
  }
  char* data() { return data_; }
  size_t size() const { return size_; }
  size_t capacity() const { return capacity_; }
  bool empty() const { return size_ == 0; }
  void clear() { size_ = 0, failed_ = false; }
  // Whether there was no memory for something that was added.
  bool failed() const { return failed_; }
  std::string_view view() const { return {data_, size_}; }

 private:
  [[gnu::noinline]] bool grow(size_t more) {
    size_t wanted = size_ + more, capacity = capacity_ + capacity_ / 2 + 512;
    if (capacity < wanted) capacity = wanted;
    void* grown = std::realloc(data_, capacity);
    if (!grown) {
      failed_ = true;
      return false;
    }
    data_ = static_cast<char*>(grown);
    capacity_ = capacity;
    return true;
  }
  char* data_ = nullptr;
  size_t size_ = 0, capacity_ = 0;
  bool failed_ = false;
};

}  // namespace typhon::pickle
