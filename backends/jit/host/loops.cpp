// Which loop is compiled when one asks for it: the outermost around it, so that inner ones lie in code that is theirs alone.
// Entered in the middle, the inner loop's head would be that of both, and nothing could move in front of it.
#include <algorithm>

#include "backends/jit/host/state.h"
#include "frontend/bytecode/operands.h"
#include "runtime/types/function.h"

namespace typhon::jit {

namespace {

// Larger ones take too long to compile for an inner loop's sake, in words of bytecode.
constexpr uint32_t kMaxLoopWords = 400;

template <typename Visit>
void forEachInstruction(const Code* code, Visit visit) {
  const bytecode::CodeUnit& unit = **code->unit;
  for (uint32_t pc = 0; pc < unit.code.size();) {
    bytecode::Decoded d = bytecode::decode(&unit.code[pc]);
    visit(pc, d);
    pc += d.words;
  }
}

}  // namespace

uint32_t outermostLoop(const Code* code, uint32_t pc) {
  struct Span {
    uint32_t head, end;
  };
  std::vector<Span> loops;
  std::vector<uint32_t> suspensions;
  forEachInstruction(code, [&](uint32_t at, const bytecode::Decoded& d) {
    int64_t offset;
    if (d.op == bytecode::Op::YIELD || d.op == bytecode::Op::YIELD_DELEGATE) suspensions.push_back(at);
    if (d.op == bytecode::Op::JUMP_BACK && bytecode::jumpOffset(d, offset))
      loops.push_back({static_cast<uint32_t>(at + offset), at});
  });
  uint32_t outermost = pc;
  for (const Span& l : loops) {
    // What follows a suspension is entered through the function's own code.
    bool suspends = std::any_of(suspensions.begin(), suspensions.end(), [&](uint32_t at) { return at >= l.head && at <= l.end; });
    if (l.head < outermost && l.end > pc && l.end - l.head <= kMaxLoopWords && !suspends) outermost = l.head;
  }
  return outermost;
}

void askAtNextIteration(Code* code, uint32_t head) {
  forEachInstruction(code, [&](uint32_t at, const bytecode::Decoded& d) {
    int64_t offset;
    if (d.op == bytecode::Op::JUMP_BACK && bytecode::jumpOffset(d, offset) && at + offset == head)
      code->words[at + d.instruction + 1].bits = compilerHooks.loopLimit;
  });
}

}  // namespace typhon::jit
