// Which calls are built into their caller's graph.
#include <algorithm>

#include "backends/jit/graph/builder.h"

namespace typhon::jit {

namespace {

// Budgets, in words of bytecode that have run: one function, all that is inlined into one, and nesting. LLVM's time grows faster
// than the code: with 220 words in all, richards and deltablue were compiled for longer than they ran.
constexpr size_t kMaxInlinedWords = 40;
constexpr size_t kMaxInlinedTotal = 80;
constexpr uint32_t kMaxInlineDepth = 2;
// The same within the loops of a function that has shown what they take: most of the program's time, perhaps.
constexpr size_t kMaxInlinedHotWords = 80;
constexpr size_t kMaxInlinedHotTotal = 400;
constexpr uint32_t kMaxInlineHotDepth = 3;
// Longer functions are not looked through.
constexpr size_t kMaxWordsSeen = 400;
// Of a recursive function so many activations lie in one frame: half of those of a tree's nodes are leaves.
constexpr uint32_t kMaxActivations = 2;

bool isGeneratorFunction(const Code* code) {
  return code->flags & (bytecode::kGenerator | bytecode::kCoroutine | bytecode::kAsyncGenerator);
}

// Words in front of the place where a generator function has made the generator, or 0 if it takes a frame to come there.
size_t wordsUntilGenerator(const bytecode::CodeUnit& unit) {
  for (uint32_t pc = 0; pc < unit.code.size();) {
    bytecode::Decoded d = bytecode::decode(&unit.code[pc]);
    pc += d.words;
    if (d.op == bytecode::Op::RETURN_GENERATOR) return pc;
    if (d.op != bytecode::Op::ENTER && d.op != bytecode::Op::MAKE_CELL && d.op != bytecode::Op::LOAD_FREE) break;
  }
  return 0;
}

}  // namespace

// Whether the interpreters have not come to the instruction yet, although the function is hot: instructions that always record
// something show it.
bool Builder::neverRan(const bytecode::Decoded& d, uint32_t pc, const bytecode::Word* proper, const CodeState& state) const {
  if (!unseenIsHot_ || !state.mayGuess(pc) || proper->op != d.op) return false;
  switch (d.op) {
    case Op::LOAD_GLOBAL:
    case Op::LOAD_ATTR:
    case Op::STORE_ATTR:
    case Op::LOAD_METHOD:
      return proper[1].bits == 0 && proper[bytecode::info(d.op).feedbackWords].bits == 0;
    default:
      return false;
  }
}

// Whether an exception handler is left to the interpreter, as long as no exits show that exceptions come often: within an inlined
// function, of which there may be many copies.
bool Builder::isColdHandler(const CodeState& state, uint32_t target) const {
  return unseenIsHot_ && state.strikesAt(target) == 0;
}

// How many words of bytecode a graph has more when the call is inlined: what lies behind instructions that have never run is not
// built, such as how an error is reported, nor are handlers. 0: a generator function that cannot be.
size_t Builder::wordsToInline(const Code* code) const {
  const bytecode::CodeUnit& unit = **code->unit;
  if (isGeneratorFunction(code)) return code->flags & bytecode::kNewLocals ? wordsUntilGenerator(unit) : 0;
  if (unit.code.size() > kMaxWordsSeen) return unit.code.size();
  const CodeState& state = stateOf(const_cast<Code*>(code));
  std::vector<bool> seen(unit.code.size() + 1, false);
  std::vector<uint32_t> work = {0};
  size_t words = 0;
  while (!work.empty()) {
    uint32_t pc = work.back();
    work.pop_back();
    while (pc < unit.code.size() && !seen[pc]) {
      seen[pc] = true;
      bytecode::Decoded d = bytecode::decode(&unit.code[pc]);
      uint32_t proper = pc + d.instruction;
      if (neverRan(d, pc, code->words + proper, state)) break;
      words += d.words;
      for (const bytecode::HandlerEntry& h : unit.handlers)
        if (proper >= h.start && proper < h.end && !isColdHandler(state, h.target)) work.push_back(h.target);
      if (int64_t offset; bytecode::jumpOffset(d, offset)) work.push_back(static_cast<uint32_t>(pc + offset));
      if (bytecode::endsControl(d.op)) break;
      pc += d.words;
    }
  }
  return words;
}

// Whether the budgets allow for so many more words here.
bool Builder::hasRoomFor(size_t words) const {
  bool hot = graph_.loopsOften && isInLoop();
  return scope_->depth < (hot ? kMaxInlineHotDepth : kMaxInlineDepth) &&
         words <= (hot ? kMaxInlinedHotWords : kMaxInlinedWords) &&
         graph_.inlinedWords + words <= (hot ? kMaxInlinedHotTotal : kMaxInlinedTotal);
}

bool Builder::mayInline(Code* code) const {
  if (code->flags & bytecode::kCoroutine && scope_->outer) return false;  // cr_origin asks who has made it
  size_t words = wordsToInline(code);
  if (!words || !hasRoomFor(words)) return false;
  if (isGeneratorFunction(code)) return true;
  uint32_t activations = 0;
  for (const Scope* s = scope_; s; s = s->outer) activations += s->code == code;
  return activations < kMaxActivations;
}

}  // namespace typhon::jit
