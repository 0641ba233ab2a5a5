// See sre_matcher.h.
#include "runtime/modules/sre_matcher.h"

#include <cstdlib>
#include <cstring>

#include "runtime/exec/errors.h"

namespace typhon::sre {

namespace {

// What lies on the stack: places to go on from, and old values.
enum Kind : uint64_t {
  kAlternative,  // number: pc; p: position
  kBranch,       // number: record of the alternative to take; p
  kGreedy,       // number: pc of a RepeatOne; p: position reached, q: least
  kLazy,         // number: pc of a MinRepeatOne; count: taken; p
  kLazyLoop,     // number: pc of a MinUntil; p
  kMark,         // number: index; count: lastIndex + 1; p: old value
  kLoop,         // number: loop; count; p: where the last iteration began
};
constexpr uint32_t kStepsBetweenPolls = 1 << 14;

constexpr uint64_t tagOf(Kind kind, uint64_t number, uint64_t count = 0) { return kind | number << 8 | count << 32; }

}  // namespace

Matcher::Matcher(Thread* t, const Program& program, TextView text, int64_t start, int64_t end)
    : from(start), program(program), thread_(t), text_(text), end_(end), stack_(inlineStack_), capacity_(kInlineEntries) {
  // Null means "nowhere" to marks.
  if (!text_.data) text_.data = "";
  size_t words = 2 * size_t{program.groups} + 2 * size_t{program.loops} + 2 * size_t{program.slots};
  uint64_t* registers = inlineRegisters_;
  if (words > kInlineWords) registers = static_cast<uint64_t*>(registers_ = std::malloc(words * sizeof(uint64_t)));
  if (!registers) {
    marks_ = nullptr;
    return;
  }
  marks_ = reinterpret_cast<const void**>(registers);
  lastAt_ = marks_ + 2 * program.groups;
  slotAt_ = lastAt_ + program.loops;
  heights_ = reinterpret_cast<size_t*>(slotAt_ + program.slots);
  counts_ = reinterpret_cast<uint32_t*>(heights_ + program.slots);
  if (words) std::memset(registers, 0, words * sizeof(uint64_t));
}

Matcher::~Matcher() {
  if (stack_ != inlineStack_) std::free(stack_);
  std::free(registers_);
}

bool Matcher::grow() {
  size_t capacity = capacity_ * 2;
  void* grown = stack_ == inlineStack_ ? std::malloc(capacity * sizeof(Entry)) : std::realloc(stack_, capacity * sizeof(Entry));
  if (!grown) return raiseMemory(thread_);
  if (stack_ == inlineStack_) std::memcpy(grown, inlineStack_, sizeof inlineStack_);
  stack_ = static_cast<Entry*>(grown);
  capacity_ = capacity;
  return true;
}

bool Matcher::pollPy() {
  budget_ = kStepsBetweenPolls;
  if (!(thread_->poll.load(std::memory_order_relaxed) & (kPollSignal | kPollLock))) return true;
  return handlePollPy(thread_);
}

// The matcher for one width of characters.
template <class Ch>
class Run {
 public:
  explicit Run(Matcher& m) : m(m), p(m.program), code(p.code.data()), begin(m.text_.template as<Ch>()), end(begin + m.end_) {}

  Found match(bool wholeText) {
    const Ch* start = begin + m.from;
    if (start > end) return Found::No;
    needEnd_ = wholeText;
    mustNotEnd_ = m.mustAdvance >= 0 ? begin + m.mustAdvance : nullptr;
    return at(start);
  }

  Found search() {
    const Ch* start = begin + m.from;
    if (start > end || static_cast<size_t>(end - start) < p.minWidth) return Found::No;
    mustNotEnd_ = m.mustAdvance >= 0 ? begin + m.mustAdvance : nullptr;
    if (p.anchored) return start == begin ? at(start) : Found::No;
    if (!p.prefix.empty()) return searchPrefix(start);
    // Behind `last` there is no room for a match.
    const Ch* last = end - p.minWidth;
    if (p.firstSet) {
      const Set& set = *p.firstSet;
      for (;; ++start) {
        while (start < end && !contains(set, *start)) ++start;
        if (start > last || start >= end) return Found::No;
        if (Found found = at(start); found != Found::No) return found;
        mustNotEnd_ = nullptr;
      }
    }
    for (; start <= last; ++start) {
      if (Found found = at(start); found != Found::No) return found;
      mustNotEnd_ = nullptr;
      if (--m.budget_ == 0 && !m.pollPy()) return Found::Error;
    }
    return Found::No;
  }

 private:
  Found searchPrefix(const Ch* start) {
    TextView needle;
    if constexpr (sizeof(Ch) == 1) {
      if (p.prefix1.empty()) return Found::No;
      needle = TextView(p.prefix1.data(), p.prefix1.size(), 1);
    } else if constexpr (sizeof(Ch) == 2) {
      if (p.prefix2.empty()) return Found::No;
      needle = TextView(p.prefix2.data(), p.prefix2.size(), 2);
    } else {
      needle = TextView(p.prefix.data(), p.prefix.size(), 4);
    }
    for (;; ++start) {
      TextView rest(start, static_cast<size_t>(end - start), sizeof(Ch));
      size_t offset = needle.size == 1 ? findChar(rest, needle[0]) : findText(rest, needle);
      if (offset == base::kNotFound) return Found::No;
      start += offset;
      if (p.prefixIsAll) {
        m.from = start - begin;
        m.to = m.from + static_cast<int64_t>(needle.size);
        return Found::Yes;
      }
      if (Found found = at(start); found != Found::No) return found;
      if (--m.budget_ == 0 && !m.pollPy()) return Found::Error;
    }
  }

  static bool contains(const Set& set, Ch c) {
    if constexpr (sizeof(Ch) == 1) {
      return set.table[c];
    } else {
      return c < 256 ? set.table[c] : set.containsWide(c);
    }
  }

  bool test(Single kind, uint32_t arg, Ch c) const {
    switch (kind) {
      case Single::None:
      case Single::AnyAll:
        return true;
      case Single::Any:
        return c != '\n';
      case Single::Literal:
        return c == arg;
      case Single::NotLiteral:
        return c != arg;
      case Single::Set:
        return contains(*p.sets[arg], c);
      case Single::LocaleSet:
        return p.sets[arg]->evaluateLocale(c);
      case Single::LocaleLiteral:
        return c == arg || lowerLocale(c) == arg || upperLocale(c) == arg;
      case Single::NotLocaleLiteral:
        return !(c == arg || lowerLocale(c) == arg || upperLocale(c) == arg);
      case Single::End:
        return false;
    }
    return false;
  }

  // The first position from `ptr` on, up to `limit`, whose character does not match.
  const Ch* span(Single kind, uint32_t arg, const Ch* ptr, const Ch* limit) const {
    switch (kind) {
      case Single::AnyAll:
        return limit;
      case Single::Any:
        return findOne('\n', ptr, limit);
      case Single::NotLiteral:
        return findOne(arg, ptr, limit);
      case Single::Literal:
        while (ptr < limit && *ptr == arg) ++ptr;
        return ptr;
      case Single::Set: {
        const Set& set = *p.sets[arg];
        while (ptr < limit && contains(set, *ptr)) ++ptr;
        return ptr;
      }
      default:
        while (ptr < limit && test(kind, arg, *ptr)) ++ptr;
        return ptr;
    }
  }
  static const Ch* findOne(uint32_t c, const Ch* ptr, const Ch* limit) {
    if constexpr (sizeof(Ch) == 1) {
      if (c > 255) return limit;
      // Most repeats are short: a call only pays for long ones.
      const Ch* near = limit - ptr > 16 ? ptr + 16 : limit;
      for (; ptr < near; ++ptr)
        if (*ptr == c) return ptr;
      if (ptr == limit) return ptr;
      auto found = static_cast<const Ch*>(std::memchr(ptr, static_cast<int>(c), static_cast<size_t>(limit - ptr)));
      return found ? found : limit;
    } else {
      while (ptr < limit && *ptr != c) ++ptr;
      return ptr;
    }
  }

  bool isAt(Position position, const Ch* ptr) const {
    switch (position) {
      case Position::Beginning:
      case Position::BeginningString:
        return ptr == begin;
      case Position::BeginningLine:
        return ptr == begin || ptr[-1] == '\n';
      case Position::End:
        return ptr == end || (end - ptr == 1 && *ptr == '\n');
      case Position::EndLine:
        return ptr == end || *ptr == '\n';
      case Position::EndString:
        return ptr == end;
      case Position::Boundary:
        return boundary(isWordAscii, ptr, true);
      case Position::NonBoundary:
        return boundary(isWordAscii, ptr, false);
      case Position::LocaleBoundary:
        return boundary(isWordLocale, ptr, true);
      case Position::LocaleNonBoundary:
        return boundary(isWordLocale, ptr, false);
      case Position::UnicodeBoundary:
        return boundary(isWordUnicode, ptr, true);
      case Position::UnicodeNonBoundary:
        return boundary(isWordUnicode, ptr, false);
    }
    return false;
  }
  template <class F>
  bool boundary(F isWord, const Ch* ptr, bool wanted) const {
    if (begin == end) return false;
    bool before = ptr > begin && isWord(ptr[-1]), behind = ptr < end && isWord(*ptr);
    return (before != behind) == wanted;
  }

  static uint32_t folded(Fold fold, uint32_t c) {
    switch (fold) {
      case Fold::Ascii:
        return lowerAscii(c);
      case Fold::Unicode:
        return lowerUnicode(c);
      case Fold::Locale:
        return lowerLocale(c);
      default:
        return c;
    }
  }

  [[nodiscard]] bool push(uint64_t tag, const void* at, const void* least = nullptr) {
    if (m.size_ == m.capacity_ && !m.grow()) [[unlikely]]
      return false;
    m.stack_[m.size_++] = {tag, at, least};
    return true;
  }
  [[nodiscard]] bool pushLoop(uint32_t loop) { return push(tagOf(kLoop, loop, m.counts_[loop]), m.lastAt_[loop]); }

  void undo(const Matcher::Entry& e) {
    uint32_t number = static_cast<uint32_t>(e.tag >> 8) & 0xFFFFFF;
    if ((e.tag & 255) == kMark) {
      m.marks_[number] = e.p;
      m.lastIndex = static_cast<int64_t>(e.tag >> 32) - 1;
    } else if ((e.tag & 255) == kLoop) {
      m.counts_[number] = static_cast<uint32_t>(e.tag >> 32);
      m.lastAt_[number] = e.p;
    }
  }

  // A group that is matched as a whole is done: nothing in it is tried otherwise, but its marks can be undone.
  void commit(uint32_t slot) {
    size_t kept = m.heights_[slot];
    for (size_t i = kept; i < m.size_; ++i)
      if ((m.stack_[i].tag & 255) == kMark) m.stack_[kept++] = m.stack_[i];
    m.size_ = kept;
  }

  // The record of the first alternative from `record` on that can match at ptr, or the one of the end.
  uint32_t viable(uint32_t record, const Ch* ptr) const {
    for (;; record += 3) {
      Single kind = static_cast<Single>(code[record]);
      if (kind == Single::None || kind == Single::End) return record;
      if (ptr < end && test(kind, code[record + 1], *ptr)) return record;
    }
  }

  Found at(const Ch* start) {
    m.size_ = 0;
    m.lastIndex = -1;
    const Ch* stop;
    Found found = run(start, &stop);
    if (found == Found::Yes) {
      m.from = start - begin;
      m.to = stop - begin;
    }
    return found;
  }

  Found run(const Ch* ptr, const Ch** stop) {
    uint32_t pc = 0;
    for (;;) {
      switch (static_cast<Op>(code[pc])) {
        case Op::Success:
          if ((needEnd_ && ptr != end) || ptr == mustNotEnd_) goto fail;
          *stop = ptr;
          return Found::Yes;
        case Op::Failure:
          goto fail;
        case Op::Literal:
          if (ptr >= end || *ptr != code[pc + 1]) goto fail;
          ++ptr;
          pc += 2;
          continue;
        case Op::String: {
          uint32_t length = code[pc + 1];
          if (static_cast<size_t>(end - ptr) < length) goto fail;
          const uint32_t* text = &p.text[code[pc + 2]];
          for (uint32_t i = 0; i < length; ++i)
            if (ptr[i] != text[i]) goto fail;
          ptr += length;
          pc += 3;
          continue;
        }
        case Op::Any:
          if (ptr >= end || *ptr == '\n') goto fail;
          ++ptr;
          ++pc;
          continue;
        case Op::AnyAll:
          if (ptr >= end) goto fail;
          ++ptr;
          ++pc;
          continue;
        case Op::NotLiteral:
          if (ptr >= end || *ptr == code[pc + 1]) goto fail;
          ++ptr;
          pc += 2;
          continue;
        case Op::Set:
          if (ptr >= end || !contains(*p.sets[code[pc + 1]], *ptr)) goto fail;
          ++ptr;
          pc += 2;
          continue;
        case Op::OtherSingle:
          if (ptr >= end || !test(static_cast<Single>(code[pc + 1]), code[pc + 2], *ptr)) goto fail;
          ++ptr;
          pc += 3;
          continue;
        case Op::At:
          if (!isAt(static_cast<Position>(code[pc + 1]), ptr)) goto fail;
          pc += 2;
          continue;
        case Op::Mark: {
          uint32_t index = code[pc + 1];
          if (!push(tagOf(kMark, index, static_cast<uint64_t>(m.lastIndex + 1)), m.marks_[index])) return Found::Error;
          m.marks_[index] = ptr;
          if (index & 1) m.lastIndex = index / 2 + 1;
          pc += 2;
          continue;
        }
        case Op::Jump:
          pc = code[pc + 1];
          continue;
        case Op::Branch: {
          uint32_t record = viable(pc + 1, ptr);
          if (static_cast<Single>(code[record]) == Single::End) goto fail;
          if (!takeBranch(record, ptr)) return Found::Error;
          pc = code[record + 2];
          continue;
        }
        case Op::RepeatOne: {
          uint32_t min = code[pc + 3];
          size_t room = static_cast<size_t>(end - ptr);
          if (room < min) goto fail;
          const Ch* limit = room > code[pc + 4] && code[pc + 4] != kMaxRepeat ? ptr + code[pc + 4] : end;
          const Ch* reached = span(static_cast<Single>(code[pc + 1]), code[pc + 2], ptr, limit);
          const Ch* least = ptr + min;
          if (reached < least) goto fail;
          // From the longest match back to the first that the code behind may go on from.
          if (!(ptr = giveBack(pc, reached, least))) goto fail;
          if (ptr > least && !push(tagOf(kGreedy, pc), ptr - 1, least)) return Found::Error;
          pc += 7;
          continue;
        }
        case Op::PossessiveOne: {
          uint32_t min = code[pc + 3];
          size_t room = static_cast<size_t>(end - ptr);
          if (room < min) goto fail;
          const Ch* limit = room > code[pc + 4] && code[pc + 4] != kMaxRepeat ? ptr + code[pc + 4] : end;
          const Ch* reached = span(static_cast<Single>(code[pc + 1]), code[pc + 2], ptr, limit);
          if (reached < ptr + min) goto fail;
          ptr = reached;
          pc += 7;
          continue;
        }
        case Op::MinRepeatOne: {
          uint32_t min = code[pc + 3];
          if (static_cast<size_t>(end - ptr) < min) goto fail;
          if (min && span(static_cast<Single>(code[pc + 1]), code[pc + 2], ptr, ptr + min) < ptr + min) goto fail;
          ptr += min;
          uint32_t taken = min;
          if (!takeMore(pc, &ptr, &taken)) goto fail;
          if (!push(tagOf(kLazy, pc, taken), ptr)) return Found::Error;
          pc += 7;
          continue;
        }
        case Op::LoopBegin: {
          uint32_t loop = code[pc + 1];
          if (!pushLoop(loop)) return Found::Error;
          m.counts_[loop] = 0;
          m.lastAt_[loop] = nullptr;
          pc = code[pc + 2];
          continue;
        }
        case Op::MaxUntil: {
          uint32_t loop = code[pc + 1], count = m.counts_[loop];
          if (count < code[pc + 2]) {
            if (!pushLoop(loop)) return Found::Error;
            m.counts_[loop] = count + 1;
            pc = code[pc + 4];
            continue;
          }
          if ((count < code[pc + 3] || code[pc + 3] == kMaxRepeat) && ptr != m.lastAt_[loop]) {
            if (!push(tagOf(kAlternative, pc + 5), ptr) || !pushLoop(loop)) return Found::Error;
            m.counts_[loop] = count == kMaxRepeat ? count : count + 1;
            m.lastAt_[loop] = ptr;
            pc = code[pc + 4];
            continue;
          }
          pc += 5;
          continue;
        }
        case Op::MinUntil: {
          uint32_t loop = code[pc + 1], count = m.counts_[loop];
          if (count < code[pc + 2]) {
            if (!pushLoop(loop)) return Found::Error;
            m.counts_[loop] = count + 1;
            pc = code[pc + 4];
            continue;
          }
          if (!push(tagOf(kLazyLoop, pc), ptr)) return Found::Error;
          pc += 5;
          continue;
        }
        case Op::PossessiveUntil: {
          uint32_t loop = code[pc + 1], slot = code[pc + 4], count = m.counts_[loop];
          m.heights_[slot] = m.size_;
          if (count >= code[pc + 2]) {
            if ((count >= code[pc + 3] && code[pc + 3] != kMaxRepeat) || ptr == m.lastAt_[loop]) {
              pc = code[pc + 5];
              continue;
            }
            if (!push(tagOf(kAlternative, code[pc + 5]), ptr)) return Found::Error;
            m.lastAt_[loop] = ptr;
          }
          pc += 6;
          continue;
        }
        case Op::PossessiveEnd: {
          uint32_t loop = code[pc + 1];
          commit(code[pc + 2]);
          if (m.counts_[loop] != kMaxRepeat) ++m.counts_[loop];
          if (--m.budget_ == 0 && !m.pollPy()) return Found::Error;
          pc = code[pc + 3];
          continue;
        }
        case Op::GroupRef: {
          auto first = static_cast<const Ch*>(m.marks_[2 * code[pc + 1]]),
               last = static_cast<const Ch*>(m.marks_[2 * code[pc + 1] + 1]);
          if (!first || !last || last < first || end - ptr < last - first) goto fail;
          Fold fold = static_cast<Fold>(code[pc + 2]);
          if (fold == Fold::None) {
            for (; first < last; ++first, ++ptr)
              if (*first != *ptr) goto fail;
          } else {
            for (; first < last; ++first, ++ptr)
              if (*first != *ptr && folded(fold, *first) != folded(fold, *ptr)) goto fail;
          }
          pc += 3;
          continue;
        }
        case Op::GroupRefExists: {
          auto first = static_cast<const Ch*>(m.marks_[2 * code[pc + 1]]),
               last = static_cast<const Ch*>(m.marks_[2 * code[pc + 1] + 1]);
          pc = first && last && last >= first ? pc + 3 : code[pc + 2];
          continue;
        }
        case Op::AssertBegin: {
          uint32_t slot = code[pc + 1], back = code[pc + 2];
          if (ptr - begin < static_cast<ptrdiff_t>(back)) goto fail;
          m.heights_[slot] = m.size_;
          m.slotAt_[slot] = ptr;
          ptr -= back;
          pc += 3;
          continue;
        }
        case Op::AssertEnd: {
          uint32_t slot = code[pc + 1];
          commit(slot);
          ptr = static_cast<const Ch*>(m.slotAt_[slot]);
          pc += 2;
          continue;
        }
        case Op::AssertNotBegin: {
          uint32_t slot = code[pc + 1], back = code[pc + 2];
          if (ptr - begin < static_cast<ptrdiff_t>(back)) {
            pc = code[pc + 3];
            continue;
          }
          m.heights_[slot] = m.size_;
          if (!push(tagOf(kAlternative, code[pc + 3]), ptr)) return Found::Error;
          ptr -= back;
          pc += 4;
          continue;
        }
        case Op::AssertNotEnd: {
          size_t height = m.heights_[code[pc + 1]];
          while (m.size_ > height) undo(m.stack_[--m.size_]);
          goto fail;
        }
        case Op::AtomicBegin:
          m.heights_[code[pc + 1]] = m.size_;
          pc += 2;
          continue;
        case Op::AtomicEnd:
          commit(code[pc + 1]);
          pc += 2;
          continue;
      }
    fail:
      if (!resume(&pc, &ptr)) return failed_ ? Found::Error : Found::No;
    }
  }

  // Leaves a way back to the next alternative that can match here, if there is one.
  bool takeBranch(uint32_t record, const Ch* ptr) {
    uint32_t next = viable(record + 3, ptr);
    return static_cast<Single>(code[next]) == Single::End || push(tagOf(kBranch, next), ptr);
  }

  // The last position in [least, reached] where the code behind the repeat at pc can go on; null if there is none.
  const Ch* giveBack(uint32_t pc, const Ch* reached, const Ch* least) const {
    Single hint = static_cast<Single>(code[pc + 5]);
    if (hint == Single::None) return reached;
    uint32_t arg = code[pc + 6];
    const Ch* ptr = reached;
    if (ptr == end) {
      if (ptr == least) return nullptr;
      --ptr;
    }
    if (hint == Single::Literal) {
      for (;; --ptr) {
        if (*ptr == arg) return ptr;
        if (ptr == least) return nullptr;
      }
    }
    for (;; --ptr) {
      if (test(hint, arg, *ptr)) return ptr;
      if (ptr == least) return nullptr;
    }
  }

  // Takes characters for the lazy repeat at pc until the code behind it can go on; false: it never can.
  bool takeMore(uint32_t pc, const Ch** ptr, uint32_t* taken) const {
    Single hint = static_cast<Single>(code[pc + 5]);
    if (hint == Single::None) return true;
    Single kind = static_cast<Single>(code[pc + 1]);
    uint32_t arg = code[pc + 2], max = code[pc + 4], hintArg = code[pc + 6];
    const Ch* at = *ptr;
    uint32_t count = *taken;
    while (at < end && !test(hint, hintArg, *at)) {
      if ((count >= max && max != kMaxRepeat) || !test(kind, arg, *at)) return false;
      ++at;
      if (count != kMaxRepeat) ++count;
    }
    if (at == end) return false;
    *ptr = at;
    *taken = count;
    return true;
  }

  // Goes back to the last place where something else can be tried. False: there is none, or an error (failed_).
  bool resume(uint32_t* pc, const Ch** ptr) {
    if (--m.budget_ == 0 && !m.pollPy()) [[unlikely]]
      return error();
    while (m.size_) {
      Matcher::Entry& e = m.stack_[m.size_ - 1];
      uint32_t number = static_cast<uint32_t>(e.tag >> 8) & 0xFFFFFF;
      auto at = static_cast<const Ch*>(e.p);
      switch (e.tag & 255) {
        case kAlternative:
          --m.size_;
          *pc = number;
          *ptr = at;
          return true;
        case kBranch: {
          --m.size_;
          if (!takeBranch(number, at)) return error();
          *pc = code[number + 2];
          *ptr = at;
          return true;
        }
        case kGreedy: {
          auto least = static_cast<const Ch*>(e.q);
          at = giveBack(number, at, least);
          if (!at) {
            --m.size_;
            continue;
          }
          if (at == least)
            --m.size_;
          else
            e.p = at - 1;
          *pc = number + 7;
          *ptr = at;
          return true;
        }
        case kLazy: {
          uint32_t taken = static_cast<uint32_t>(e.tag >> 32), max = code[number + 4];
          if ((taken < max || max == kMaxRepeat) && at < end &&
              test(static_cast<Single>(code[number + 1]), code[number + 2], *at)) {
            ++at;
            if (taken != kMaxRepeat) ++taken;
            if (takeMore(number, &at, &taken)) {
              e.tag = tagOf(kLazy, number, taken);
              e.p = at;
              *pc = number + 7;
              *ptr = at;
              return true;
            }
          }
          --m.size_;
          continue;
        }
        case kLazyLoop: {
          --m.size_;
          uint32_t loop = code[number + 1], count = m.counts_[loop];
          if ((count >= code[number + 3] && code[number + 3] != kMaxRepeat) || at == m.lastAt_[loop]) continue;
          if (!pushLoop(loop)) return error();
          m.counts_[loop] = count == kMaxRepeat ? count : count + 1;
          m.lastAt_[loop] = at;
          *pc = code[number + 4];
          *ptr = at;
          return true;
        }
        default:
          undo(e);
          --m.size_;
          continue;
      }
    }
    return false;
  }

  bool error() {
    failed_ = true;
    return false;
  }

  Matcher& m;
  const Program& p;
  const uint32_t* code;
  const Ch* begin;
  const Ch* end;
  const Ch* mustNotEnd_ = nullptr;
  bool needEnd_ = false, failed_ = false;
};

bool Matcher::beginPy() {
  if (!marks_) return raiseMemory(thread_);
  if (used_) std::memset(marks_, 0, 2 * size_t{program.groups} * sizeof *marks_);
  used_ = true;
  budget_ = kStepsBetweenPolls;
  return true;
}

Found Matcher::matchPy(bool wholeText) {
  if (!beginPy()) return Found::Error;
  switch (text_.width) {
    case 1:
      return Run<uint8_t>(*this).match(wholeText);
    case 2:
      return Run<char16_t>(*this).match(wholeText);
    default:
      return Run<char32_t>(*this).match(wholeText);
  }
}

Found Matcher::searchPy() {
  if (!beginPy()) return Found::Error;
  switch (text_.width) {
    case 1:
      return Run<uint8_t>(*this).search();
    case 2:
      return Run<char16_t>(*this).search();
    default:
      return Run<char32_t>(*this).search();
  }
}

bool Matcher::group(uint32_t number, int64_t* first, int64_t* last) const {
  auto a = static_cast<const char*>(marks_[2 * number - 2]), b = static_cast<const char*>(marks_[2 * number - 1]);
  if (!a || !b) return false;
  auto base = static_cast<const char*>(text_.data);
  *first = (a - base) / text_.width;
  *last = (b - base) / text_.width;
  return true;
}

}  // namespace typhon::sre
