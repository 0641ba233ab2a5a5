// A map from interned names to small values, in order of insertion: a scan while there are few, as nearly always, a hash
// index from there on. Names of one arena only (equality is by pointer).
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "frontend/ast/arena.h"

namespace typhon::frontend {

template <class Value>
class IdentifierMap {
 public:
  // The value of the name, or null. Valid until the next insertion.
  Value* find(Identifier name) {
    uint32_t place = locate(name.pointer());
    return place == kAbsent ? nullptr : &entries_[place].value;
  }
  const Value* find(Identifier name) const { return const_cast<IdentifierMap*>(this)->find(name); }

  // The value of the name, which is `value` if it was not there before, and whether it was not. Valid until the next insertion.
  std::pair<Value*, bool> tryEmplace(Identifier name, Value value) {
    uint32_t place = locate(name.pointer());
    if (place != kAbsent) return {&entries_[place].value, false};
    entries_.push_back({name.pointer(), value});
    if (entries_.size() > kScanned) addToIndex();
    return {&entries_.back().value, true};
  }

 private:
  static constexpr uint32_t kAbsent = ~0u;
  static constexpr size_t kScanned = 8;
  struct Entry {
    const InternedText* name;
    Value value;
  };

  uint32_t locate(const InternedText* name) const {
    if (entries_.size() <= kScanned) {
      for (uint32_t i = 0; i < entries_.size(); ++i)
        if (entries_[i].name == name) return i;
      return kAbsent;
    }
    size_t mask = index_.size() - 1;
    for (size_t at = name->hash & mask;; at = (at + 1) & mask)
      if (index_[at] == kAbsent || entries_[index_[at]].name == name) return index_[at];
  }

  void insertIndex(uint32_t place) {
    size_t mask = index_.size() - 1, at = entries_[place].name->hash & mask;
    while (index_[at] != kAbsent) at = (at + 1) & mask;
    index_[at] = place;
  }

  // Enters the newest entry; the index is at most half full.
  void addToIndex() {
    if (entries_.size() * 2 <= index_.size()) return insertIndex(static_cast<uint32_t>(entries_.size() - 1));
    index_.assign(std::max<size_t>(32, index_.size() * 2), kAbsent);
    for (uint32_t i = 0; i < entries_.size(); ++i) insertIndex(i);
  }

  std::vector<Entry> entries_;
  std::vector<uint32_t> index_;  // places in entries_, kAbsent where free
};

}  // namespace typhon::frontend
