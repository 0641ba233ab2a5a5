// Assignment to frame.f_lineno by a trace function: going on at another line of the same activation. The registers that code at
// the target expects beyond the variables (iterators of loops, exits of with, exceptions put aside by handlers) must be the same
// ones that are in use where the frame stands; from handlers that are left the exception being handled is restored.
#include <algorithm>
#include <vector>

#include "frontend/bytecode/liveness.h"
#include "runtime/exec/tracing.h"
#include "runtime/exec/warnings.h"
#include "runtime/memory/heap.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/function.h"
#include "runtime/types/generator.h"
#include "runtime/types/int.h"

namespace typhon {
namespace {

using bytecode::Op;

enum class Role : uint8_t { None, Iterator, Saved, Other };

// What stands in the temporaries in front of an instruction, and which handlers it lies in: the registers of their PUSH_EXC.
struct State {
  bool reached = false;
  std::vector<Role> roles;
  std::vector<uint32_t> handlers;
};

// Forward data flow over a unit.
class Blocks {
 public:
  explicit Blocks(const bytecode::CodeUnit& unit)
      : unit_(unit), liveness_(unit), states_(unit.code.size()), first_(static_cast<uint32_t>(unit.localNames.size())) {
    State entry;
    entry.roles.resize(unit.registerCount);
    flow(0, entry);
    while (!work_.empty()) {
      uint32_t pc = work_.back();
      work_.pop_back();
      visit(pc);
    }
  }

  const State& at(uint32_t pc) const { return states_[pc]; }

  // Null when control may go from `from` to `to`, else why not.
  const char* refusal(uint32_t from, uint32_t to) const {
    const State &source = states_[from], &target = states_[to];
    if (!source.reached) return "can't jump from unreachable code";
    if (!target.reached) return "cannot find bytecode for specified line";
    if (target.handlers.size() > source.handlers.size() ||
        !std::equal(target.handlers.begin(), target.handlers.end(), source.handlers.begin()))
      return "can't jump into an 'except' block as there's no exception";
    bytecode::LiveSet here = liveness_.before(from), there = liveness_.before(to);
    for (uint32_t r = unit_.registerCount; r > first_; --r) {
      if (!there.contains(r - 1)) continue;
      Role role = target.roles[r - 1];
      if (here.contains(r - 1) && source.roles[r - 1] == role) continue;
      return role == Role::Iterator ? "can't jump into the body of a for loop"
             : role == Role::Saved  ? "can't jump into an 'except' block as there's no exception"
                                    : "incompatible stacks";
    }
    return nullptr;
  }

 private:
  void flow(uint32_t pc, const State& state) {
    State& to = states_[pc];
    if (!to.reached) {
      to = state;
      to.reached = true;
      work_.push_back(pc);
      return;
    }
    bool changed = false;
    for (size_t i = 0; i < to.roles.size(); ++i) {
      if (to.roles[i] == state.roles[i] || to.roles[i] == Role::None) continue;
      to.roles[i] = Role::None;  // differs from way to way: nothing that lives on
      changed = true;
    }
    if (changed) work_.push_back(pc);
  }

  void visit(uint32_t pc) {
    bytecode::Decoded d = bytecode::decode(unit_.code.data() + pc);
    State after = states_[pc];
    for (const bytecode::HandlerEntry& h : unit_.handlers) {
      if (pc < h.start || pc >= h.end) continue;
      State handler = after;
      set(handler, h.exceptionRegister, Role::Saved);
      flow(h.target, handler);
      break;
    }
    const bytecode::OpInfo& info = bytecode::info(d.op);
    switch (info.base) {
      case Op::GET_ITER:
      case Op::GET_AITER:
      case Op::GET_YIELD_FROM_ITER:
      case Op::GET_AWAITABLE:
        set(after, d.a, Role::Iterator);
        break;
      case Op::PUSH_EXC:
        set(after, d.a, Role::Saved);
        after.handlers.push_back(d.a);
        break;
      case Op::POP_EXC:
        if (!after.handlers.empty()) after.handlers.pop_back();
        break;
      case Op::BEFORE_WITH:
      case Op::BEFORE_ASYNC_WITH:
        set(after, d.a, Role::Other);
        set(after, d.a + 1, Role::Other);
        break;
      default:
        if (info.a == bytecode::Operand::W) set(after, d.a, Role::Other);
        break;
    }
    if (info.a == bytecode::Operand::J32 || info.b == bytecode::Operand::J32)
      flow(pc + static_cast<uint32_t>(d.signedBc()), after);
    else if (info.c == bytecode::Operand::J)
      flow(pc + static_cast<uint32_t>(d.signedC()), after);
    if (!(info.flags & bytecode::END)) flow(pc + d.words, after);
  }

  void set(State& state, uint32_t reg, Role role) const {
    if (reg >= first_ && reg < state.roles.size()) state.roles[reg] = role;
  }

  const bytecode::CodeUnit& unit_;
  bytecode::Liveness liveness_;
  std::vector<State> states_;
  std::vector<uint32_t> work_;
  uint32_t first_;
};

// The first word of the instruction at `pc`, which may stand behind a prefix.
uint32_t firstWord(const bytecode::CodeUnit& unit, uint32_t pc) {
  return pc > 0 && unit.code[pc - 1].op == Op::EXT ? pc - 1 : pc;
}

// What is left of the handlers' work when control leaves those that `to` is not in.
void leaveHandlers(Thread* t, Frame* frame, const State& from, const State& to) {
  if (from.handlers.size() <= to.handlers.size()) return;
  t->handled->exception = frame->registers()[from.handlers[to.handlers.size()]];
  if (frame->flags & kFrameOfGenerator) writeBarrier(frame->locals.asObject());
}

// The compiler may have seen that a variable is bound where it is not now.
bool bindAll(Thread* t, Frame* frame) {
  Value* r = frame->registers();
  size_t unbound = 0;
  for (uint32_t i = 0; i < frame->code->localCount; ++i) unbound += r[i].isUnbound();
  if (unbound == 0) return true;
  TRY(warnPy(t, exc::RuntimeWarning, fmt::format("assigning None to {} unbound local{}", unbound, unbound == 1 ? "" : "s")));
  for (uint32_t i = 0; i < frame->code->localCount; ++i)
    if (r[i].isUnbound()) r[i] = Value::none();
  return true;
}

}  // namespace

bool jumpToLine(Thread* t, FrameObject* f, Value wanted) {
  if (wanted.isUnbound()) return raise(t, exc::AttributeError, "cannot delete attribute");
  if (!isInt(wanted) || wanted.isBool()) return raise(t, exc::ValueError, "lineno must be an integer");
  if (const char* reason = tracing::jumpRefusal()) return raise(t, exc::ValueError, "{}", reason);
  if (f->trace.isNone() || !f->frame) return raise(t, exc::ValueError, "f_lineno can only be set in a trace function");
  if (!wanted.isSmallInt() || wanted.asSmallInt() != static_cast<int32_t>(wanted.asSmallInt()))
    return raise(t, exc::ValueError, "lineno out of range");
  int32_t line = static_cast<int32_t>(wanted.asSmallInt());
  Frame* frame = f->frame;
  const bytecode::CodeUnit& unit = **frame->code->unit;
  if (line < unit.firstLine) return raise(t, exc::ValueError, "line {} comes before the current code block", line);
  int32_t best = INT32_MAX;
  // Lines inside of instructions (entries of no width) cannot be gone to.
  auto hasWidth = [&](const bytecode::PositionEntry& p) { return &p == &unit.positions.back() || (&p)[1].start != p.start; };
  for (const bytecode::PositionEntry& p : unit.positions)
    if (p.line >= line && hasWidth(p)) best = std::min(best, p.line);
  if (best == INT32_MAX) return raise(t, exc::ValueError, "line {} comes after the current code block", line);

  Blocks blocks(unit);
  uint32_t from = firstWord(unit, static_cast<uint32_t>(frame->pc - frame->code->words));
  const char* reason = "cannot find bytecode for specified line";
  bool explained = false;
  uint32_t target = ~0u;
  for (const bytecode::PositionEntry& p : unit.positions) {
    if (p.line != best || !hasWidth(p)) continue;
    const char* refusal = blocks.refusal(from, p.start);
    if (!refusal) {
      // As deep in blocks as possible.
      if (target == ~0u || blocks.at(p.start).handlers.size() > blocks.at(target).handlers.size()) target = p.start;
    } else if (!explained) {
      reason = refusal;
      explained = true;
    }
  }
  if (target == ~0u) return raise(t, exc::ValueError, "{}", reason);
  TRY(bindAll(t, frame));
  leaveHandlers(t, frame, blocks.at(from), blocks.at(target));
  frame->pc = frame->code->words + target;
  return true;
}

}  // namespace typhon
