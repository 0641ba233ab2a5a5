// Runs a regular expression's Program over text: backtracking on a stack of its own, so that neither pattern nor text can exhaust
// the C++ stack. Everything that can be undone (marks, loop counters) is on that stack between the alternatives, so that going
// back is exact. Signals are handled every few thousand steps back.
#pragma once

#include "runtime/exec/thread.h"
#include "runtime/modules/sre_program.h"
#include "runtime/types/text.h"

namespace typhon::sre {

enum class Found : int8_t { Error = -1, No = 0, Yes = 1 };

// One text being searched; positions are indexes. The text must stay where it is.
class Matcher {
 public:
  Matcher(Thread* t, const Program& program, TextView text, int64_t start, int64_t end);
  ~Matcher();
  Matcher(const Matcher&) = delete;

  // At `from` exactly. Runs Python code (signal handlers).
  Found matchPy(bool wholeText);
  // At `from` or the first place behind it.
  Found searchPy();

  int64_t from;              // where to begin; after success: where the match begins
  int64_t to = 0;            // after success: where it ends
  int64_t mustAdvance = -1;  // a match that begins at `from` may not end here
  int64_t lastIndex = -1;    // group that was closed last, or -1
  const Program& program;

  int64_t end() const { return end_; }
  int64_t textSize() const { return static_cast<int64_t>(text_.size); }
  // Bounds of group 1, 2 ... after a success; false: it took no part.
  bool group(uint32_t number, int64_t* begin, int64_t* finish) const;
  // Takes over from a match that was found where the next one is looked for.
  void advance() {
    mustAdvance = to == from ? to : -1;
    from = to;
  }

 private:
  struct Entry {
    uint64_t tag;  // kind, number, count
    const void *p, *q;
  };
  template <class Ch>
  friend class Run;

  bool grow();
  bool pollPy();
  bool beginPy();

  Thread* thread_;
  TextView text_;
  int64_t end_;
  Entry* stack_;
  size_t size_ = 0, capacity_;
  const void** marks_;   // 2 per group
  const void** lastAt_;  // per loop: where its last iteration began
  uint32_t* counts_;     // per loop
  size_t* heights_;      // per slot
  const void** slotAt_;  // per slot: where an assertion began
  void* registers_ = nullptr;
  uint32_t budget_ = 0;
  bool used_ = false;  // marks of the match before may be set
  static constexpr size_t kInlineEntries = 24, kInlineWords = 24;
  Entry inlineStack_[kInlineEntries];
  uint64_t inlineRegisters_[kInlineWords];
};

}  // namespace typhon::sre
