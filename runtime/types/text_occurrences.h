// The places of a needle in a text, for replace and split: found some dozens at a time, so that the search is prepared once.
#pragma once

#include "runtime/types/text.h"

namespace typhon {

// The first `most` occurrences that do not overlap, from place `from` on: writes their places and returns how many there are. The
// needle is not empty.
size_t findOccurrences(TextView text, TextView needle, size_t from, size_t most, size_t* places);

// The same one after the other; at most `limit`.
class Occurrences {
 public:
  Occurrences(TextView text, TextView needle, size_t limit) : text_(text), needle_(needle), left_(limit) {}

  // The next place, or kNotFound.
  size_t next() { return at_ < count_ || refill() ? places_[at_++] : base::kNotFound; }

  // How many next() is going to give; to be asked before the first of them.
  size_t count() {
    if (!refill() || count_ < asked_ || !left_) return count_;
    return count_ + countText(text_.slice(behindLast(), text_.size), needle_, left_);
  }

 private:
  static constexpr size_t kBatch = 32;

  size_t behindLast() const { return count_ ? places_[count_ - 1] + needle_.size : 0; }
  bool refill() {
    if (count_ < asked_) return false;  // the last search came to the end of the text
    size_t from = behindLast();
    asked_ = left_ < kBatch ? left_ : kBatch;
    count_ = asked_ ? findOccurrences(text_, needle_, from, asked_, places_) : 0;
    left_ -= count_;
    at_ = 0;
    return count_ > 0;
  }

  TextView text_, needle_;
  size_t left_, asked_ = 0, at_ = 0, count_ = 0;
  size_t places_[kBatch];
};

}  // namespace typhon
