// Whether code has run long enough in the interpreter to be compiled. LLVM takes some milliseconds for the smallest function, in
// a thread that may have no processor of its own. What has taken a share of that time so far takes that share again, as a rule;
// what is done before it is as hot would be done for the many functions that a program is through with soon.
#include <algorithm>

#include "backends/jit/host/state.h"
#include "frontend/bytecode/operands.h"
#include "runtime/types/function.h"

namespace typhon::jit {

namespace {

// Time in the interpreter and in LLVM, in picoseconds: of a word of bytecode, of a call; of a module, of each word of bytecode.
constexpr uint64_t kWordRuns = 600, kCallRuns = 6000;
constexpr uint64_t kModuleCompiles = 2'500'000'000, kWordCompiles = 300'000'000;
// The interpreter must have spent that part of LLVM's time: a third of it.
constexpr uint64_t kShare = 3;

// A generator that is made in a loop counts as this many calls: its code, if compiled, is entered for each value, and built into
// the loop where that is compiled.
constexpr uint64_t kGeneratorCalls = 20;

// How long the loop at `head` is, and what an iteration takes.
CodeState::Heat measured(const Code* code, uint32_t head) {
  const bytecode::CodeUnit& unit = **code->unit;
  uint32_t end = head;
  uint64_t calls = 0, callsUntilEnd = 0;
  for (uint32_t pc = head; pc < unit.code.size();) {
    bytecode::Decoded d = bytecode::decode(&unit.code[pc]);
    calls += d.op == bytecode::Op::CALL || d.op == bytecode::Op::CALL_METHOD;
    if (d.op == bytecode::Op::MAKE_FUNCTION) {
      const bytecode::CodeUnit* made = unit.constants[d.bc()].code.get();
      if (made && made->flags & bytecode::kGenerator) calls += kGeneratorCalls;
    }
    int64_t offset;
    if (d.op == bytecode::Op::JUMP_BACK && bytecode::jumpOffset(d, offset) && pc + offset == head) {
      end = pc + d.words;
      callsUntilEnd = calls;
    }
    pc += d.words;
  }
  uint64_t words = end - head;
  return {words, words * kWordRuns + callsUntilEnd * kCallRuns, 0};
}

// What a call takes, loops left out: the longer a function, the less of it a call runs through.
uint64_t callRuns(uint64_t words) {
  constexpr uint64_t kShort = 50;
  return kCallRuns + kWordRuns * (words <= kShort ? words : kShort + (words - kShort) / 4);
}

// LLVM's time for so much, as the interpreter's share of it.
uint64_t neededFor(uint64_t words) { return (kModuleCompiles + words * kWordCompiles) / kShare; }

CodeState::Heat& heatOf(const Code* code, CodeState& state, uint32_t head) {
  CodeState::Heat& heat = state.heat[head];
  if (!heat.words) heat = measured(code, head);
  return heat;
}

// What the interpreter has spent in the loops with heads from `first` on and before `end`.
uint64_t spentInLoops(const CodeState& state, uint64_t first, uint64_t end) {
  uint64_t spent = 0;
  for (auto loop = state.heat.lower_bound(static_cast<uint32_t>(first)); loop != state.heat.end() && loop->first < end; ++loop)
    spent += loop->second.time;
  return spent;
}

}  // namespace

void noteIterations(const Code* code, CodeState& state, uint32_t head) {
  CodeState::Heat& heat = heatOf(code, state, head);
  uint64_t iterations = heat.time ? compilerHooks.loopLimit / 8 : compilerHooks.loopLimit;
  heat.time += iterations * heat.iteration;
}

bool isHot(Code* code, CodeState& state, uint32_t pc) {
  if (pc != kFromStart) {
    uint64_t words = heatOf(code, state, pc).words;
    return spentInLoops(state, pc, pc + words) >= neededFor(words);
  }
  uint64_t words = code->wordCount, call = callRuns(words);
  uint64_t needed = neededFor(words), spent = spentInLoops(state, 0, words) + code->hotness * call;
  if (spent >= needed || state.loopsOften) return true;
  code->hotLimit = static_cast<uint32_t>(std::min<uint64_t>(code->hotness + (needed - spent) / call + 1, ~0u - 1));
  return false;
}

}  // namespace typhon::jit
