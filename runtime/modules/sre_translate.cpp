// From the words of re._compiler to a Program.
#include <cctype>
#include <cstring>

#include "runtime/base/unicode.h"
#include "runtime/modules/sre_program.h"

namespace typhon::sre {

namespace {

// The library's opcodes (re/_constants.py; the same in 3.11 and 3.12).
enum class Word : uint32_t {
  FAILURE,
  SUCCESS,
  ANY,
  ANY_ALL,
  ASSERT,
  ASSERT_NOT,
  AT,
  BRANCH,
  CATEGORY,
  CHARSET,
  BIGCHARSET,
  GROUPREF,
  GROUPREF_EXISTS,
  IN,
  INFO,
  JUMP,
  LITERAL,
  MARK,
  MAX_UNTIL,
  MIN_UNTIL,
  NOT_LITERAL,
  NEGATE,
  RANGE,
  REPEAT,
  REPEAT_ONE,
  SUBPATTERN,
  MIN_REPEAT_ONE,
  ATOMIC_GROUP,
  POSSESSIVE_REPEAT,
  POSSESSIVE_REPEAT_ONE,
  GROUPREF_IGNORE,
  IN_IGNORE,
  LITERAL_IGNORE,
  NOT_LITERAL_IGNORE,
  GROUPREF_LOC_IGNORE,
  IN_LOC_IGNORE,
  LITERAL_LOC_IGNORE,
  NOT_LITERAL_LOC_IGNORE,
  GROUPREF_UNI_IGNORE,
  IN_UNI_IGNORE,
  LITERAL_UNI_IGNORE,
  NOT_LITERAL_UNI_IGNORE,
  RANGE_UNI_IGNORE,
};
constexpr uint32_t kPositions = 12, kCategories = 18;
constexpr uint32_t kInfoPrefix = 1, kInfoLiteral = 2, kInfoCharset = 4;
constexpr size_t kMaxWords = size_t{1} << 24;  // what a stack entry has room for
constexpr int kMaxDepth = 2000;                // of nesting; the library's parser gives up much earlier

bool isDigitAscii(uint32_t c) { return c >= '0' && c <= '9'; }
bool isSpaceAscii(uint32_t c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

bool inCategory(uint32_t category, uint32_t c) {
  switch (category) {
    case 0:
      return isDigitAscii(c);
    case 1:
      return !isDigitAscii(c);
    case 2:
      return isSpaceAscii(c);
    case 3:
      return !isSpaceAscii(c);
    case 4:
      return isWordAscii(c);
    case 5:
      return !isWordAscii(c);
    case 6:
      return c == '\n';
    case 7:
      return c != '\n';
    case 8:
      return isWordLocale(c);
    case 9:
      return !isWordLocale(c);
    case 10:
      return base::isDecimal(c);
    case 11:
      return !base::isDecimal(c);
    case 12:
      return base::isSpace(c);
    case 13:
      return !base::isSpace(c);
    case 14:
      return isWordUnicode(c);
    case 15:
      return !isWordUnicode(c);
    case 16:
      return base::isLineBreak(c);
    default:
      return !base::isLineBreak(c);
  }
}

bool usesLocale(const std::vector<uint32_t>& items) {
  for (size_t i = 0; i < items.size();) {
    switch (static_cast<Word>(items[i++])) {
      case Word::LITERAL:
        ++i;
        break;
      case Word::RANGE:
      case Word::RANGE_UNI_IGNORE:
        i += 2;
        break;
      case Word::CHARSET:
        i += 8;
        break;
      case Word::BIGCHARSET:
        i += 1 + 64 + 8 * size_t{items[i]};
        break;
      case Word::CATEGORY:
        if (items[i] == 8 || items[i] == 9) return true;
        ++i;
        break;
      default:
        break;
    }
  }
  return false;
}

// Whether the items alone show that nothing above 255 belongs to the set.
bool isNarrow(const Set& set) {
  if (set.fold != Fold::None) return false;
  const auto& items = set.items;
  for (size_t i = 0; i < items.size();) {
    switch (static_cast<Word>(items[i++])) {
      case Word::LITERAL:
        if (items[i++] > 255) return false;
        break;
      case Word::RANGE:
        if (items[i + 1] > 255) return false;
        i += 2;
        break;
      case Word::CHARSET:
        i += 8;
        break;
      case Word::CATEGORY:
        if (items[i] != 0 && items[i] != 2 && items[i] != 4 && items[i] != 6) return false;
        ++i;
        break;
      case Word::FAILURE:
        return true;
      default:
        return false;
    }
  }
  return true;
}

class Translator {
 public:
  Translator(const std::vector<uint32_t>& words, uint32_t groups, Program* out) : words_(words), out_(*out) {
    out_.groups = groups;
  }

  Translation run() {
    if (words_.size() > kMaxWords) return Translation::TooLarge;
    size_t at = 0, end = words_.size();
    if (end == 0 || words_[end - 1] != static_cast<uint32_t>(Word::SUCCESS)) return Translation::Invalid;
    if (is(at, Word::INFO) && !info(&at, end)) return Translation::Invalid;
    if (!sequence(at, end - 1, 0)) return Translation::Invalid;
    emit(Op::Success);
    if (out_.code.size() > kMaxWords) return Translation::TooLarge;
    addHints();
    return Translation::Ok;
  }

 private:
  struct One {
    Single kind;
    uint32_t arg;
  };

  bool is(size_t at, Word word) const { return at < words_.size() && words_[at] == static_cast<uint32_t>(word); }
  uint32_t here() const { return static_cast<uint32_t>(out_.code.size()); }
  void emit(Op op) { out_.code.push_back(static_cast<uint32_t>(op)); }
  void emit(uint32_t word) { out_.code.push_back(word); }
  void emit(Single kind) { out_.code.push_back(static_cast<uint32_t>(kind)); }
  uint32_t hole() {
    emit(0u);
    return here() - 1;
  }
  void patch(uint32_t at) { out_.code[at] = here(); }

  // A skip word at `at`: the place it leads to, which must lie in (at, end].
  bool skip(size_t at, size_t end, size_t* to) const {
    if (at >= end) return false;
    uint32_t distance = words_[at];
    if (distance == 0 || distance > end - at) return false;
    *to = at + distance;
    return true;
  }

  // --- sets

  // Checks the items from `at` to their FAILURE; *next is behind it.
  bool setEnd(size_t at, size_t end, size_t* next) const {
    while (at < end) {
      Word word = static_cast<Word>(words_[at++]);
      size_t size;
      switch (word) {
        case Word::FAILURE:
          *next = at;
          return true;
        case Word::NEGATE:
          size = 0;
          break;
        case Word::LITERAL:
          size = 1;
          break;
        case Word::RANGE:
        case Word::RANGE_UNI_IGNORE:
          size = 2;
          break;
        case Word::CHARSET:
          size = 8;
          break;
        case Word::CATEGORY:
          if (at >= end || words_[at] >= kCategories) return false;
          size = 1;
          break;
        case Word::BIGCHARSET: {
          if (at >= end || words_[at] > 256) return false;
          size = 1 + 64 + 8 * size_t{words_[at]};
          if (size > end - at) return false;
          auto blocks = reinterpret_cast<const uint8_t*>(&words_[at + 1]);
          for (int i = 0; i < 256; ++i)
            if (blocks[i] >= words_[at]) return false;
          break;
        }
        default:
          return false;
      }
      if (size > end - at) return false;
      at += size;
    }
    return false;
  }

  One addSet(std::vector<uint32_t> items, Fold fold) {
    auto set = std::make_unique<Set>();
    set->items = std::move(items);
    set->fold = fold;
    bool locale = fold == Fold::Locale || usesLocale(set->items);
    for (uint32_t c = 0; c < 256; ++c) set->table[c] = !locale && set->evaluate(c);
    set->narrow = !locale && isNarrow(*set);
    out_.sets.push_back(std::move(set));
    return {locale ? Single::LocaleSet : Single::Set, static_cast<uint32_t>(out_.sets.size() - 1)};
  }

  // --- single characters

  // The instruction at *at if it matches one character. *at goes behind it.
  bool single(size_t* at, size_t end, One* one) {
    if (*at >= end) return false;
    Word word = static_cast<Word>(words_[(*at)++]);
    auto ignoring = [&](Fold fold, bool negate) {
      uint32_t c = words_[(*at)++];
      std::vector<uint32_t> items;
      if (negate) items.push_back(static_cast<uint32_t>(Word::NEGATE));
      items.insert(items.end(), {static_cast<uint32_t>(Word::LITERAL), c, static_cast<uint32_t>(Word::FAILURE)});
      *one = addSet(std::move(items), fold);
      return true;
    };
    auto set = [&](Fold fold) {
      size_t to, next;
      if (!skip(*at, end, &to) || !setEnd(*at + 1, to, &next) || next != to) return false;
      *one = addSet(
          std::vector<uint32_t>(words_.begin() + static_cast<ptrdiff_t>(*at) + 1, words_.begin() + static_cast<ptrdiff_t>(to)),
          fold);
      *at = to;
      return true;
    };
    switch (word) {
      case Word::ANY:
        *one = {Single::Any, 0};
        return true;
      case Word::ANY_ALL:
        *one = {Single::AnyAll, 0};
        return true;
      case Word::IN:
        return set(Fold::None);
      case Word::IN_IGNORE:
        return set(Fold::Ascii);
      case Word::IN_UNI_IGNORE:
        return set(Fold::Unicode);
      case Word::IN_LOC_IGNORE:
        return set(Fold::Locale);
      default:
        break;
    }
    if (*at >= end) return false;
    switch (word) {
      case Word::LITERAL:
        *one = {Single::Literal, words_[(*at)++]};
        return true;
      case Word::NOT_LITERAL:
        *one = {Single::NotLiteral, words_[(*at)++]};
        return true;
      case Word::LITERAL_IGNORE:
        return ignoring(Fold::Ascii, false);
      case Word::NOT_LITERAL_IGNORE:
        return ignoring(Fold::Ascii, true);
      case Word::LITERAL_UNI_IGNORE:
        return ignoring(Fold::Unicode, false);
      case Word::NOT_LITERAL_UNI_IGNORE:
        return ignoring(Fold::Unicode, true);
      case Word::LITERAL_LOC_IGNORE:
        *one = {Single::LocaleLiteral, words_[(*at)++]};
        return true;
      case Word::NOT_LITERAL_LOC_IGNORE:
        *one = {Single::NotLocaleLiteral, words_[(*at)++]};
        return true;
      case Word::CATEGORY:
        if (words_[*at] >= kCategories) return false;
        *one = addSet({static_cast<uint32_t>(Word::CATEGORY), words_[*at], static_cast<uint32_t>(Word::FAILURE)}, Fold::None);
        ++*at;
        return true;
      default:
        return false;
    }
  }

  void emitSingle(One one) {
    switch (one.kind) {
      case Single::Any:
        return emit(Op::Any);
      case Single::AnyAll:
        return emit(Op::AnyAll);
      case Single::Literal:
        emit(Op::Literal);
        return emit(one.arg);
      case Single::NotLiteral:
        emit(Op::NotLiteral);
        return emit(one.arg);
      case Single::Set:
        emit(Op::Set);
        return emit(one.arg);
      default:
        emit(Op::OtherSingle);
        emit(one.kind);
        return emit(one.arg);
    }
  }

  // --- the information block in front: least width, literal prefix or set of first characters

  bool info(size_t* at, size_t end) {
    size_t to;
    if (!skip(*at + 1, end, &to) || to - *at < 5) return false;
    uint32_t flags = words_[*at + 2];
    out_.minWidth = words_[*at + 3];
    if (words_[*at + 4] < out_.minWidth) return false;
    size_t i = *at + 5;
    if (flags & ~(kInfoPrefix | kInfoLiteral | kInfoCharset)) return false;
    if ((flags & kInfoPrefix) && (flags & kInfoCharset)) return false;
    if ((flags & kInfoLiteral) && !(flags & kInfoPrefix)) return false;
    if (flags & kInfoPrefix) {
      if (to - i < 2) return false;
      size_t length = words_[i], overlap = words_[i + 1];
      i += 2;
      if (length == 0 || overlap > length || (to - i) / 2 < length || to - i != 2 * length) return false;
      out_.prefix.assign(words_.begin() + static_cast<ptrdiff_t>(i), words_.begin() + static_cast<ptrdiff_t>(i + length));
      char32_t widest = 0;
      for (char32_t c : out_.prefix) widest = c > widest ? c : widest;
      if (widest < 0x10000) out_.prefix2.assign(out_.prefix.begin(), out_.prefix.end());
      if (widest < 0x100) out_.prefix1.assign(out_.prefix.begin(), out_.prefix.end());
      out_.prefixIsAll = flags & kInfoLiteral;
    } else if (flags & kInfoCharset) {
      size_t next;
      if (!setEnd(i, to, &next) || next != to) return false;
      One first =
          addSet(std::vector<uint32_t>(words_.begin() + static_cast<ptrdiff_t>(i), words_.begin() + static_cast<ptrdiff_t>(to)),
                 Fold::None);
      if (first.kind == Single::Set) out_.firstSet = out_.sets[first.arg].get();
    } else if (i != to) {
      return false;
    }
    *at = to;
    return true;
  }

  // --- sequences

  bool sequence(size_t at, size_t end, int depth) {
    if (depth > kMaxDepth) return false;
    while (at < end) {
      size_t begin = at;
      // A run of literals becomes one comparison.
      if (is(at, Word::LITERAL) && at + 3 < end && is(at + 2, Word::LITERAL)) {
        emit(Op::String);
        uint32_t lengthAt = hole();
        emit(static_cast<uint32_t>(out_.text.size()));
        uint32_t length = 0;
        for (; at + 1 < end && is(at, Word::LITERAL); at += 2, ++length) out_.text.push_back(words_[at + 1]);
        out_.code[lengthAt] = length;
        continue;
      }
      One one;
      if (single(&at, end, &one)) {
        emitSingle(one);
        continue;
      }
      at = begin;
      if (!other(&at, end, depth)) return false;
    }
    return at == end;
  }

  bool other(size_t* at, size_t end, int depth) {
    size_t i = *at, to;
    Word word = static_cast<Word>(words_[i++]);
    switch (word) {
      case Word::FAILURE:
        emit(Op::Failure);
        break;
      case Word::SUCCESS:
        emit(Op::Success);
        break;  // re.DEBUG's `(?:)`: only reached at the top level
      case Word::AT:
        if (i >= end || words_[i] >= kPositions) return false;
        emit(Op::At);
        emit(words_[i++]);
        break;
      case Word::MARK:
        if (i >= end || words_[i] >= 2 * uint64_t{out_.groups}) return false;
        emit(Op::Mark);
        emit(words_[i++]);
        break;
      case Word::GROUPREF:
      case Word::GROUPREF_IGNORE:
      case Word::GROUPREF_UNI_IGNORE:
      case Word::GROUPREF_LOC_IGNORE:
        if (i >= end || words_[i] >= out_.groups) return false;
        emit(Op::GroupRef);
        emit(words_[i++]);
        emit(static_cast<uint32_t>(word == Word::GROUPREF              ? Fold::None
                                   : word == Word::GROUPREF_IGNORE     ? Fold::Ascii
                                   : word == Word::GROUPREF_UNI_IGNORE ? Fold::Unicode
                                                                       : Fold::Locale));
        break;
      case Word::BRANCH:
        if (!branch(&i, end, depth)) return false;
        break;
      case Word::REPEAT_ONE:
      case Word::MIN_REPEAT_ONE:
      case Word::POSSESSIVE_REPEAT_ONE:
        if (!repeatOne(word, &i, end)) return false;
        break;
      case Word::REPEAT:
      case Word::POSSESSIVE_REPEAT:
        if (!repeat(word, &i, end, depth)) return false;
        break;
      case Word::GROUPREF_EXISTS:
        if (!conditional(&i, end, depth)) return false;
        break;
      case Word::ASSERT:
      case Word::ASSERT_NOT: {
        if (!skip(i, end, &to) || to - i < 3 || !is(to - 1, Word::SUCCESS)) return false;
        uint32_t back = words_[i + 1], slot = out_.slots++, after = 0;
        if (back & 0x80000000u) return false;
        emit(word == Word::ASSERT ? Op::AssertBegin : Op::AssertNotBegin);
        emit(slot);
        emit(back);
        if (word == Word::ASSERT_NOT) after = hole();
        if (!sequence(i + 2, to - 1, depth + 1)) return false;
        emit(word == Word::ASSERT ? Op::AssertEnd : Op::AssertNotEnd);
        emit(slot);
        if (word == Word::ASSERT_NOT) patch(after);
        i = to;
        break;
      }
      case Word::ATOMIC_GROUP: {
        if (!skip(i, end, &to) || to - i < 2 || !is(to - 1, Word::SUCCESS)) return false;
        uint32_t slot = out_.slots++;
        emit(Op::AtomicBegin);
        emit(slot);
        if (!sequence(i + 1, to - 1, depth + 1)) return false;
        emit(Op::AtomicEnd);
        emit(slot);
        i = to;
        break;
      }
      default:
        return false;
    }
    *at = i;
    return true;
  }

  bool branch(size_t* at, size_t end, int depth) {
    // First how many alternatives there are, so that their records can stand together.
    std::vector<std::pair<size_t, size_t>> bodies;
    size_t i = *at, target = 0;
    while (i < end && words_[i] != 0) {
      size_t to;
      if (!skip(i, end, &to) || to - i < 3 || !is(to - 2, Word::JUMP)) return false;
      size_t jump;
      if (!skip(to - 1, end, &jump)) return false;
      if (bodies.empty())
        target = jump;
      else if (jump != target)
        return false;
      bodies.emplace_back(i + 1, to - 2);
      i = to;
    }
    if (bodies.empty() || i >= end || i + 1 != target) return false;
    emit(Op::Branch);
    uint32_t records = here();
    for (size_t k = 0; k < bodies.size(); ++k) {
      emit(Single::None);
      emit(0u);
      emit(0u);
    }
    emit(Single::End);
    std::vector<uint32_t> exits;
    for (size_t k = 0; k < bodies.size(); ++k) {
      patch(records + static_cast<uint32_t>(3 * k) + 2);
      if (!sequence(bodies[k].first, bodies[k].second, depth + 1)) return false;
      if (k + 1 < bodies.size()) {
        emit(Op::Jump);
        exits.push_back(hole());
      }
    }
    for (uint32_t exit : exits) patch(exit);
    *at = target;
    return true;
  }

  bool repeatOne(Word word, size_t* at, size_t end) {
    size_t i = *at, to;
    if (!skip(i, end, &to) || to - i < 5 || !is(to - 1, Word::SUCCESS)) return false;
    uint32_t min = words_[i + 1], max = words_[i + 2];
    if (min > max) return false;
    size_t body = i + 3;
    One one;
    if (!single(&body, to - 1, &one) || body != to - 1) return false;
    emit(word == Word::REPEAT_ONE ? Op::RepeatOne : word == Word::MIN_REPEAT_ONE ? Op::MinRepeatOne : Op::PossessiveOne);
    emit(one.kind);
    emit(one.arg);
    emit(min);
    emit(max);
    emit(Single::None);
    emit(0u);
    *at = to;
    return true;
  }

  bool repeat(Word word, size_t* at, size_t end, int depth) {
    size_t i = *at, to;
    if (!skip(i, end, &to) || to - i < 3 || to >= end) return false;
    uint32_t min = words_[i + 1], max = words_[i + 2], loop = out_.loops++;
    if (min > max) return false;
    emit(Op::LoopBegin);
    emit(loop);
    uint32_t until = hole();
    if (word == Word::POSSESSIVE_REPEAT) {
      if (!is(to, Word::SUCCESS)) return false;
      uint32_t slot = out_.slots++;
      patch(until);
      uint32_t head = here();
      emit(Op::PossessiveUntil);
      emit(loop);
      emit(min);
      emit(max);
      emit(slot);
      uint32_t tail = hole();
      if (!sequence(i + 3, to, depth + 1)) return false;
      emit(Op::PossessiveEnd);
      emit(loop);
      emit(slot);
      emit(head);
      patch(tail);
    } else {
      if (!is(to, Word::MAX_UNTIL) && !is(to, Word::MIN_UNTIL)) return false;
      uint32_t body = here();
      if (!sequence(i + 3, to, depth + 1)) return false;
      patch(until);
      emit(is(to, Word::MAX_UNTIL) ? Op::MaxUntil : Op::MinUntil);
      emit(loop);
      emit(min);
      emit(max);
      emit(body);
    }
    *at = to + 1;
    return true;
  }

  // GROUPREF_EXISTS group, skip, yes, [JUMP, skip, no]
  bool conditional(size_t* at, size_t end, int depth) {
    size_t i = *at, no;
    // The skip leads one word behind the first alternative.
    if (i + 1 >= end || words_[i] >= out_.groups || !skip(i + 1, end + 1, &no)) return false;
    emit(Op::GroupRefExists);
    emit(words_[i]);
    uint32_t otherwise = hole();
    size_t yes = i + 2, yesEnd = no - 1;
    if (no < yes + 1) return false;
    size_t noEnd;
    if (yesEnd >= yes + 2 && is(yesEnd - 2, Word::JUMP) && skip(yesEnd - 1, end, &noEnd) && noEnd >= yesEnd &&
        conditionalHasElse(yes, yesEnd)) {
      if (!sequence(yes, yesEnd - 2, depth + 1)) return false;
      emit(Op::Jump);
      uint32_t exit = hole();
      patch(otherwise);
      if (!sequence(yesEnd, noEnd, depth + 1)) return false;
      patch(exit);
      *at = noEnd;
    } else {
      if (!sequence(yes, yesEnd, depth + 1)) return false;
      patch(otherwise);
      *at = yesEnd;
    }
    return true;
  }

  // Whether the two words before `end` are a JUMP and its skip rather than the operands of an instruction: found by walking from
  // the beginning.
  bool conditionalHasElse(size_t at, size_t end) {
    while (at < end) {
      if (at == end - 2) return is(at, Word::JUMP);
      if (!stepOver(&at, end)) return false;
    }
    return false;
  }
  bool stepOver(size_t* at, size_t end) const {
    size_t i = *at, to;
    Word word = static_cast<Word>(words_[i++]);
    switch (word) {
      case Word::FAILURE:
      case Word::SUCCESS:
      case Word::ANY:
      case Word::ANY_ALL:
      case Word::MAX_UNTIL:
      case Word::MIN_UNTIL:
        break;
      case Word::GROUPREF_EXISTS: {
        if (i + 1 >= end || !skip(i + 1, end + 1, &to)) return false;
        size_t yesEnd = to - 1;
        size_t noEnd;
        Translator* self = const_cast<Translator*>(this);
        if (yesEnd >= i + 4 && is(yesEnd - 2, Word::JUMP) && skip(yesEnd - 1, end, &noEnd) && noEnd >= yesEnd &&
            self->conditionalHasElse(i + 2, yesEnd))
          i = noEnd;
        else
          i = yesEnd;
        break;
      }
      case Word::BRANCH:
        while (i < end && words_[i] != 0) {
          if (!skip(i, end, &to)) return false;
          i = to;
        }
        ++i;
        break;
      case Word::IN:
      case Word::IN_IGNORE:
      case Word::IN_LOC_IGNORE:
      case Word::IN_UNI_IGNORE:
      case Word::ASSERT:
      case Word::ASSERT_NOT:
      case Word::ATOMIC_GROUP:
      case Word::REPEAT:
      case Word::REPEAT_ONE:
      case Word::MIN_REPEAT_ONE:
      case Word::POSSESSIVE_REPEAT:
      case Word::POSSESSIVE_REPEAT_ONE:
        if (!skip(i, end, &to)) return false;
        i = to;
        break;
      default:
        ++i;
        break;  // one operand
    }
    if (i > end) return false;
    *at = i;
    return true;
  }

  // --- hints

  // What the character at `pc` must be, if the code there says so at once.
  One firstOf(uint32_t pc) const {
    const auto& code = out_.code;
    for (int steps = 0; steps < 32 && pc < code.size(); ++steps) {
      switch (static_cast<Op>(code[pc])) {
        case Op::Literal:
          return {Single::Literal, code[pc + 1]};
        case Op::String:
          return {Single::Literal, out_.text[code[pc + 2]]};
        case Op::NotLiteral:
          return {Single::NotLiteral, code[pc + 1]};
        case Op::Set:
          return {Single::Set, code[pc + 1]};
        case Op::RepeatOne:
        case Op::MinRepeatOne:
        case Op::PossessiveOne: {
          Single kind = static_cast<Single>(code[pc + 1]);
          bool known = kind == Single::Literal || kind == Single::NotLiteral || kind == Single::Set;
          if (code[pc + 3] == 0 || !known) return {Single::None, 0};
          return {kind, code[pc + 2]};
        }
        case Op::Mark:
        case Op::At:
        case Op::AtomicBegin:
          pc += 2;
          break;
        case Op::Jump:
          pc = code[pc + 1];
          break;
        default:
          return {Single::None, 0};
      }
    }
    return {Single::None, 0};
  }

  bool matches(One one, uint32_t c) const {
    switch (one.kind) {
      case Single::Any:
        return c != '\n';
      case Single::Literal:
        return c == one.arg;
      case Single::NotLiteral:
        return c != one.arg;
      case Single::Set:
        return c < 256 ? out_.sets[one.arg]->table[c] : out_.sets[one.arg]->containsWide(c);
      default:
        return true;
    }
  }

  // Whether no character matches both: then a repeat of `one` in front of `next` need not give anything back.
  bool disjoint(One one, One next) const {
    if (next.kind == Single::Literal) return !matches(one, next.arg);
    if (next.kind != Single::Set) return false;
    if (one.kind == Single::Literal) return !matches(next, one.arg);
    if (one.kind != Single::Set) return false;
    const Set &a = *out_.sets[one.arg], &b = *out_.sets[next.arg];
    if (!a.narrow && !b.narrow) return false;
    for (int c = 0; c < 256; ++c)
      if (a.table[c] && b.table[c]) return false;
    return true;
  }

  size_t sizeAt(uint32_t pc) const {
    const auto& code = out_.code;
    switch (static_cast<Op>(code[pc])) {
      case Op::Success:
      case Op::Failure:
      case Op::Any:
      case Op::AnyAll:
        return 1;
      case Op::Literal:
      case Op::NotLiteral:
      case Op::Set:
      case Op::At:
      case Op::Mark:
      case Op::Jump:
      case Op::AssertEnd:
      case Op::AssertNotEnd:
      case Op::AtomicBegin:
      case Op::AtomicEnd:
        return 2;
      case Op::String:
      case Op::OtherSingle:
      case Op::LoopBegin:
      case Op::GroupRef:
      case Op::GroupRefExists:
      case Op::AssertBegin:
        return 3;
      case Op::PossessiveEnd:
      case Op::AssertNotBegin:
        return 4;
      case Op::MaxUntil:
      case Op::MinUntil:
        return 5;
      case Op::PossessiveUntil:
        return 6;
      case Op::RepeatOne:
      case Op::PossessiveOne:
      case Op::MinRepeatOne:
        return 7;
      case Op::Branch: {
        size_t size = 1;
        while (static_cast<Single>(code[pc + size]) != Single::End) size += 3;
        return size + 1;
      }
    }
    return 1;
  }

  void addHints() {
    auto& code = out_.code;
    for (uint32_t pc = 0; pc < code.size(); pc += static_cast<uint32_t>(sizeAt(pc))) {
      Op op = static_cast<Op>(code[pc]);
      if (op == Op::RepeatOne || op == Op::MinRepeatOne) {
        One next = firstOf(pc + 7);
        code[pc + 5] = static_cast<uint32_t>(next.kind);
        code[pc + 6] = next.arg;
        if (op == Op::RepeatOne && disjoint({static_cast<Single>(code[pc + 1]), code[pc + 2]}, next))
          code[pc] = static_cast<uint32_t>(Op::PossessiveOne);
      } else if (op == Op::Branch) {
        for (uint32_t record = pc + 1; static_cast<Single>(code[record]) != Single::End; record += 3) {
          One first = firstOf(code[record + 2]);
          code[record] = static_cast<uint32_t>(first.kind);
          code[record + 1] = first.arg;
        }
      }
    }
    uint32_t at = 0;
    while (static_cast<Op>(code[at]) == Op::Mark) at += 2;
    if (static_cast<Op>(code[at]) == Op::At) {
      Position position = static_cast<Position>(code[at + 1]);
      out_.anchored = position == Position::Beginning || position == Position::BeginningString;
    }
    // Without the library's word for it, the beginning of the code may tell what a match begins with.
    if (out_.prefix.empty() && !out_.firstSet) {
      One first = firstOf(0);
      if (first.kind == Single::Set) out_.firstSet = out_.sets[first.arg].get();
    }
  }

  const std::vector<uint32_t>& words_;
  Program& out_;
};

}  // namespace

// Of a mapping to several characters the first counts, as in CPython.
uint32_t lowerUnicode(uint32_t c) {
  if (!base::charRecord(c).special) return base::toLower(c);
  char32_t full[base::kMaxCaseExpansion];
  return base::toLowerFull(c, full) ? full[0] : c;
}
uint32_t upperUnicode(uint32_t c) {
  if (!base::charRecord(c).special) return base::toUpper(c);
  char32_t full[base::kMaxCaseExpansion];
  return base::toUpperFull(c, full) ? full[0] : c;
}
uint32_t lowerLocale(uint32_t c) { return c < 256 ? static_cast<uint32_t>(std::tolower(static_cast<int>(c))) : c; }
uint32_t upperLocale(uint32_t c) { return c < 256 ? static_cast<uint32_t>(std::toupper(static_cast<int>(c))) : c; }
bool isWordAscii(uint32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigitAscii(c) || c == '_'; }
bool isWordLocale(uint32_t c) { return c == '_' || (c < 256 && std::isalnum(static_cast<int>(c))); }
bool isWordUnicode(uint32_t c) { return c == '_' || base::isAlnum(c); }

namespace {

bool inItems(const uint32_t* item, uint32_t c) {
  bool ok = true;
  for (;;) {
    switch (static_cast<Word>(*item++)) {
      case Word::FAILURE:
        return !ok;
      case Word::NEGATE:
        ok = !ok;
        break;
      case Word::LITERAL:
        if (c == *item) return ok;
        ++item;
        break;
      case Word::RANGE:
        if (item[0] <= c && c <= item[1]) return ok;
        item += 2;
        break;
      case Word::RANGE_UNI_IGNORE: {
        uint32_t upper = upperUnicode(c);
        if ((item[0] <= c && c <= item[1]) || (item[0] <= upper && upper <= item[1])) return ok;
        item += 2;
        break;
      }
      case Word::CATEGORY:
        if (inCategory(*item, c)) return ok;
        ++item;
        break;
      case Word::CHARSET:
        if (c < 256 && item[c >> 5] >> (c & 31) & 1) return ok;
        item += 8;
        break;
      case Word::BIGCHARSET: {
        uint32_t blocks = *item++;
        if (c < 65536) {
          size_t block = reinterpret_cast<const uint8_t*>(item)[c >> 8];
          if (item[64 + block * 8 + ((c & 255) >> 5)] >> (c & 31) & 1) return ok;
        }
        item += 64 + size_t{blocks} * 8;
        break;
      }
      default:
        return false;
    }
  }
}

}  // namespace

bool Set::evaluate(uint32_t c) const {
  switch (fold) {
    case Fold::Ascii:
      c = lowerAscii(c);
      break;
    case Fold::Unicode:
      c = lowerUnicode(c);
      break;
    default:
      break;
  }
  return inItems(items.data(), c);
}

bool Set::containsWide(uint32_t c) const { return !narrow && evaluate(c); }

bool Set::evaluateLocale(uint32_t c) const {
  if (fold != Fold::Locale) return evaluate(c);
  uint32_t lower = lowerLocale(c), upper = upperLocale(c);
  return inItems(items.data(), lower) || (upper != lower && inItems(items.data(), upper));
}

size_t Program::bytes() const {
  size_t total = sizeof *this + (code.size() + text.size()) * 4 + prefix.size() * 7;
  for (const auto& set : sets) total += sizeof(Set) + set->items.size() * 4;
  return total;
}

Translation translate(const std::vector<uint32_t>& words, uint32_t groups, Program* out) {
  return Translator(words, groups, out).run();
}

}  // namespace typhon::sre
