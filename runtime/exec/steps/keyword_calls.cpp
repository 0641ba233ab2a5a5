// Calls with keywords of functions written in Python: what their sites learn. The second feedback word holds, four bits each from
// the lowest on, the register of the parameter that each keyword names, or kOther for one that goes to **kwargs, above them how
// many keywords and how many positional arguments there are, and on top how many functions the site has met (callAttempts).
#include <algorithm>
#include <bit>

#include "runtime/exec/keyword_parameters.h"
#include "runtime/exec/steps/steps.h"
#include "runtime/feedback/feedback.h"
#include "runtime/types/dict.h"
#include "runtime/types/function.h"
#include "runtime/types/tuple.h"

namespace typhon::steps {
namespace {

constexpr size_t kMostNames = 9;        // that the word has room for
constexpr size_t kMostParameters = 15;  // that four bits tell apart from kOther; also the most positional arguments
constexpr uint64_t kOther = 15;
constexpr unsigned kNamedShift = 36, kPositionalShift = 40, kAttemptsShift = 48;
// A site that meets more functions than this binds every call anew.
constexpr uint64_t kMaxCallees = 8;

constexpr uint64_t field(uint64_t word, unsigned shift) { return word >> shift & 15; }

}  // namespace

void learnKeywords(Thread* t, Frame* frame, Word* pc, Value callee, size_t argc, const Tuple* names) {
  uint64_t attempts = callAttempts(pc[2].bits);
  const Code* code = callee.as<Function>()->code;
  size_t named = names->length, positional = argc - named, parameters = code->argCount + code->keywordOnlyCount;
  bool varArgs = code->flags & bytecode::kVarArgs, varKeywords = code->flags & bytecode::kVarKeywords;
  if (attempts >= kMaxCallees || !code->words || named > kMostNames || parameters > kMostParameters ||
      positional > kMostParameters || (positional > code->argCount && !varArgs))
    return;
  uint64_t learned = uint64_t{named} << kNamedShift | uint64_t{positional} << kPositionalShift, seen = 0;
  size_t taken = std::min<size_t>(positional, code->argCount);
  for (size_t i = 0; i < named; ++i) {
    size_t place = keywordParameter(code, std::max<size_t>(taken, code->positionalOnlyCount), parameters, names->items[i]);
    if (place == parameters) {
      if (!varKeywords || !isOtherKeyword(code, taken, parameters, names->items[i])) return;
      for (size_t j = 0; j < i; ++j)
        if (names->items[j] == names->items[i]) return;
      learned |= kOther << 4 * i;
      continue;
    }
    if (seen >> place & 1) return;
    seen |= uint64_t{1} << place;
    learned |= uint64_t{place} << 4 * i;
  }
  if (!keepForFeedback(t, frame->code, Value(code))) return clearPending(t);
  pc[1].bits = Value(code).bits();
  pc[2].bits = learned | (attempts + 1) << kAttemptsShift;
}

Bound bindKnownKeywords(Thread* t, const Function* f, uint64_t learned, size_t argc, const Tuple* names, Value* registers) {
  const Code* code = f->code;
  size_t named = names->length, positional = argc - named;
  if (field(learned, kNamedShift) != named || field(learned, kPositionalShift) != positional) return Bound::No;
  uint32_t wanted = code->argCount, parameters = wanted + code->keywordOnlyCount;
  Value values[kMostNames], otherNames[kMostNames], others[kMostNames];
  size_t otherCount = 0;
  uint32_t seen = 0;
  for (size_t i = 0; i < named; ++i) {
    values[i] = registers[positional + i];
    uint64_t place = field(learned, 4 * i);
    if (place == kOther) {
      otherNames[otherCount] = names->items[i];
      others[otherCount++] = values[i];
    } else {
      seen |= 1u << place;
    }
  }
  size_t direct = std::min<size_t>(positional, wanted);
  uint32_t missing = ~seen & ((1u << parameters) - 1) & ~((1u << direct) - 1);
  Value defaults[kMostParameters];
  for (uint32_t rest = missing; rest; rest &= rest - 1) {
    uint32_t i = static_cast<uint32_t>(std::countr_zero(rest));
    if (i < wanted) {
      size_t fromEnd = wanted - i;
      if (!f->defaults || f->defaults->length < fromEnd) return Bound::No;
      defaults[i] = f->defaults->items[f->defaults->length - fromEnd];
    } else {
      const DictEntry* e = keywordDefault(f, i - wanted);
      if (!e) return Bound::No;
      defaults[i] = e->value;
    }
  }
  // Nothing is written to the registers, where the arguments lie, before all that is needed has been made.
  Tuple* surplus = nullptr;
  Dict* keywords = nullptr;
  if (code->flags & bytecode::kVarArgs) {
    surplus = positional > wanted ? makeTuple(t, registers + wanted, positional - wanted) : emptyTuple();
    if (!surplus) return Bound::Failed;
  }
  if (code->flags & bytecode::kVarKeywords) {
    keywords = makeStrDict(t, otherNames, others, otherCount);
    if (!keywords) return Bound::Failed;
  }
  for (size_t i = 0; i < named; ++i)
    if (uint64_t place = field(learned, 4 * i); place != kOther) registers[place] = values[i];
  for (uint32_t rest = missing; rest; rest &= rest - 1) {
    uint32_t i = static_cast<uint32_t>(std::countr_zero(rest));
    registers[i] = defaults[i];
  }
  if (surplus) registers[parameters++] = Value(surplus);
  if (keywords) registers[parameters] = Value(keywords);
  return Bound::Yes;
}

}  // namespace typhon::steps
