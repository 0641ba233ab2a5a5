// Backward data flow of register liveness.
#include "frontend/bytecode/liveness.h"

#include "frontend/bytecode/operands.h"

namespace typhon::bytecode {
namespace {

struct Step {
  Decoded d;
  uint32_t pc;
  uint32_t jump = ~0u;     // instruction number of the jump target
  uint32_t handler = ~0u;  // instruction number of the handler that an exception reaches first
  uint32_t exceptionRegister = 0;
  Access access;
};

void setRange(uint64_t* set, uint32_t words, uint32_t start, uint32_t count) {
  for (uint32_t r = start; r < start + count && r / 64 < words; ++r) set[r / 64] |= uint64_t{1} << (r % 64);
}
void clearRange(uint64_t* set, uint32_t words, uint32_t start, uint32_t count) {
  for (uint32_t r = start; r < start + count && r / 64 < words; ++r) set[r / 64] &= ~(uint64_t{1} << (r % 64));
}
void clearFrom(uint64_t* set, uint32_t words, uint32_t start) {
  if (start / 64 >= words) return;
  set[start / 64] &= (uint64_t{1} << (start % 64)) - 1;
  for (uint32_t w = start / 64 + 1; w < words; ++w) set[w] = 0;
}

}  // namespace

Liveness::Liveness(const CodeUnit& unit) : registerCount_(unit.registerCount), words_((unit.registerCount + 63) / 64) {
  if (words_ == 0) words_ = 1;
  std::vector<Step> steps;
  indexOfWord_.assign(unit.code.size(), ~0u);
  for (uint32_t pc = 0; pc < unit.code.size();) {
    Step step{};
    step.d = decode(&unit.code[pc]);
    step.pc = pc;
    step.access = access(step.d);
    indexOfWord_[pc] = static_cast<uint32_t>(steps.size());
    pc += step.d.words;
    steps.push_back(step);
  }
  for (Step& step : steps) {
    int64_t offset;
    if (jumpOffset(step.d, offset)) step.jump = indexOfWord_[static_cast<size_t>(step.pc + offset)];
  }
  // Inner entries stand first, so the first entry that covers an instruction is its handler.
  for (const HandlerEntry& entry : unit.handlers) {
    for (uint32_t pc = entry.start; pc < entry.end && pc < unit.code.size(); ++pc) {
      uint32_t index = indexOfWord_[pc];
      if (index == ~0u) continue;
      Step& step = steps[index];
      if (step.handler != ~0u || !(info(step.d.op).flags & RAISE)) continue;
      step.handler = indexOfWord_[entry.target];
      step.exceptionRegister = entry.exceptionRegister;
    }
  }
  size_t count = steps.size();
  before_.assign(count * words_, 0);
  across_.assign(count * words_, 0);
  std::vector<uint64_t> out(words_), around(words_);
  bool changed = true;
  while (changed) {
    changed = false;
    for (size_t i = count; i-- > 0;) {
      const Step& step = steps[i];
      std::fill(out.begin(), out.end(), 0);
      if (!endsControl(step.d.op) && i + 1 < count)
        for (uint32_t w = 0; w < words_; ++w) out[w] = before_[(i + 1) * words_ + w];
      // FOR_ITER writes its item only where it falls through.
      bool writesOnFallThroughOnly = info(step.d.op).base == Op::FOR_ITER;
      if (writesOnFallThroughOnly) clearRange(out.data(), words_, step.d.b, 1);
      if (step.jump != ~0u)
        for (uint32_t w = 0; w < words_; ++w) out[w] |= before_[size_t{step.jump} * words_ + w];
      if (!writesOnFallThroughOnly)
        for (uint32_t k = 0; k < step.access.writeCount; ++k)
          clearRange(out.data(), words_, step.access.writes[k].start, step.access.writes[k].count);
      if (step.handler != ~0u) {
        // A failing instruction has written nothing.
        for (uint32_t w = 0; w < words_; ++w) around[w] = before_[size_t{step.handler} * words_ + w];
        clearRange(around.data(), words_, step.exceptionRegister, 1);
        for (uint32_t w = 0; w < words_; ++w) out[w] |= around[w];
      }
      if (step.access.clobberFrom != ~0u) clearFrom(out.data(), words_, step.access.clobberFrom);
      for (uint32_t w = 0; w < words_; ++w) across_[i * words_ + w] = out[w];
      for (uint32_t k = 0; k < step.access.readCount; ++k)
        setRange(out.data(), words_, step.access.reads[k].start, step.access.reads[k].count);
      for (uint32_t w = 0; w < words_; ++w) {
        uint64_t& slot = before_[i * words_ + w];
        if (slot != out[w]) {
          slot = out[w];
          changed = true;
        }
      }
    }
  }
}

LiveSet Liveness::before(uint32_t pc) const { return {&before_[size_t{indexOfWord_[pc]} * words_], words_}; }

LiveSet Liveness::across(uint32_t pc) const { return {&across_[size_t{indexOfWord_[pc]} * words_], words_}; }

}  // namespace typhon::bytecode
