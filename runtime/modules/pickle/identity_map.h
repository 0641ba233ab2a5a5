// The pickler's memo: from objects to their numbers, by identity. Something else keeps the objects alive.
#pragma once

#include <vector>

#include "runtime/object/value.h"

namespace typhon::pickle {

class IdentityMap {
 public:
  // -1 when it is not there.
  int64_t find(Value v) const {
    if (!count_) return -1;
    for (size_t i = hash(v);; ++i) {
      const Slot& s = slots_[i & (slots_.size() - 1)];
      if (s.key == v.bits()) return s.number;
      if (s.key == 0) return -1;
    }
  }
  void add(Value v, uint32_t number) {
    if ((count_ + 1) * 3 > slots_.size() * 2) grow();
    place(v.bits(), number);
    ++count_;
  }
  // Keeps its memory, unless that is much more than was needed.
  void clear() {
    if (slots_.size() > kSmall && count_ * 16 < slots_.size()) {
      std::vector<Slot>(kSmall).swap(slots_);
    } else if (count_) {
      slots_.assign(slots_.size(), Slot());
    }
    count_ = 0;
  }
  size_t capacity() const { return slots_.size(); }

 private:
  static constexpr size_t kSmall = 16;
  struct Slot {
    uint64_t key = 0;
    uint32_t number = 0;
  };
  static size_t hash(Value v) { return static_cast<size_t>((v.bits() * 0x9E3779B97F4A7C15u) >> 20); }
  void place(uint64_t key, uint32_t number) {
    for (size_t i = hash(Value::fromBits(key));; ++i) {
      Slot& s = slots_[i & (slots_.size() - 1)];
      if (s.key) continue;
      s = {key, number};
      return;
    }
  }
  void grow() {
    std::vector<Slot> old(slots_.empty() ? kSmall : slots_.size() * 4);
    old.swap(slots_);
    for (const Slot& s : old)
      if (s.key) place(s.key, s.number);
  }
  std::vector<Slot> slots_;
  size_t count_ = 0;
};

}  // namespace typhon::pickle
