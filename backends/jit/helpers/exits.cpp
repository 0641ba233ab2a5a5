// Leaves compiled code: writes the frames as the exit's steps say, and goes on in the interpreter.
#include "backends/jit/helpers/exits.h"

#include <bit>
#include <cstdarg>

#include "backends/jit/helpers/support.h"
#include "backends/jit/host/state.h"
#include "runtime/exec/tracing.h"
#include "runtime/types/float.h"
#include "runtime/types/generator.h"

namespace typhon::jit {

JIT_HELPER(box_word, uint64_t word);
JIT_HELPER(box_complex, uint64_t real, uint64_t imaginary);
JIT_HELPER(range_iterator, uint64_t next, uint64_t stop, uint64_t step);
JIT_HELPER(restored_part, uint64_t object, uint64_t offset, uint64_t v);
JIT_HELPER(run_generator, uint64_t generator);

namespace {

// Runs the interpreter until the compiled function's frame has returned; `depth`: how many inlined functions the frame lies in.
Value interpretFrom(Thread* t, Frame* frame, ExitReason reason, uint32_t depth) {
  leaveFeed(frame, depth);
  noteExit(frame, reason, depth);
  // ENTER's work has been done, and it would ask for compiled code again. A poll comes back at the next iteration.
  if (frame->pc == frame->code->words) frame->pc += steps::wordsOf(bytecode::Op::ENTER);
  bytecode::Word* proper = frame->pc + (frame->pc->op == bytecode::Op::EXT ? 1 : 0);
  if (reason == ExitReason::Poll && !isTraced(t) && proper->op == bytecode::Op::JUMP_BACK)
    proper[1].bits = compilerHooks.loopLimit;
  frame->flags |= kFrameAtPc;
  return host().interpreter->run(t, frame);
}

class Leaving {
 public:
  // `made` has room for what the steps make. Both lie on the C++ stack, where a collection sees them.
  Leaving(Thread* t, Frame* outermost, const uint64_t* passed, uint64_t* made)
      : t_(t), registers_(outermost->registers()), passed_(passed), made_(made) {}

  void take(const uint64_t* step) {
    for (;;) {
      uint64_t word = *step++;
      uint32_t a = word >> 8 & 0xffffff, b = static_cast<uint32_t>(word >> 32);
      switch (static_cast<ExitStep>(word & 0xff)) {
        case ExitStep::End:
          return;
        case ExitStep::Box:
          make(makeFloat(t_, floatOf(a)).bits());
          break;
        case ExitStep::Boolean:
          make(Value::boolean(operand(a)).bits());
          break;
        case ExitStep::Constant:
          make(*step++);
          break;
        case ExitStep::Word:
          make(typhon_jit_box_word(t_, nullptr, operand(a)));
          break;
        case ExitStep::Complex:
          make(typhon_jit_box_complex(t_, nullptr, operand(a), operand(b)));
          break;
        case ExitStep::Number:
          make(operand(b) == Value::kErrorBits ? makeFloat(t_, floatOf(a)).bits() : operand(b));
          break;
        case ExitStep::Range:
          make(typhon_jit_range_iterator(t_, nullptr, operand(a), operand(b), *step++));
          break;
        case ExitStep::Object:
          make(Value(restoreObject(t_, step[0], step[1])).bits());
          step += 2;
          break;
        case ExitStep::Instead:
          make(operand(b) == Value::kErrorBits ? operand(a) : operand(b));
          break;
        case ExitStep::Part:
          typhon_jit_restored_part(t_, nullptr, operand(a), *step++, operand(b));
          break;
        case ExitStep::Store:
          registers_[a] = value(operand(b));
          break;
        case ExitStep::StoreSmall:
          registers_[a] = value(b);
          break;
        case ExitStep::StoreWord:
          registers_[a] = value(*step++);
          break;
        case ExitStep::Header:
        case ExitStep::HeaderSeen: {
          Frame* frame = frameAt(a);
          frame->code = reinterpret_cast<Code*>(step[0]);
          frame->caller = frameAt(b);
          bool seen = static_cast<ExitStep>(word & 0xff) == ExitStep::HeaderSeen;
          uint8_t flags = seen ? frame->flags : 0;
          frame->state = step[1];
          frame->flags |= flags;
          step += 2;
          break;
        }
        case ExitStep::Function:
          frameAt(a)->function = value(operand(b)).as<Function>();
          break;
        case ExitStep::FrameAt:
          frameAt(a)->pc = frameAt(a)->code->words + b;
          break;
        case ExitStep::RunGenerator:
          typhon_jit_run_generator(t_, frameAt(a), operand(b));
          break;
      }
    }
  }

  Frame* frameAt(uint64_t base) const { return reinterpret_cast<Frame*>(registers_ + base) - 1; }

 private:
  uint64_t operand(uint32_t i) const { return i < kMade ? passed_[i] : made_[i - kMade]; }
  double floatOf(uint32_t i) const { return std::bit_cast<double>(operand(i)); }
  void make(uint64_t bits) { made_[count_++] = bits; }

  Thread* t_;
  Value* registers_;
  const uint64_t* passed_;
  uint64_t* made_;
  uint32_t count_ = 0;
};

}  // namespace
}  // namespace typhon::jit

using namespace typhon;
using namespace typhon::jit;

extern "C" uint64_t typhon_jit_leave_by(Thread* t, Frame* frame, const uint64_t* exit, ...) {
  uint32_t passedCount = static_cast<uint32_t>(exit[1]), madeCount = static_cast<uint32_t>(exit[1] >> 32);
  auto* passed = static_cast<uint64_t*>(__builtin_alloca((size_t{passedCount} + madeCount) * sizeof(uint64_t)));
  uint64_t* made = passed + passedCount;
  va_list words;
  va_start(words, exit);
  for (uint32_t i = 0; i < passedCount; ++i) passed[i] = va_arg(words, uint64_t);
  va_end(words);
  for (uint32_t i = 0; i < madeCount; ++i) made[i] = 0;
  Leaving leaving(t, frame, passed, made);
  leaving.take(exit + 2);
  uint32_t depth = exit[0] >> 8 & 0xffffff;
  Frame* innermost = leaving.frameAt(exit[0] >> 32);
  if (innermost != frame) {
    t->frame = innermost;
    t->recursion += depth;
  }
  return interpretFrom(t, innermost, static_cast<ExitReason>(exit[0] & 0xff), depth).bits();
}
