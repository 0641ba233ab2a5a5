// Traced code: runs instruction by instruction (step_vm.cpp) and reports what it does to the thread's listeners (PEP 669), by
// CPython's rules. All engines come here: interpreters at their polls, compiled code through its exits.
//
// A line event belongs to an instruction whose line differs from that of the instruction executed before it in the same frame
// (PEP 626), to the first one of a function, and to the target of a jump backwards within a line. An instruction that has no
// position of its own (the return at a function's end, the jump at a loop's) belongs to the line from which control comes.
#include <utility>

#include "backends/interpreter/vm.h"
#include "frontend/bytecode/positions.h"
#include "runtime/exec/generator_frames.h"
#include "runtime/types/exception.h"
#include "runtime/types/tuple.h"

namespace typhon::interpreter {
namespace {

using bytecode::Decoded;
using tracing::Event;

// No line: whatever comes next begins one.
constexpr int kNoLine = -1;

int lineAt(const Frame* f, const Word* pc) { return positionAt(f->code, static_cast<uint32_t>(pc - f->code->words)).line; }

// What a call instruction calls, and the first argument.
struct CallSite {
  Value callee, first;

  // False for other instructions.
  bool read(Frame* f, const Decoded& d) {
    Value* window = f->registers() + d.b;
    Value* args = window + bytecode::kFrameHeaderWords;
    switch (bytecode::info(d.op).base) {
      case Op::CALL:
      case Op::CALL_KW:
        if (d.c) first = args[0];
        break;
      case Op::CALL_METHOD:
      case Op::CALL_METHOD_KW:
        if (!args[0].isUnbound())
          first = args[0];
        else if (d.c)
          first = args[1];
        break;
      case Op::CALL_EX:
        if (args[0].as<Tuple>()->length) first = args[0].as<Tuple>()->items[0];
        break;
      default:
        return false;
    }
    callee = window[0];
    if (isa<BoundMethod>(callee)) {
      first = callee.as<BoundMethod>()->self;
      callee = callee.as<BoundMethod>()->function;
    }
    return true;
  }
  bool isNative() const { return !isa<Function>(callee); }
};

bool isBranch(Op op) {
  const bytecode::OpInfo& info = bytecode::info(op);
  if (info.base == Op::SEND) return false;
  return info.c == bytecode::Operand::J || (info.b == bytecode::Operand::J32 && info.a == bytecode::Operand::R);
}

class Stepper {
 public:
  Stepper(Thread* t, Value* result) : t_(t), result_(result) {}

  // From the middle of a frame.
  Exit goOn() {
    Frame* f = t_->frame;
    at(f, f->pc == f->code->words ? kNoLine : lineAt(f, f->pc - 1));
    return run();
  }

  // From where run() was called.
  Exit enter() {
    Frame* f = t_->frame;
    if (f->flags & kFrameThrow) {
      f->flags &= ~kFrameThrow;
      at(f, lineAt(f, f->pc));
      (void)tracing::reportEntry(t_, f, Event::PyThrow);
      if (unwind(true) == Exit::Returned) return Exit::Returned;
      return run();
    }
    if (f->flags & kFrameAtPc) {
      f->flags &= ~kFrameAtPc;
      return goOn();
    }
    if (f->flags & kFrameOfGenerator && !resumed(f) && unwind(true) == Exit::Returned) return Exit::Returned;
    return run();
  }

 private:
  Exit run() {
    while (isTraced(t_)) {
      Exit exit = instruction(t_->frame);
      if (exit == Exit::Raised || exit == Exit::Reraised) exit = unwind(exit == Exit::Raised);
      if (exit == Exit::Returned) return exit;
    }
    return Exit::Continue;
  }

  Exit instruction(Frame* f) {
    Word* pc = f->pc;
    Decoded d = bytecode::decode(pc);
    Op op = bytecode::info(d.op).base;
    if (op == Op::ENTER) {
      // The body of a generator starts at the first resumption.
      at(f, lineAt(f, pc));
      if (!(f->code->flags & (bytecode::kGenerator | bytecode::kCoroutine | bytecode::kAsyncGenerator)) &&
          !tracing::reportEntry(t_, f, Event::PyStart))
        return Exit::Raised;
      at(f, kNoLine);
      return step(t_, result_);
    }
    if (op == Op::RETURN_GENERATOR) return stepFrom(f, d, op, pc);

    uint32_t word = static_cast<uint32_t>(pc - f->code->words);
    for (const bytecode::PositionEntry& before : bytecode::linesBefore(**f->code->unit, word)) {
      if (before.line == line_) continue;
      at(f, before.line);
      if (!tracing::reportLine(t_, f, before.line)) return Exit::Raised;
      if (f->pc != pc) {
        at(f, lineAt(f, f->pc));
        return Exit::Continue;
      }
    }
    bytecode::PositionEntry position = positionAt(f->code, word);
    // What makes a function's cells belongs to its entry, which is no line event.
    bool prologue = position.start == 0 && (op == Op::MAKE_CELL || op == Op::LOAD_FREE);
    bool continues = position.line <= 0 || prologue || (continues_ && position.start != word);
    int line = continues ? line_ : position.line;
    bool begins = line > 0 && line != line_;
    at(f, line);
    continues_ = continues;
    if (begins) {
      if (!tracing::reportLine(t_, f, line)) return Exit::Raised;
      if (f->pc != pc) {
        // f_lineno was assigned; the line that it names is not reported.
        at(f, lineAt(f, f->pc));
        return Exit::Continue;
      }
    }
    if (!tracing::reportInstruction(t_, f)) return Exit::Raised;
    if (f->pc != pc) {
      at(f, lineAt(f, f->pc));
      return Exit::Continue;
    }
    return stepFrom(f, d, op, pc);
  }

  // Executes the instruction, with the events that belong to what it does.
  Exit stepFrom(Frame* f, const Decoded& d, Op op, Word* pc) {
    Value* r = f->registers();
    CallSite call;
    bool reportsCall = false;
    Value sent;
    switch (op) {
      case Op::RETURN:
        sent = r[d.a];
        if (!tracing::reportExit(t_, f, Event::PyReturn, sent)) return Exit::Raised;
        break;
      case Op::YIELD:
      case Op::YIELD_DELEGATE:
        if (!tracing::reportExit(t_, f, Event::PyYield, r[d.b])) return Exit::Raised;
        break;
      case Op::JUMP:
      case Op::JUMP_BACK:
        if (!tracing::reportJump(t_, f, Event::Jump, static_cast<uint32_t>(pc - f->code->words + d.signedBc())))
          return Exit::Raised;
        break;
      default:
        if (tracing::wantsCalls(t_, f) && call.read(f, d)) {
          reportsCall = true;
          if (!tracing::reportCall(t_, f, Event::Call, call.callee, call.first)) return Exit::Raised;
        }
    }
    Frame* caller = f->caller;
    Word* callerPc = caller ? caller->pc : nullptr;
    bool delegated = f->continuation == Continuation::Send;
    bool iterated = f->continuation == Continuation::ForIter && f->flags & kFrameOfGenerator;

    Exit exit = step(t_, result_);
    tracing::currentLine = line_;  // native code may have come here again
    if (exit == Exit::Returned) return exit;
    Frame* now = t_->frame;
    if (exit != Exit::Continue) {
      if (reportsCall && call.isNative() && now == f) (void)tracing::reportCall(t_, f, Event::CRaise, call.callee, call.first);
      return exit;
    }
    if (now == f) return stayed(f, d, op, pc, reportsCall ? &call : nullptr);
    if (now == caller) {
      at(now, lineAt(now, callerPc));
      // A loop is told of the end of a generator if that gives a value.
      if (op == Op::RETURN && (delegated || (iterated && !sent.isNone()))) {
        Word* next = std::exchange(now->pc, callerPc);
        if (!tracing::reportStopIteration(t_, now, sent)) return Exit::Raised;
        now->pc = next;
      }
      return Exit::Continue;
    }
    // A frame was pushed: a function's, which will report itself, or that of a generator that goes on.
    if (now->flags & kFrameOfGenerator && now->caller == f && !resumed(now)) return Exit::Raised;
    return Exit::Continue;
  }

  Exit stayed(Frame* f, const Decoded& d, Op op, Word* pc, const CallSite* call) {
    Word* next = f->pc;
    if (call && call->isNative()) {
      f->pc = pc;
      if (!tracing::reportCall(t_, f, Event::CReturn, call->callee, call->first)) return Exit::Raised;
      f->pc = next;
    }
    if (isBranch(d.op)) {
      f->pc = pc;
      if (!tracing::reportJump(t_, f, Event::Branch, static_cast<uint32_t>(next - f->code->words))) return Exit::Raised;
      f->pc = next;
    }
    if (next > pc + d.words)
      continues_ = true;
    else if (next <= pc)
      continues_ = false;
    // The loop of `yield from` is none of the program's.
    if (op == Op::JUMP_BACK && lineAt(f, next) == line_ && bytecode::info(next->op).base != Op::SEND) at(f, kNoLine);
    return Exit::Continue;
  }

  // A generator's frame has been pushed, and stands at the YIELD (or RETURN_GENERATOR) that it had stopped at or behind it: to
  // behind it. False: a listener has raised there.
  bool resumed(Frame* f) {
    Word* stopped = f->locals.as<Generator>()->pc;
    bool first = bytecode::info(stopped->op).base == Op::RETURN_GENERATOR;
    f->pc = stopped;
    at(f, lineAt(f, stopped));
    if (!tracing::reportEntry(t_, f, first ? Event::PyStart : Event::PyResume)) return false;
    if (first) at(f, kNoLine);
    f->pc = stopped + kWordsOf[static_cast<unsigned>(stopped->op)];
    return true;
  }

  // An exception is pending at t_->frame->pc: to its handler.
  Exit unwind(bool raised) {
    for (;;) {
      Frame* f = t_->frame;
      if (f != of_) at(f, lineAt(f, f->pc));
      if (raised)
        addTraceback(t_, f);
      else if (const Traceback* origin = originOfReraise(t_, f))
        at(f, lineAt(f, f->code->words + origin->pc));
      tracing::reportException(t_, f, raised ? Event::Raise : Event::Reraise);
      tracing::reportException(t_, f, isHandled(f) ? Event::ExceptionHandled : Event::PyUnwind);
      switch (unwindException()) {
        case Unwound::Handled:
        case Unwound::Exhausted:
          return Exit::Continue;
        case Unwound::LeftEntry:
          *result_ = Value::error();
          return Exit::Returned;
        case Unwound::Left:
          raised = true;
          of_ = nullptr;
      }
    }
  }

  // unwindFrame(); a loop whose iterator's __next__ has raised StopIteration is told of that.
  Unwound unwindException() {
    Frame* f = t_->frame;
    Frame* loop = f->continuation == Continuation::ForIter && !(f->flags & kFrameOfGenerator) ? f->caller : nullptr;
    Word* loopPc = loop ? loop->pc : nullptr;
    Value e = t_->pending;
    Unwound how = unwindFrame(t_);
    if (how != Unwound::Exhausted) return how;
    Word* next = std::exchange(loop->pc, loopPc);
    at(loop, lineAt(loop, loopPc));
    restorePending(t_, e);
    tracing::reportException(t_, loop, Event::Raise);
    if (t_->pending != e) return Unwound::Left;
    clearPending(t_);
    loop->pc = next;
    return how;
  }

  // The frame is at the line now.
  void at(const Frame* f, int line) {
    of_ = f;
    line_ = tracing::currentLine = line;
    continues_ = false;
  }

  Thread* t_;
  Value* result_;
  const Frame* of_ = nullptr;
  int line_ = kNoLine;      // of the instruction that the frame `of_` has executed last
  bool continues_ = false;  // whether what follows without a position of its own belongs to that line: behind a jump forwards
};

}  // namespace

Exit runTraced(Thread* t, Value* result) { return Stepper(t, result).goOn(); }
Exit enterTraced(Thread* t, Value* result) { return Stepper(t, result).enter(); }

}  // namespace typhon::interpreter
